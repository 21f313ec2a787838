import { Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { IPlatform } from './attachable-platform';
import { platformProblems } from './platform-problems';
import { CHANNEL, CLUSTER, PLATFORM_SHAPE } from './platform-shape';
import { Cluster, ClusterProps } from '../cluster/cluster';
import { clusterProblems } from '../cluster/cluster-problems';
import { KubernetesVersion } from '../cluster/kubernetes-version';
import { ChannelRelease } from '../releases/channel-release';
import { Release } from '../releases/release';
import { Rollout } from '../releases/rollout';
import { hasMoved } from '../releases/rollout-share';
import { StandardRelease } from '../releases/standard-release';
import { Channel } from '../requirements/channel';
import { Attachment } from '../tree/attachment';
import { scopeOf } from '../tree/scope';
import { judge } from '../validation/judge';
import { must, Problem, report } from '../validation/problem';
import { required } from '../validation/required';
import { ANY_STRING } from '../validation/scalars';

/** Properties of a Platform. */
export interface PlatformProps {
  /** The clusters that the infrastructure team runs. */
  readonly clusters: Cluster[];

  /**
   * The runtime releases on offer, oldest first.
   *
   * @default - the newest standard release
   */
  readonly releases?: Release[];

  /**
   * Which release each channel means.
   *
   * @default - every channel means the newest release
   */
  readonly channels?: ChannelRelease[];

  /**
   * The namespaces in which daemons may run.
   *
   * @default ['kube-system', 'platform']
   */
  readonly infrastructureNamespaces?: string[];

  /**
   * The namespace of PlatformRuntime, where workloads look for the daemons of their release;
   * must be one of the infrastructure namespaces.
   *
   * @default platform
   */
  readonly runtimeNamespace?: string;

  /**
   * The registry, and the folder in it, with the images of this library (registrar, node gate). You build these images from
   * `images/` and push them there: `registry.example.com/platform`.
   *
   * @default - none: each component that needs one must name it in full
   */
  readonly imageRegistry?: string;

  /**
   * The day of the build, such as `2026-11-24`, to check pins and expiries. The context value `cdk8s-pinterest:today` of the app
   * takes precedence. The clock is never read, so that the same commit gives the same manifests.
   *
   * @default - unknown: pins with a last day are refused
   */
  readonly today?: string;

  /**
   * How long a workload may stay on a pinned release after the pin's last day, with a warning. Whole days.
   *
   * @default Duration.days(14)
   */
  readonly pinGrace?: Duration;
}

const PLATFORM = new Attachment<Platform>('Platform');

/** By the constructs that were made for a platform. */
const CHOSEN = new Attachment<Platform>('ChosenPlatform');

/** The cluster of those who declare none: nothing is known to be installed on it. */
const LOCAL: ClusterProps = { name: 'local', environment: 'dev', version: KubernetesVersion.V1_27 };

/**
 * What the infrastructure team declares once and every workload relies on: clusters, releases, channels.
 *
 * Give it to a PinterestApp, or attach it to any scope of a plain cdk8s App.
 */
export class Platform implements IPlatform {
  /** The platform of a scope: the nearest one attached at or above it, else `Platform.embedded()`. */
  public static of(scope: IConstruct): Platform {
    return PLATFORM.of(scopeOf(scope, 'Platform.of')) ?? Platform.embedded();
  }

  /** The same, for a construct that is made for this platform and for no other. @internal */
  public static _chosenFor(scope: IConstruct): Platform {
    const platform = Platform.of(scope);
    CHOSEN.attach(scope, platform);
    return platform;
  }

  /**
   * The platform of apps that declare none: one cluster named `local` of the oldest supported version,
   * with nothing installed on it. Its manifests run on any cluster, kind included.
   */
  public static embedded(): Platform {
    return EMBEDDED;
  }

  public readonly clusters: Cluster[];
  public readonly releases: Release[];
  /** The namespaces in which daemons may run. */
  public readonly infrastructureNamespaces: string[];
  /** Where the daemons of the releases run. */
  public readonly runtimeNamespace: string;
  /** The registry with the images of this library, if set. */
  public readonly imageRegistry?: string;
  /** The day of the build, if set. */
  public readonly today?: string;
  /** How long pins remain valid after their last day, with a warning. */
  public readonly pinGrace: Duration;
  private readonly channels: ChannelRelease[];
  private readonly given: PlatformProps;

  private readonly problems: Problem[];

  constructor(props: PlatformProps) {
    const { value, problems } = judge(props, PLATFORM_SHAPE);
    this.problems = problems.map(problem => ({ ...problem, field: `platform.${problem.field}` }));
    props = value;
    this.given = props;
    // What is missing is reported and stood in for, so that building goes on.
    this.clusters = props.clusters.length > 0 ? props.clusters : [new Cluster(LOCAL)];
    this.releases = props.releases?.length ? props.releases : [StandardRelease.v202611()];
    this.channels = props.channels ?? [];
    this.infrastructureNamespaces = props.infrastructureNamespaces ?? ['kube-system', 'platform'];
    this.runtimeNamespace = props.runtimeNamespace ?? 'platform';
    this.imageRegistry = props.imageRegistry;
    this.today = props.today;
    this.pinGrace = props.pinGrace ?? Duration.days(14);
  }

  /** Makes this the platform of a scope and of everything below it, which is made afterwards. */
  public attach(scope: Construct): void {
    PLATFORM.attach(scopeOf(scope, 'platform.attach'), this);
    const early = scope.node.findAll().find(construct => (CHOSEN.own(construct) ?? this) !== this);
    report(
      scope,
      ...must(early === undefined, () => ({
        field: 'platform',
        value: early!.node.path,
        rule: 'was made before its platform was attached, and is built for another one',
        fix: 'Attach the platform right after the app is made.',
      })),
      ...platformProblems(this.given, this.releases, this.channels),
      ...this.problems,
      ...this.clusters.flatMap(cluster => this._problemsOf(cluster)),
    );
  }

  /** Facts about a cluster are judged once, and not where they are first used. @internal */
  public _problemsOf(cluster: Cluster): Problem[] {
    return clusterProblems(cluster, this.releasesOn(cluster).map(release => release.name))
      .map(problem => ({ ...problem, field: `platform.${problem.field}` }));
  }

  /** The releases that a cluster has, oldest first. */
  public releasesOn(cluster: Cluster): Release[] {
    required('platform.releasesOn', 'cluster', cluster, CLUSTER);
    return this.releases.filter(release => cluster.releases?.includes(release.name) ?? true);
  }

  /**
   * The name of the release that a channel means for a workload.
   *
   * @param workload its cluster, namespace and name, such as `prod-east/pinboard/api`
   */
  public releaseName(channel: Channel, workload: string): string {
    const rollout = this.rolloutOf(channel);
    required('platform.releaseName', 'workload', workload, ANY_STRING);
    return rollout && hasMoved(workload, rollout) ? rollout.to : this.releaseBefore(channel);
  }

  /** The release that a channel means for workloads that have not moved to the next one. */
  public releaseBefore(channel: Channel): string {
    const { pinnedRelease } = required('platform.releaseBefore', 'channel', channel, CHANNEL);
    return pinnedRelease ?? this.ruleOf(channel)?.release ?? this.releases[this.releases.length - 1].name;
  }

  /** The rollout of a channel to its next release, if any. A pinned release has none. */
  public rolloutOf(channel: Channel): Rollout | undefined {
    const { pinnedRelease } = required('platform.rolloutOf', 'channel', channel, CHANNEL);
    return pinnedRelease === undefined ? this.ruleOf(channel)?.rollout : undefined;
  }

  private ruleOf(channel: Channel): ChannelRelease | undefined {
    return this.channels.find(rule => rule.channel.name === channel.name);
  }
}

const EMBEDDED = new Platform({ clusters: [new Cluster(LOCAL)] });
