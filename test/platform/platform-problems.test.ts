import { Channel } from 'cdk8s-pinterest';
import { Platform, PlatformProps, Release } from 'cdk8s-pinterest/platform';
import { Component, Phase } from 'cdk8s-pinterest/runtime';
import { clusterOf, complaints, Shop } from '../synth';

class Part extends Component {
  public readonly name = 'part';
  public readonly phase = Phase.TRAFFIC;
}

const release = (name: string, components: Component[] = []) => new Release({ name, components });
const problemsOf = (props: Partial<PlatformProps>) => complaints(() => Shop.of({}, {
  platform: new Platform({ clusters: [clusterOf({})], ...props }),
}).write()).map(line => line.replace('[app] ', ''));

test('releases whose objects would have the same names are refused', () => {
  expect(problemsOf({ releases: [release('2026.11'), release('2026-11')] })).toEqual([
    'platform.releases = ["2026.11","2026-11"]: has two releases whose objects would have the same names. '
      + 'Give each release a name of its own.',
  ]);
});

test('a release that no label can name is refused', () => {
  expect(problemsOf({ releases: [release('of november')] })[0])
    .toContain('platform.releases = "of november": must be a label value');
});

test('a component that is twice in a release is refused', () => {
  expect(problemsOf({ releases: [release('r', [new Part(), new Part()])] })).toEqual([
    'platform.releases["r"].components = "part": is in the release twice. '
      + 'Remove one of the two, or use release.derive to replace it.',
  ]);
});

test('two rules for a channel, a rule for a pin, and a release that is not there are refused', () => {
  const rule = (channel: Channel, name = 'r') => ({ channel, release: name });
  expect(problemsOf({
    releases: [release('r')],
    channels: [rule(Channel.STABLE), rule(Channel.STABLE), rule(Channel.pinned('r')), rule(Channel.CANARY, 'x')],
  })).toEqual([
    'platform.channels = "stable": has two rules. Keep one rule for each channel.',
    'platform.channels["pinned to r"] = "pinned to r": is a pinned release, which takes no rule. '
      + 'Write the rule for a channel, such as Channel.STABLE.',
    'platform.channels["canary"].release = "x": is not a release of the platform. Known releases: r.',
  ]);
});

test('a platform without clusters, or without releases, is refused with all else that is wrong', () => {
  expect(problemsOf({ clusters: [], releases: [], today: 'today' })).toEqual([
    expect.stringContaining('platform.clusters: must have a cluster. '),
    expect.stringContaining('platform.releases: must have a release. '),
    expect.stringContaining('platform.today = "today": '),
  ]);
});

test('two clusters of one name are refused: they would share a folder', () => {
  expect(problemsOf({ clusters: [clusterOf({}), clusterOf({})] })).toContainEqual(
    expect.stringContaining('platform.clusters = "prod": is the name of two clusters. '),
  );
});
