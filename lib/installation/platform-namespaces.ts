import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceObject } from './namespace-object';
import { NAMESPACES_SHAPE, namespacesProblems, ofEveryCluster } from './namespaces-shape';
import { PodSecurityStandard } from './pod-security-standard';
import { Owner } from '../labels/owner';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { noClusterProblem } from '../platform/platform-problems';
import { eachUsedNamespace } from '../platform/used-namespaces';
import { idProblems, usableId } from '../tree/construct-id';
import { judged } from '../validation/judge';
import { report } from '../validation/problem';

/** A namespace of a team, or of the infrastructure team. */
export interface PlatformNamespace {
  /** Its name. */
  readonly name: string;

  /**
   * Its team. From Kubernetes 1.30 on no pod in it can then have another team's name, see `PlatformRuntime.podClaims`.
   *
   * @default - none: teams may share it
   */
  readonly owner?: Owner;

  /**
   * What its pods may do: others are refused.
   *
   * @default - PodSecurityStandard.PRIVILEGED for infrastructure namespaces, else PodSecurityStandard.RESTRICTED
   */
  readonly podSecurity?: PodSecurityStandard;

  /**
   * Paths in ZooKeeper at which its pods may be registered, beside those of their own, such as `/sets/fin` or `/sets/shop/*`.
   *
   * @default - none
   */
  readonly discoveryPaths?: string[];
}

/** Properties of PlatformNamespaces. */
export interface PlatformNamespacesProps {
  /**
   * What is known of namespaces; also those that no chart of the app is in.
   *
   * @default - none
   */
  readonly namespaces?: PlatformNamespace[];

  /**
   * Whether all namespaces are made that charts and workloads of the app are in on this cluster.
   * If not, only those of `namespaces` are: where teams have apps of their own, one app has the list of all.
   *
   * @default true
   */
  readonly ofCharts?: boolean;
}

/**
 * The namespaces of a cluster with their Pod Security labels, for the teams and for the runtime. They come before everything
 * that is in them: give them a chart of their own, and apply it first. A GitOps tool that tries again needs no order.
 *
 * None is ever removed together with its manifest, since all that is in it would go, data included: delete it by hand.
 */
export class PlatformNamespaces extends Construct {
  private readonly made = new Map<string, ApiObject>();
  private readonly infrastructure: string[];

  constructor(scope: Construct, id: string, props: PlatformNamespacesProps = {}) {
    super(scope, usableId(scope, id));
    report(this, ...idProblems('id', id, 'namespaces'));
    const platform = Platform._chosenFor(this);
    this.infrastructure = [...platform.infrastructureNamespaces, platform.runtimeNamespace];
    const cluster = ClusterStage.clusterOf(this);
    if (!cluster) {
      report(this, noClusterProblem(platform.clusters));
      return;
    }
    const { namespaces = [], ofCharts = true } = judged(this, props, NAMESPACES_SHAPE);
    report(this, ...namespacesProblems(namespaces));
    for (const each of namespaces) this.make(each);
    if (ofCharts) eachUsedNamespace(this, cluster.name, name => this.make({ name }));
  }

  /** The Namespaces, those of `namespaces` first. */
  public get objects(): ApiObject[] {
    return [...this.made.values()];
  }

  private make(namespace: PlatformNamespace): void {
    const { name, podSecurity } = namespace;
    if (this.made.has(name) || ofEveryCluster(name)) return;
    const standard = podSecurity
      ?? (this.infrastructure.includes(name) ? PodSecurityStandard.PRIVILEGED : PodSecurityStandard.RESTRICTED);
    this.made.set(name, namespaceObject(this, { ...namespace, standard }));
  }
}
