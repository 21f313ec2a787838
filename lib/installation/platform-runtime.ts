import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Installation, InstallationSite } from './installation';
import { NodeGate } from './node-gate';
import { platformImage } from './platform-image';
import { Cluster } from '../cluster/cluster';
import { CLUSTER_ISSUER } from '../cluster/identity-problems';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { noClusterProblem } from '../platform/platform-problems';
import { Release } from '../releases/release';
import { clusterObject } from '../resources/cluster-object';
import { callComponent, ComponentError } from '../runtime/call-component';
import { Component } from '../runtime/component';
import { idProblems, usableId } from '../tree/construct-id';
import { Origin } from '../tree/origin';
import { must, report } from '../validation/problem';

/**
 * What a cluster's releases need on the cluster itself: daemons, issuers, RBAC. The infrastructure team applies it
 * before workloads that run on those releases. Its chart must be in the platform's `runtimeNamespace`.
 */
export class PlatformRuntime extends Construct {
  /** Set if the cluster has a startup gate. */
  public readonly nodeGate?: NodeGate;

  constructor(scope: Construct, id: string) {
    super(scope, usableId(scope, id));
    report(this, ...idProblems('id', id, 'runtime'));
    const platform = Platform.of(this);
    const cluster = ClusterStage.clusterOf(this);
    if (!cluster) {
      report(this, noClusterProblem(platform.clusters));
      return;
    }
    this.addIssuer(cluster);
    const imageOf: InstallationSite['imageOf'] = (image, problem) => platformImage(image, platform.imageRegistry, problem);
    const site = { cluster, namespace: platform.runtimeNamespace, imageOf };
    const daemons = this.install(platform.releasesOn(cluster), site);
    if (cluster.startupGate) this.nodeGate = this.addNodeGate(site, cluster.startupGate.image, daemons);
    this.checkNamespace(platform, Object.values(daemons).some(names => names.length > 0));
  }

  /** Installs each release. Returns the names of the daemons, by release. */
  private install(releases: Release[], site: InstallationSite): Record<string, string[]> {
    return Object.fromEntries(unique(releases).map(release => {
      report(this, ...must(release.supports(site.cluster.version), {
        field: 'platform.releases',
        value: release.name,
        rule: `does not support Kubernetes ${site.cluster.version} of the cluster ${site.cluster.name}`,
        fix: 'Leave it out of the releases of that Cluster.',
      }));
      // An empty name, which is refused, would end the program here.
      const releaseScope = new Construct(this, release.name || 'unnamed');
      const daemons = unique(release._components)
        .flatMap(component => this.installComponent(releaseScope, component, release, releases, site));
      return [release.name, daemons];
    }));
  }

  /** Returns the names of its daemons. */
  private installComponent(
    releaseScope: Construct, component: Component, release: Release, releases: Release[], site: InstallationSite,
  ): string[] {
    const scope = new Construct(releaseScope, component.name);
    Origin.component(component.name, release.name)._attachTo(scope);
    const sharingReleases = releases.filter(({ components }) => components.some(each => each.name === component.name))
      .map(each => each.name);
    const target = new Installation(scope, site, release, sharingReleases);
    try {
      callComponent(component, 'install', `the cluster ${site.cluster.name}`, () => component.install(target));
    } catch (error) {
      if (!(error instanceof ComponentError)) throw error;
      report(scope, error.problem);
    }
    return target.daemons;
  }

  private addNodeGate(
    { cluster, namespace, imageOf }: InstallationSite, image = NodeGate.IMAGE, daemons: Record<string, string[]>,
  ): NodeGate {
    return new NodeGate(this, 'node-gate', {
      image: imageOf(image, problem => report(this, problem)), cluster, namespace, daemons,
    });
  }

  private addIssuer({ identity }: Cluster): void {
    const { issuer, caSecret, issuerKind = CLUSTER_ISSUER } = identity?.issuer ?? {};
    if (!issuer || !caSecret || issuerKind !== CLUSTER_ISSUER) return;
    Origin.platform()._attachTo(clusterObject(this, 'issuer', {
      apiVersion: 'cert-manager.io/v1', kind: CLUSTER_ISSUER, metadata: { name: issuer }, spec: { ca: { secretName: caSecret } },
    }));
  }

  private checkNamespace({ runtimeNamespace }: Platform, hasDaemons: boolean): void {
    const { namespace } = Chart.of(this);
    report(this, ...must(namespace === runtimeNamespace || !hasDaemons, {
      field: 'namespace',
      value: namespace,
      rule: `must be ${runtimeNamespace}, where workloads look for the daemons`,
      fix: `Write namespace: '${runtimeNamespace}' for the chart, or set another runtimeNamespace on the Platform.`,
    }));
  }
}

/** The first of each name; a second one is refused where the platform is attached. */
function unique<T extends { readonly name: string }>(named: T[]): T[] {
  return named.filter(({ name }, n) => named.findIndex(each => each.name === name) === n);
}
