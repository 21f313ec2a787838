import { Construct, IConstruct } from 'constructs';
import { Attachment } from './attachment';
import { Cluster } from './cluster';
import { KubernetesVersion } from './kubernetes-version';
import { Channel } from '../runtime/channel';
import { Release } from '../runtime/release';
import { StandardRelease } from '../runtime/standard-release';

/** Which release a channel means. */
export interface ChannelRelease {
  /** The channel. */
  readonly channel: Channel;

  /** Name of the release. */
  readonly release: string;
}

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
   * What each channel means.
   *
   * @default - every channel is the newest release
   */
  readonly channels?: ChannelRelease[];

  /**
   * The namespaces in which daemons may run.
   *
   * @default ['kube-system', 'platform']
   */
  readonly infrastructureNamespaces?: string[];

  /**
   * The namespace of PlatformRuntime, where workloads look for the daemons of their release; one of the infrastructure namespaces.
   *
   * @default platform
   */
  readonly runtimeNamespace?: string;
}

const PLATFORM = new Attachment<Platform>('Platform');

/**
 * What the infrastructure team declares once and every workload relies on: clusters, releases, channels.
 *
 * Give it to a PinterestApp, or attach it to any scope of a plain cdk8s App.
 */
export class Platform {
  /** The platform of a scope: the nearest one attached at or above it, else {@link Platform.embedded}. */
  public static of(scope: IConstruct): Platform {
    return PLATFORM.of(scope) ?? Platform.embedded();
  }

  /**
   * The platform of those who declare none: one cluster named `local` of the oldest supported version,
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
  private readonly channels: Map<string, string>;

  constructor(props: PlatformProps) {
    this.clusters = props.clusters;
    this.releases = props.releases ?? [StandardRelease.v202611()];
    this.channels = new Map(props.channels?.map(rule => [rule.channel.name, rule.release]));
    this.infrastructureNamespaces = props.infrastructureNamespaces ?? ['kube-system', 'platform'];
    this.runtimeNamespace = props.runtimeNamespace ?? 'platform';
  }

  /** Makes this the platform of a scope and of everything below it. */
  public attach(scope: Construct): void {
    PLATFORM.attach(scope, this);
  }

  /** The releases that a cluster has, oldest first. */
  public releasesOn(cluster: Cluster): Release[] {
    return this.releases.filter(release => cluster.releases?.includes(release.name) ?? true);
  }

  /** The name of the release that a channel means. */
  public releaseName(channel: Channel): string {
    return channel.pinnedRelease ?? this.channels.get(channel.name) ?? this.releases[this.releases.length - 1].name;
  }
}

const EMBEDDED = new Platform({
  clusters: [new Cluster({ name: 'local', environment: 'dev', version: KubernetesVersion.V1_27 })],
});
