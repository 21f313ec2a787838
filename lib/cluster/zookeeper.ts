import { Duration } from 'cdk8s';
import { Discovery } from '../requirements/discovery';

/**
 * A Secret with one `user:password`, in the namespace of the platform's daemons. Create it yourself: no manifest contains it.
 */
export interface ZooKeeperCredentials {
  /** Name of the Secret. */
  readonly secretName: string;

  /**
   * The Secret's key with `user:password`.
   *
   * @default credentials
   */
  readonly key?: string;
}

/** The ZooKeeper ensemble in which clients find a cluster's services. */
export interface ZooKeeper {
  /** Its members, at addresses that pods reach: `zookeeper-0.example.com:2181`. */
  readonly servers: string[];

  /**
   * The format of entries of services that do not set one.
   *
   * @default Discovery.kingpin()
   */
  readonly format?: Discovery;

  /**
   * The folder of services that set no path of their own: they are at `<root>/<service>.<namespace>/<environment>`.
   *
   * @default /discovery
   */
  readonly root?: string;

  /**
   * How long a node that has lost the ensemble still counts as alive. A dead node's pods stay listed for at most this long.
   * The ensemble must allow it: 2 to 20 of its ticks.
   *
   * @default Duration.seconds(30)
   */
  readonly sessionTimeout?: Duration;

  /**
   * The user that owns the entries: everybody can read them, and only this user can write them.
   *
   * @default - none: everybody can read and write them
   */
  readonly credentials?: ZooKeeperCredentials;
}
