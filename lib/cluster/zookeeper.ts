import { Duration } from 'cdk8s';
import { Discovery } from '../requirements/discovery';
import { Problem } from '../validation/problem';
import { zooKeeperPathProblems } from '../validation/zookeeper-path';

/** A Secret with one `user:password`, in the namespace of the platform's daemons. Its owner writes it there; no manifest holds it. */
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

export const DISCOVERY_ROOT = '/discovery';

const SERVER = /^([-A-Za-z0-9._]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/;

export function zooKeeperProblems({ servers, root, sessionTimeout }: ZooKeeper): Problem[] {
  const seconds = sessionTimeout?.toSeconds({ integral: false });
  return [
    ...(servers.length > 0 ? [] : [{ field: 'zooKeeper.servers', rule: 'must name a member of the ensemble', fix: 'Write for example ["zookeeper.example.com:2181"].' }]),
    ...servers.filter(server => !SERVER.test(server)).map(value => ({
      field: 'zooKeeper.servers', value, rule: 'must be a host and a port', fix: 'Write for example "zookeeper.example.com:2181"; a common folder goes into root.',
    })),
    ...(root === undefined ? [] : zooKeeperPathProblems('zooKeeper.root', root)),
    ...(seconds === undefined || seconds >= 1 ? [] : [{ field: 'zooKeeper.sessionTimeout', value: `${seconds} s`, rule: 'must be at least a second', fix: 'Write Duration.seconds(30).' }]),
  ];
}
