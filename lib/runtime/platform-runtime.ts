import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { InstallTarget } from './install-target';
import { NodeGate } from './startup/node-gate';
import { ClusterScope } from '../app/cluster-scope';
import { Cluster } from '../platform/cluster';
import { Platform } from '../platform/platform';
import { clusterObject } from '../resources/cluster-object';
import { report } from '../validation/problem';
import { PinterestDaemon, PinterestDaemonProps } from '../workloads/pinterest-daemon';

/**
 * What a cluster's releases need on the cluster itself: daemons, issuers, RBAC. The infrastructure team applies it
 * before workloads that run on those releases. Its chart has the platform's `runtimeNamespace`.
 */
export class PlatformRuntime extends Construct {
  /** There if the cluster has a startup gate. */
  public readonly nodeGate?: NodeGate;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const platform = Platform.of(this);
    const cluster = ClusterScope.clusterOf(this);
    if (!cluster) {
      report(this, { field: 'cluster', rule: 'the platform has several clusters, and none is chosen here', fix: 'Build the chart below new ClusterScope(app, cluster).' });
      return;
    }
    this.addIssuer(cluster);
    const daemons: Record<string, string[]> = {};
    const releases = platform.releasesOn(cluster);
    for (const release of releases) {
      if (!release.supports(cluster.version)) {
        report(this, { field: 'platform.releases', value: release.name, rule: `is not for Kubernetes ${cluster.version} of the cluster ${cluster.name}`, fix: 'Leave it out of the releases of that Cluster.' });
      }
      const names: string[] = [];
      daemons[release.name] = names;
      const below = new Construct(this, release.name);
      for (const component of release.components) {
        const alike = releases.filter(({ components }) => components.some(({ name }) => name === component.name)).map(({ name }) => name);
        component.install(new Installation(new Construct(below, component.name), cluster, release.name, platform.runtimeNamespace, alike, names));
      }
    }
    if (cluster.startupGate) {
      this.nodeGate = new NodeGate(this, 'node-gate', { image: cluster.startupGate.image, cluster, namespace: platform.runtimeNamespace, daemons });
    }
    const namespace = Chart.of(this).namespace;
    if (namespace !== platform.runtimeNamespace && this.node.findAll().some(node => node instanceof PinterestDaemon)) {
      report(this, {
        field: 'namespace', value: namespace, rule: `is not ${platform.runtimeNamespace}, where workloads look for the daemons`, fix: `Give the chart namespace: '${platform.runtimeNamespace}', or the Platform another runtimeNamespace.`,
      });
    }
  }

  private addIssuer({ identity }: Cluster): void {
    const { issuer, caSecret, issuerKind = 'ClusterIssuer' } = identity?.issuer ?? {};
    if (!issuer || !caSecret) return;
    if (issuerKind !== 'ClusterIssuer') {
      report(this, { field: 'cluster.identity.caSecret', value: caSecret, rule: `is for a ClusterIssuer only, and ${issuer} is of the kind ${issuerKind}`, fix: 'Leave it out: that issuer is not ours to make.' });
      return;
    }
    clusterObject(this, 'issuer', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: issuer }, spec: { ca: { secretName: caSecret } } });
  }
}

class Installation extends InstallTarget {
  constructor(scope: Construct, cluster: Cluster, release: string, namespace: string, releases: string[], private readonly daemonNames: string[]) {
    super(scope, cluster, release, namespace, releases);
  }

  protected _newDaemon(id: string, props: PinterestDaemonProps): PinterestDaemon {
    this.daemonNames.push(id);
    return new PinterestDaemon(this.scope, id, props);
  }
}
