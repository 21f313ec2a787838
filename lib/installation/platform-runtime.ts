import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Component } from '../runtime/component';
import { InstallTarget } from '../runtime/install-target';
import { NodeGate } from './node-gate';
import { ClusterScope } from '../platform/cluster-stage';
import { Cluster } from '../cluster/cluster';
import { Platform } from '../platform/platform';
import { clusterObject } from '../resources/cluster-object';
import { report } from '../validation/problem';
import { PinterestDaemon, PinterestDaemonProps } from '../kinds/daemon/pinterest-daemon';

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
    const daemons = this.install(platform, cluster);
    if (cluster.startupGate) {
      this.nodeGate = new NodeGate(this, 'node-gate', { image: cluster.startupGate.image, cluster, namespace: platform.runtimeNamespace, daemons });
    }
    const { namespace } = Chart.of(this);
    if (namespace !== platform.runtimeNamespace && Object.values(daemons).some(names => names.length > 0)) {
      report(this, {
        field: 'namespace',
        value: namespace,
        rule: `is not ${platform.runtimeNamespace}, where workloads look for the daemons`,
        fix: `Give the chart namespace: '${platform.runtimeNamespace}', or the Platform another runtimeNamespace.`,
      });
    }
  }

  /** Installs each release; the names of its daemons, by release. */
  private install(platform: Platform, cluster: Cluster): Record<string, string[]> {
    const releases = platform.releasesOn(cluster);
    const having = ({ name }: Component) => releases
      .filter(({ components }) => components.some(each => each.name === name))
      .map(release => release.name);
    return Object.fromEntries(releases.map(release => {
      if (!release.supports(cluster.version)) {
        report(this, {
          field: 'platform.releases',
          value: release.name,
          rule: `is not for Kubernetes ${cluster.version} of the cluster ${cluster.name}`,
          fix: 'Leave it out of the releases of that Cluster.',
        });
      }
      const daemons: string[] = [];
      const below = new Construct(this, release.name);
      for (const component of release.components) {
        const scope = new Construct(below, component.name);
        component.install(new Installation(scope, cluster, release.name, platform.runtimeNamespace, having(component), daemons));
      }
      return [release.name, daemons];
    }));
  }

  private addIssuer({ identity }: Cluster): void {
    const { issuer, caSecret, issuerKind = 'ClusterIssuer' } = identity?.issuer ?? {};
    if (!issuer || !caSecret) return;
    if (issuerKind !== 'ClusterIssuer') {
      report(this, {
        field: 'cluster.identity.caSecret',
        value: caSecret,
        rule: `is for a ClusterIssuer only, and ${issuer} is of the kind ${issuerKind}`,
        fix: 'Leave it out: that issuer is not ours to make.',
      });
      return;
    }
    clusterObject(this, 'issuer', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: issuer }, spec: { ca: { secretName: caSecret } } });
  }
}

class Installation extends InstallTarget {
  constructor(scope: Construct, cluster: Cluster, release: string, namespace: string, releases: string[], private readonly daemons: string[]) {
    super(scope, cluster, release, namespace, releases);
  }

  protected _newDaemon(id: string, props: PinterestDaemonProps): PinterestDaemon {
    this.daemons.push(id);
    return new PinterestDaemon(this.scope, id, props);
  }
}
