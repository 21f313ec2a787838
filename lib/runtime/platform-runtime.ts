import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { InstallTarget } from './install-target';
import { ClusterScope } from '../app/cluster-scope';
import { Platform } from '../platform/platform';
import { report } from '../validation/problem';
import { PinterestDaemon, PinterestDaemonProps } from '../workloads/pinterest-daemon';

/**
 * What a cluster's releases need on the cluster itself: daemons, issuers, RBAC. The infrastructure team applies it
 * before workloads that run on those releases. Its chart has the platform's `runtimeNamespace`.
 */
export class PlatformRuntime extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const platform = Platform.of(this);
    const cluster = ClusterScope.clusterOf(this);
    if (!cluster) {
      report(this, { field: 'cluster', rule: 'the platform has several clusters, and none is chosen here', fix: 'Build the chart below new ClusterScope(app, cluster).' });
      return;
    }
    const namespace = Chart.of(this).namespace;
    for (const release of platform.releasesOn(cluster)) {
      const below = new Construct(this, release.name);
      for (const component of release.components) {
        component.install(new Installation(new Construct(below, component.name), cluster, release.name, platform.runtimeNamespace));
      }
    }
    if (this.node.findAll().some(node => node instanceof PinterestDaemon) && namespace !== platform.runtimeNamespace) {
      report(this, {
        field: 'namespace', value: namespace, rule: `is not ${platform.runtimeNamespace}, where workloads look for the daemons`, fix: `Give the chart namespace: '${platform.runtimeNamespace}', or the Platform another runtimeNamespace.`,
      });
    }
  }
}

class Installation extends InstallTarget {
  protected _newDaemon(id: string, props: PinterestDaemonProps): PinterestDaemon {
    return new PinterestDaemon(this.scope, id, props);
  }
}
