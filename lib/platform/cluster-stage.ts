import { Construct, IConstruct } from 'constructs';
import { Platform } from './platform';
import { Cluster } from '../cluster/cluster';
import { Attachment } from '../tree/attachment';

const CLUSTER = new Attachment<Cluster>('Cluster');

/**
 * A part of the app that is for one cluster, with all charts below it. PinterestApp writes it to a folder of the cluster's name.
 *
 * ```ts
 * for (const cluster of platform.clusters) new Pinboard(new ClusterStage(app, cluster), 'pinboard');
 * ```
 */
export class ClusterStage extends Construct {
  /** The cluster of a scope: the one of the nearest ClusterStage, else the platform's only one, else none. */
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
