import { Construct, IConstruct } from 'constructs';
import { Attachment } from '../tree/attachment';
import { Cluster } from '../cluster/cluster';
import { Platform } from './platform';

const CLUSTER = new Attachment<Cluster>('Cluster');

/**
 * Everything below it is for one cluster. PinterestApp writes it to a folder of the cluster's name.
 *
 * ```ts
 * for (const cluster of platform.clusters) new Pinboard(new ClusterScope(app, cluster), 'pinboard');
 * ```
 */
export class ClusterScope extends Construct {
  /** The cluster of a scope: the one of the nearest ClusterScope, else the platform's only one, else none. */
  public static clusterOf(scope: IConstruct): Cluster | undefined {
    const cluster = CLUSTER.of(scope);
    if (cluster) return cluster;
    const { clusters } = Platform.of(scope);
    return clusters.length === 1 ? clusters[0] : undefined;
  }

  public readonly cluster: Cluster;

  constructor(scope: Construct, cluster: Cluster) {
    super(scope, cluster.name);
    this.cluster = cluster;
    CLUSTER.attach(this, cluster);
  }
}
