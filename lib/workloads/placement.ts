import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { keyOf } from './registry';
import { ClusterScope } from '../platform/cluster-stage';
import { PinterestChart } from '../app/pinterest-chart';
import { Cluster } from '../cluster/cluster';
import { Owner, ownerProblems } from '../labels/owner';
import { Platform } from '../platform/platform';
import { todayOf } from '../platform/today';
import { Channel } from '../requirements/channel';
import { pinFindings } from '../releases/pin';
import { Release } from '../releases/release';
import { Problem } from '../validation/problem';
import { known } from '../validation/suggest';
import { warn } from '../validation/warning';

/** Where a workload runs, for whom, and on which runtime. */
export interface Placement {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly owner: Owner;
  readonly release: Release;
  readonly runtimeNamespace: string;
}

/** Reads it from the tree above the workload. What is missing is reported and stood in for, so that building goes on. */
export function placementOf(scope: Construct, ownOwner: Owner | undefined, channel: Channel, problems: Problem[]): Placement {
  const platform = Platform.of(scope);
  const cluster = ClusterScope.clusterOf(scope);
  if (!cluster) {
    problems.push({ field: 'cluster', rule: 'the platform has several clusters, and none is chosen here', fix: `Build the chart below new ClusterScope(app, cluster). ${known('clusters', platform.clusters.map(each => each.name))}` });
  }
  if (cluster?.identity?.signer && !cluster.version.podCertificates) {
    problems.push({ field: 'cluster.identity', value: cluster.identity.signer.signer, rule: `pod certificates need Kubernetes 1.37, and the cluster ${cluster.name} has ${cluster.version}`, fix: 'Use IdentityProvider.certManager there.' });
  }
  if (ownOwner) problems.push(...ownerProblems(ownOwner));
  const owner = ownOwner ?? PinterestChart.ownerOf(scope);
  if (!owner) {
    problems.push({ field: 'owner', rule: 'every workload has an owner', fix: 'Use a PinterestChart, or write owner: { team, contact }.' });
  }
  const pin = pinFindings(channel, todayOf(scope), platform.pinGrace.toDays());
  problems.push(...pin.problems);
  warn(scope, ...pin.warnings);
  const on = cluster ?? platform.clusters[0];
  const namespace = Chart.of(scope).namespace ?? 'default';
  return {
    cluster: on,
    namespace,
    owner: owner ?? { team: 'unknown', contact: 'unknown' },
    release: releaseFor(platform, on, channel, keyOf(on.name, namespace, scope.node.id), problems),
    runtimeNamespace: platform.runtimeNamespace,
  };
}

function releaseFor(platform: Platform, cluster: Cluster, channel: Channel, workload: string, problems: Problem[]): Release {
  const name = platform.releaseName(channel, workload);
  const offered = platform.releasesOn(cluster);
  const release = offered.find(each => each.name === name);
  if (!release) {
    problems.push({ field: 'channel', value: channel.name, rule: `means the release ${name}, which the cluster ${cluster.name} does not have`, fix: `Install it there or choose another channel. ${known('releases', offered.map(each => each.name))}` });
  }
  if (release && !release.supports(cluster.version)) {
    problems.push({ field: 'channel', value: channel.name, rule: `means the release ${name}, which is not for Kubernetes ${cluster.version} of the cluster ${cluster.name}`, fix: `Choose another channel. ${known('releases for it', offered.filter(each => each.supports(cluster.version)).map(each => each.name))}` });
  }
  return release ?? platform.releases[platform.releases.length - 1];
}
