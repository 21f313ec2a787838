import { Duration } from 'cdk8s';
import { Discovery } from '../requirements/discovery';

/**
 * A Secret with one `user:password`, in the namespace of the platform's daemons. Its owner writes it there; no manifest holds it.
 */
export interface ZooKeeperCredentials {
  /** Name of the Secret. */
  readonly secretName: string;

  /**
   * The key under which the Secret holds `user:password`.
   *
   * @default credentials
   */
  readonly key?: string;
}

/** The ZooKeeper ensemble in which a cluster's services are found. */
export interface ZooKeeper {
  /** Its members, as the nodes' pods reach them: `zookeeper-0.example.com:2181`. */
  readonly servers: string[];

  /**
   * How services are written down that do not say how.
   *
   * @default Discovery.kingpin()
   */
  readonly format?: Discovery;

  /**
   * The folder of services that do not name their own path: they are at `<root>/<service>.<namespace>/<environment>`.
   *
   * @default /discovery
   */
  readonly root?: string;

  /**
   * How long a node that has lost the ensemble still counts as alive: the most that a dead pod is shown after its node has died.
   * The ensemble must allow it: at least two and at most twenty of its ticks.
   *
   * @default Duration.seconds(30)
   */
  readonly sessionTimeout?: Duration;

  /**
   * Whose entries they are: with credentials everybody reads and only their owner writes.
   *
   * @default - nobody's: everybody reads and writes
   */
  readonly credentials?: ZooKeeperCredentials;
}
