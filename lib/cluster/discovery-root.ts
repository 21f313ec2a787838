import { ZooKeeper } from './zookeeper';

/** The folder of services in ZooKeeper. */
export function discoveryRoot({ root = '/discovery' }: ZooKeeper): string {
  return root;
}
