import { Cluster } from 'cdk8s-pinterest/platform';
import { APP } from './kinds';
import { PlatformPackage } from './platform-package';
import { Fault } from '../documents/fault';
import { Node } from '../documents/node';
import { suggest } from '../documents/suggest';

export const NAME_PLATFORM = `Name the package of one: write platform: "@example/platform" in the spec of a ${APP}.`;

/** Without a platform there is one cluster, which has no name for documents. */
export function refuseClusters(node: Node | undefined, faults: Fault[]): void {
  if (node === undefined) return;
  faults.push({
    place: node.place, field: 'spec.clusters', rule: 'needs a platform, which has the clusters', fix: NAME_PLATFORM,
  });
}

/** All clusters, unless some are named. */
export function namedClusters(node: Node | undefined, all: readonly Cluster[], faults: Fault[]): Cluster[] {
  if (node === undefined) return [...all];
  if (node.type !== 'list') {
    faults.push({
      place: node.place, field: 'spec.clusters', rule: 'must be a list', fix: 'Write the names of clusters in [ ].',
    });
    return [...all];
  }
  if (node.items.length === 0) {
    faults.push({
      place: node.place,
      field: 'spec.clusters',
      rule: 'must name a cluster',
      fix: 'Name some, or remove the line: then it is all.',
    });
  }
  return node.items.flatMap(item => {
    const name = item.type === 'scalar' ? String(item.value) : '';
    const found = all.find(cluster => cluster.name === name);
    if (!found) {
      faults.push({
        place: item.place,
        field: 'spec.clusters',
        value: name,
        rule: 'is no cluster of the platform',
        fix: suggest('clusters', all.map(each => each.name), name),
      });
    }
    return found ?? [];
  });
}

/** Whether a chart that names these clusters goes to one. */
export function isFor(
  cluster: Cluster | undefined, node: Node | undefined, packaged: PlatformPackage | undefined, faults: Fault[],
): boolean {
  if (cluster && packaged) return namedClusters(node, packaged.platform.clusters, faults).includes(cluster);
  refuseClusters(node, faults);
  return true;
}
