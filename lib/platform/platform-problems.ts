import { Cluster } from '../cluster/cluster';
import { ChannelRelease } from '../releases/channel-release';
import { Release } from '../releases/release';
import { Rollout } from '../releases/rollout';
import { runtimeName } from '../runtime/runtime-name';
import { dayProblems } from '../validation/day';
import { labelValueProblems } from '../validation/label-value';
import { must, Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';
import { suggest } from '../validation/suggest';

/** What the infrastructure team declares. */
interface Declared {
  readonly clusters: Cluster[];
  readonly releases: Release[];
  readonly today?: string;
}

/** What is wrong with what the infrastructure team declares, whatever workloads there are. */
export function platformProblems({ clusters, releases, today }: Declared, channels: ChannelRelease[]): Problem[] {
  const names = releases.map(release => release.name);
  return [
    ...(today === undefined ? [] : dayProblems('platform.today', today)),
    ...names.flatMap(name => labelValueProblems('platform.releases', name, 'Write for example "2026.11".')),
    ...repeated(names.map(name => runtimeName('', name))).map(() => ({
      field: 'platform.releases',
      value: names,
      rule: 'has two releases whose objects would have the same names',
      fix: 'Give each release a name of its own.',
    })),
    ...releases.flatMap(release => release._problems).map(problem => ({ ...problem, field: `platform.${problem.field}` })),
    ...repeated(clusters.map(cluster => cluster.name)).map(value => ({
      field: 'platform.clusters', value, rule: 'is there twice', fix: 'Give each cluster a name of its own.',
    })),
    ...clusters.flatMap(cluster => (cluster.releases ?? []).flatMap(name => (
      offeredProblems(`platform.clusters["${cluster.name}"].releases`, name, names)
    ))),
    ...repeated(channels.map(rule => rule.channel.name)).map(value => ({
      field: 'platform.channels', value, rule: 'is there twice', fix: 'Keep one rule for each channel.',
    })),
    ...channels.flatMap(rule => ruleProblems(rule, names)),
  ];
}

function ruleProblems({ channel, release, rollout }: ChannelRelease, names: string[]): Problem[] {
  const field = `platform.channels["${channel.name}"]`;
  return [
    ...must(channel.pinnedRelease === undefined, {
      field,
      value: channel.name,
      rule: 'is a pin, which no rule changes',
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
      field: `${field}.to`, value: to, rule: 'is the release that the channel has already', fix: 'Remove the rollout.',
    }),
    ...must(freeze === undefined || step.percent <= freeze.at.percent, {
      field: `${field}.step`,
      value: `${step}`,
      rule: `is past ${freeze?.at}, where the rollout is frozen: ${freeze?.reason}`,
      fix: 'Take that step back, or lift the freeze.',
    }),
  ];
}

function offeredProblems(field: string, value: string, names: string[]): Problem[] {
  return must(names.includes(value), () => ({
    field, value, rule: 'is no release of the platform', fix: suggest('releases', names),
  }));
}
