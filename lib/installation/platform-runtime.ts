import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { admissionPolicy } from './admission-policy';
import { Installation, InstallationSite } from './installation';
import { NodeGate } from './node-gate';
import { platformImage } from './platform-image';
import { podClaims } from './pod-claims';
import { trustManagerBundle } from './trust-manager';
import { Cluster } from '../cluster/cluster';
import { discoveryRoot } from '../cluster/discovery-root';
import { CLUSTER_ISSUER } from '../cluster/identity-problems';
import { MANAGED_BY } from '../labels/keys';
import { ownerAnnotations, ownerLabels } from '../labels/owner';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { noClusterProblem } from '../platform/platform-problems';
import { Release } from '../releases/release';
import { clusterObject } from '../resources/cluster-object';
import { OWNER } from '../resources/ownership';
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

  /**
   * Refuses pods whose labels and annotations claim what is not theirs: a ValidatingAdmissionPolicy. Set from Kubernetes 1.30 on,
   * where a release has a daemon.
   */
  public readonly podClaims?: ApiObject;

  constructor(scope: Construct, id: string) {
    super(scope, usableId(scope, id));
    report(this, ...idProblems('id', id, 'runtime'));
    const platform = Platform._chosenFor(this);
    const cluster = ClusterStage.clusterOf(this);
    if (!cluster) {
      report(this, noClusterProblem(platform.clusters));
      return;
    }
    this.addIssuer(cluster);
    this.addTrust(cluster);
    const imageOf: InstallationSite['imageOf'] = (image, problem) => platformImage(image, platform.imageRegistry, problem);
    const site = { cluster, namespace: platform.runtimeNamespace, imageOf };
    const daemons = this.install(platform.releasesOn(cluster), site);
    if (cluster.startupGate) this.nodeGate = this.addNodeGate(site, cluster.startupGate.image, daemons);
    const hasDaemons = Object.values(daemons).some(names => names.length > 0);
    if (hasDaemons && cluster.version.admissionPolicies) this.podClaims = this.addPodClaims(platform, cluster);
    this.checkNamespace(platform, hasDaemons);
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

  private addPodClaims(platform: Platform, cluster: Cluster): ApiObject {
    const owner = OWNER.of(this);
    const metadata = {
      labels: { ...MANAGED_BY, ...(owner && ownerLabels(owner)) }, annotations: owner ? ownerAnnotations(owner) : {},
    };
    const { runtimeNamespace, infrastructureNamespaces } = platform;
    return admissionPolicy(this, 'pod-claims', `pod-claims.${runtimeNamespace}`, metadata, podClaims({
      infrastructureNamespaces: [...new Set([runtimeNamespace, ...infrastructureNamespaces])],
      releases: platform.releasesOn(cluster).map(({ name }) => name),
      ...(cluster.zooKeeper && {
        discovery: { root: discoveryRoot(cluster.zooKeeper), environment: cluster.environment },
      }),
    }));
  }

  private addIssuer({ identity }: Cluster): void {
    const { issuer, caSecret, issuerKind = CLUSTER_ISSUER } = identity?.issuer ?? {};
    if (!issuer || !caSecret || issuerKind !== CLUSTER_ISSUER) return;
    Origin.platform()._attachTo(clusterObject(this, 'issuer', {
      apiVersion: 'cert-manager.io/v1', kind: CLUSTER_ISSUER, metadata: { name: issuer }, spec: { ca: { secretName: caSecret } },
    }));
  }

  private addTrust({ identity }: Cluster): void {
    const { managed } = identity?.trust ?? {};
    // What is wrong with it is reported where the platform is attached.
    if (!managed || !Array.isArray(managed.sources)) return;
    Origin.platform()._attachTo(trustManagerBundle(this, managed));
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
