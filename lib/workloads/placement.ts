import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PinterestWorkloadProps } from './workload-props';
import { Cluster } from '../cluster/cluster';
import { Owner } from '../labels/owner';
import { ClusterStage } from '../platform/cluster-stage';
import { EXPIRY, expiryWarnings } from '../platform/expiry';
import { Platform } from '../platform/platform';
import { noClusterProblem } from '../platform/platform-problems';
import { todayOf } from '../platform/today';
import { pinFindings } from '../releases/pin';
import { Release } from '../releases/release';
import { Channel } from '../requirements/channel';
import { workloadPath } from '../resources/names';
import { OWNER } from '../resources/ownership';
import { Findings } from '../validation/findings';
import { judge, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { describe, must, Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** Where a workload runs, who owns it, when it expires, and which release it uses. */
export interface Placement {
  readonly name: string;
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly owner: Owner;
  readonly expires?: string;
  readonly channel: Channel;
  readonly release: Release;
  readonly runtimeNamespace: string;
  readonly findings: Findings[];
}

/** The only problem that is thrown: without a chart there is nothing to build on. */
function chartOf(scope: Construct): Chart {
  if (scope.node.scopes.some(each => Chart.isChart(each))) return Chart.of(scope);
  throw new Error(`[${scope.node.path}] ${describe({
    field: 'scope',
    rule: 'must be in a chart',
    fix: `Write new PinterestChart(...), and pass it as the scope of "${scope.node.id}".`,
  })}`);
}

type PlacementProps = Pick<PinterestWorkloadProps, 'owner' | 'expires' | 'channel'>;

/**
 * Step 1: reads the placement from the tree above the workload. A missing value becomes a problem, and a substitute takes
 * its place, so that building goes on.
 */
export function place(scope: Construct, { owner: ownOwner, expires, channel = Channel.STABLE }: PlacementProps): Placement {
  const chart = chartOf(scope);
  const platform = Platform._chosenFor(scope);
  const { cluster, ...wrongCluster } = clusterFor(scope, platform);
  const { owner, ...wrongOwner } = ownerFor(scope, ownOwner);
  const name = scope.node.id;
  // A PinterestChart judges its own.
  const { value: namespace, problems } = judge(chart.namespace ?? 'default', NAMESPACE, 'namespace');
  const { release, ...wrongRelease } = releaseFor(platform, cluster, channel, workloadPath(cluster.name, namespace, name));
  return {
    name,
    cluster,
    namespace,
    owner,
    expires: expires ?? EXPIRY.of(scope),
    channel,
    release,
    runtimeNamespace: platform.runtimeNamespace,
    findings: [
      { problems, warnings: [] },
      { ...wrongCluster, warnings: [] },
      { ...wrongOwner, warnings: [] },
      pinFindings(channel, todayOf(scope), platform.pinGrace.toDays()),
      { ...wrongRelease, warnings: [] },
      { problems: [], warnings: expiryWarnings(scope, expires) },
    ],
  };
}

const NAMESPACE = text(KINDS.label);

function clusterFor(scope: Construct, platform: Platform): { cluster: Cluster; problems: Problem[] } {
  const cluster = ClusterStage.clusterOf(scope);
  if (cluster) return { cluster, problems: [] };
  return { cluster: platform.clusters[0], problems: [noClusterProblem(platform.clusters)] };
}

function ownerFor(scope: Construct, own: Owner | undefined): { owner: Owner; problems: Problem[] } {
  const owner = own ?? OWNER.of(scope);
  return {
    owner: owner ?? { team: 'unknown', contact: 'unknown' },
    problems: [
      ...must(owner !== undefined, {
        field: 'owner', rule: 'every workload needs an owner', fix: 'Use a PinterestChart, or write owner: { team, contact }.',
      }),
    ],
  };
}

function releaseFor(
  platform: Platform, cluster: Cluster, channel: Channel, workload: string,
): { release: Release; problems: Problem[] } {
  const name = platform.releaseName(channel, workload);
  const offered = platform.releasesOn(cluster);
  const release = offered.find(each => each.name === name);
  const problem = (rule: string, fix: string) => [{
    field: 'channel', value: channel.name, rule: `means the release ${name}, which ${rule}`, fix,
  }];
  const namesOf = (releases: Release[]) => releases.map(each => each.name);
  if (!release) {
    return {
      release: platform.releases[platform.releases.length - 1],
      problems: problem(
        `the cluster ${cluster.name} does not have`,
        `Install it on that cluster, or choose another channel. ${suggest('releases', namesOf(offered))}`,
      ),
    };
  }
  if (release.supports(cluster.version)) return { release, problems: [] };
  const suitable = offered.filter(each => each.supports(cluster.version));
  return {
    release,
    problems: problem(
      `does not support Kubernetes ${cluster.version} of the cluster ${cluster.name}`,
      `Choose another channel. ${suggest('releases for it', namesOf(suitable))}`,
    ),
  };
}
