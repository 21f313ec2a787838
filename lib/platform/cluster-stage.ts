import { Construct, IConstruct } from 'constructs';
import { Platform } from './platform';
import { Cluster } from '../cluster/cluster';
import { Attachment } from '../tree/attachment';

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
