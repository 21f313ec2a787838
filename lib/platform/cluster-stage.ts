import { Construct, IConstruct } from 'constructs';
import { Platform } from './platform';
import { Cluster } from '../cluster/cluster';
import { noCluster } from '../cluster/no-cluster';
import { Attachment } from '../tree/attachment';
import { scopeOf } from '../tree/scope';
import { memberOf } from '../validation/look';
import { must, report } from '../validation/problem';
import { suggest } from '../validation/suggest';

const CLUSTER = new Attachment<Cluster>('Cluster');

/**
 * The part of the app for one cluster, with all charts below it. PinterestApp writes it to a folder named after the cluster.
 *
 * ```ts
 * for (const cluster of platform.clusters) new Pinboard(new ClusterStage(app, cluster), 'pinboard');
 * ```
 */
export class ClusterStage extends Construct {
  /** The cluster of a scope: that of the nearest ClusterStage, else the platform's only cluster, else undefined. */
  public static clusterOf(scope: IConstruct): Cluster | undefined {
    const cluster = CLUSTER.of(scopeOf(scope, 'ClusterStage.clusterOf'));
    if (cluster) return cluster;
    const { clusters } = Platform.of(scope);
    return clusters.length === 1 ? clusters[0] : undefined;
  }

  public readonly cluster: Cluster;

  constructor(scope: Construct, cluster: Cluster) {
    const isCluster = typeof memberOf(cluster, 'spiffeId') === 'function';
    super(scope, freeId(scopeOf(scope, 'new ClusterStage'), isCluster ? cluster.name : 'no-cluster'));
    const platform = Platform._chosenFor(this);
    const names = () => suggest('clusters', platform.clusters.map(({ name }) => name));
    report(this, ...must(isCluster, () => (
      { field: 'cluster', value: cluster, rule: 'must be a Cluster', fix: `Write one of platform.clusters. ${names()}` }
    )));
    // Another one takes the place of what is none, so that building goes on.
    this.cluster = isCluster ? cluster : platform.clusters[0] ?? noCluster();
    CLUSTER.attach(this, this.cluster);
    if (!isCluster) return;
    // The platform's own clusters are judged where it is attached.
    if (!platform.clusters.includes(cluster)) report(this, ...platform._problemsOf(cluster));
    report(this, ...must(this.node.id === cluster.name, {
      field: 'cluster', value: cluster.name, rule: 'already has a stage here', fix: 'Use the first one, or rename the cluster.',
    }));
  }
}

/** Two stages of one name are reported, which needs a second id. */
function freeId(scope: Construct, name: string): string {
  return scope.node.tryFindChild(name) ? freeId(scope, `${name}-again`) : name;
}
