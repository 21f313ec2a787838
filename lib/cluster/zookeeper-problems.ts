import { ZooKeeper } from './zookeeper';
import { HOST_AND_PORT } from '../validation/patterns';
import { must, Problem } from '../validation/problem';
import { zooKeeperPathProblems } from '../validation/zookeeper-path';

/** Service, namespace and environment have 63 each. */
const LONGEST_ROOT = 256;

export function zooKeeperProblems({ servers, root, sessionTimeout }: ZooKeeper): Problem[] {
  const seconds = sessionTimeout?.toSeconds({ integral: false });
  return [
    ...must(servers.length > 0, {
      field: 'zooKeeper.servers',
      rule: 'must contain a member of the ensemble',
      fix: 'Write for example ["zookeeper.example.com:2181"].',
    }),
    ...servers.filter(server => !HOST_AND_PORT.test(server)).map(value => ({
      field: 'zooKeeper.servers',
      value,
      rule: 'must be a host and a port',
      fix: 'Write for example "zookeeper.example.com:2181", and a common folder as root.',
    })),
    ...(root === undefined ? [] : zooKeeperPathProblems('zooKeeper.root', root)),
    ...must(root === undefined || root.length <= LONGEST_ROOT, {
      field: 'zooKeeper.root',
      value: root,
      rule: `must have at most ${LONGEST_ROOT} characters, so that there is room for services`,
      fix: 'Write for example "/discovery".',
    }),
    ...must(seconds === undefined || seconds >= 1, {
      field: 'zooKeeper.sessionTimeout',
      value: `${seconds} s`,
      rule: 'must be at least a second',
      fix: 'Write Duration.seconds(30).',
    }),
  ];
}
