import { Construct } from 'constructs';
import { ClusterScope } from '../app/cluster-scope';
import { Platform } from '../platform/platform';
import { report } from '../validation/problem';

/**
 * What a cluster's releases need on the cluster itself: daemons, issuers, RBAC. The infrastructure team applies it
 * before workloads that run on those releases.
 */
export class PlatformRuntime extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cluster = ClusterScope.clusterOf(this);
    if (!cluster) {
      report(this, { field: 'cluster', rule: 'the platform has several clusters, and none is chosen here', fix: 'Build the chart below new ClusterScope(app, cluster).' });
      return;
    }
    const releases = Platform.of(this).releases.filter(release => cluster.releases?.includes(release.name) ?? true);
    for (const release of releases) {
      const below = new Construct(this, release.name);
      for (const component of release.components) component.install(new Construct(below, component.name), { cluster, release: release.name });
    }
  }
}
