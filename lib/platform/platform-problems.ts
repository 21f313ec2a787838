import { Cluster } from '../cluster/cluster';
import { ChannelRelease } from '../releases/channel-release';
import { Release } from '../releases/release';
import { Rollout } from '../releases/rollout';
import { runtimeName } from '../runtime/runtime-name';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';
import { keyed } from '../validation/words';

/** What the infrastructure team declares, as it was given. */
interface Declared {
  readonly clusters: Cluster[];
  readonly releases?: Release[];
}

/** Problems with what the infrastructure team declares, whatever the workloads. */
export function platformProblems(
  { clusters, releases }: Declared, offered: Release[], channels: ChannelRelease[],
): Problem[] {
  const names = offered.map(release => release.name);
  return [
    ...must(clusters.length > 0, {
      field: 'platform.clusters',
      rule: 'must have a cluster',
      fix: 'Write for example [new Cluster({ name: "prod-east", ... })].',
    }),
    ...repeated(clusters.map(cluster => cluster.name)).map(value => ({
      field: 'platform.clusters',
      value,
      rule: 'is the name of two clusters',
      fix: 'Rename one of the two: each is a folder of the output.',
    })),
    ...must(releases?.length !== 0, {
      field: 'platform.releases',
      rule: 'must have a release',
      fix: 'Write for example [StandardRelease.v202611()], or leave it out.',
    }),
    ...repeated(names.map(name => runtimeName('', name))).map(() => ({
      field: 'platform.releases',
      value: names,
      rule: 'has two releases whose objects would have the same names',
      fix: 'Give each release a name of its own.',
    })),
    ...offered.flatMap(release => release._problems).map(problem => ({ ...problem, field: `platform.${problem.field}` })),
    ...clusters.flatMap(cluster => (cluster.releases ?? []).flatMap(name => (
      offeredProblems(`${keyed('platform.clusters', cluster.name)}.releases`, name, names)
    ))),
    ...repeated(channels.map(rule => rule.channel.name)).map(value => ({
      field: 'platform.channels', value, rule: 'has two rules', fix: 'Keep one rule for each channel.',
    })),
    ...channels.flatMap(rule => ruleProblems(rule, names)),
  ];
}

function ruleProblems({ channel, release, rollout }: ChannelRelease, names: string[]): Problem[] {
  const field = keyed('platform.channels', channel.name);
  return [
    ...must(channel.pinnedRelease === undefined, {
      field,
      value: channel.name,
      rule: 'is a pinned release, which takes no rule',
      fix: 'Write the rule for a channel, such as Channel.STABLE.',
    }),
    ...offeredProblems(`${field}.release`, release, names),
    ...(rollout ? rolloutProblems(`${field}.rollout`, rollout, release, names) : []),
  ];
}

function rolloutProblems(field: string, { to, step, freeze }: Rollout, release: string, names: string[]): Problem[] {
  return [
    ...offeredProblems(`${field}.to`, to, names),
    ...must(to !== release, {
      field: `${field}.to`, value: to, rule: 'is already the release of the channel', fix: 'Remove the rollout.',
    }),
    ...must(freeze === undefined || step.percent <= freeze.at.percent, {
      field: `${field}.step`,
      value: `${step}`,
      rule: `is past ${freeze?.at}, where the rollout is frozen: ${freeze?.reason}`,
      fix: 'Go back to an earlier step, or remove the freeze.',
    }),
  ];
}

function offeredProblems(field: string, value: string, names: string[]): Problem[] {
  return must(names.includes(value), () => ({
    field, value, rule: 'is not a release of the platform', fix: suggest('releases', names),
  }));
}

/** Where several clusters are declared, a scope must choose one. */
export function noClusterProblem(clusters: Cluster[]): Problem {
  return {
    field: 'cluster',
    rule: 'the platform has several clusters, and none is chosen here',
    fix: `Build the chart below new ClusterStage(app, cluster). ${suggest('clusters', clusters.map(({ name }) => name))}`,
  };
}
