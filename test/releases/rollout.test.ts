import { Channel, PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, Release, ReleaseReport, Rollout, RolloutStep } from 'cdk8s-pinterest/platform';
import { Component, IdentityComponent, Phase, TrafficComponent } from 'cdk8s-pinterest/runtime';
import * as fc from 'fast-check';
import { clusterOf, complaints, CONTAINER, filesOf, freshFolder, MESH, OWNER, Services, Shop } from '../synth';

const { ONE_PERCENT, TEN_PERCENT, HALF, ALL } = RolloutStep;
const STEPS = [ONE_PERCENT, TEN_PERCENT, HALF, ALL];
const NAMES = Array.from({ length: 2000 }, (_, n) => `prod/shop/service-${n}`);

class Extra extends Component {
  public readonly name = 'extra';
  public readonly phase = Phase.TELEMETRY;
}

const traffic = (version: string) => new TrafficComponent({ image: `docker.io/library/haproxy:${version}` });
const RELEASES = [
  new Release({ name: '2026.11', components: [new IdentityComponent(), traffic('2.6')] }),
  new Release({ name: '2026.12', components: [new IdentityComponent(), traffic('3.0'), new Extra()] }),
];

function platform(rollout?: Rollout, releases = RELEASES): Platform {
  return new Platform({
    clusters: [clusterOf(MESH)], releases, channels: [{ channel: Channel.STABLE, release: '2026.11', rollout }],
  });
}

const moved = (step: RolloutStep, to = '2026.12') =>
  NAMES.filter(name => platform({ to, step }).releaseName(Channel.STABLE, name) === to);

/** Forty services on a channel that moves. */
function shop(rollout?: Rollout): Shop {
  const services: Services = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`service-${n}`, {}]));
  return Shop.of(services, { platform: platform(rollout) });
}

test.each([
  [ONE_PERCENT, 0.003, 0.02], [TEN_PERCENT, 0.08, 0.12], [HALF, 0.46, 0.54], [ALL, 1, 1],
])('at %s about that share of the workloads has moved', (step, least, most) => {
  const share = moved(step).length / NAMES.length;
  expect(share).toBeGreaterThanOrEqual(least);
  expect(share).toBeLessThanOrEqual(most);
});

test('who has moved at one step has moved at all later ones, whatever the workload and the release are called', () => {
  fc.assert(fc.property(fc.string(), fc.string({ minLength: 1 }), (workload, to) => {
    const on = STEPS.map(step => platform({ to, step }, [
      RELEASES[0], new Release({ name: to, components: [] }),
    ]).releaseName(Channel.STABLE, workload) === to);
    expect(on).toEqual([...on].sort());
    expect(on[3]).toBe(true);
  }));
});

test('another release has other workloads go first', () => {
  const [first, second] = ['2026.12', '2027.01']
    .map(to => new Set(NAMES.filter(name => platform({ to, step: TEN_PERCENT }).releaseName(Channel.STABLE, name) === to)));
  expect([...first].filter(name => second.has(name)).length).toBeLessThan(first.size / 2);
});

test('a move changes exactly the workloads that the report announces, and going back restores every byte', () => {
  const before = shop().write();
  const at = (step: RolloutStep) => shop({ to: '2026.12', step });
  const ten = at(TEN_PERCENT);
  const announced = ReleaseReport.of(ten.app).workloads.filter(each => each.previous).map(each => each.workload);
  const objects = (built: Shop) => new Map(built.all('Deployment').map(object => [
    `prod/shop/${object.metadata.name}`, JSON.stringify(object),
  ]));
  const stable = objects(shop());
  const changed = [...objects(ten)].filter(([name, text]) => stable.get(name) !== text).map(([name]) => name);
  expect(announced.length).toBeGreaterThan(0);
  expect(changed.sort()).toEqual(announced);
  expect(ReleaseReport.of(shop().app).workloads.every(each => each.release === '2026.11' && each.changes.length === 0))
    .toBe(true);
  expect(shop().write()).toEqual(before);
  expect(ReleaseReport.of(at(ALL).app).workloads.every(each => each.release === '2026.12')).toBe(true);
});

test('the report tells who moves when, and what that changes', () => {
  const { workloads } = ReleaseReport.of(shop({ to: '2026.12', step: TEN_PERCENT }).app);
  const changes = ['traffic image docker.io/library/haproxy:2.6 -> docker.io/library/haproxy:3.0', 'extra is new'];
  const next = workloads.find(each => each.movesAt === '50 %')!;
  expect(next).toEqual({
    workload: next.workload,
    kind: 'PinterestService',
    channel: 'stable',
    release: '2026.11',
    next: '2026.12',
    movesAt: '50 %',
    changes,
  });
  const gone = workloads.find(each => each.previous)!;
  expect(gone).toEqual({
    workload: gone.workload, kind: 'PinterestService', channel: 'stable', release: '2026.12', previous: '2026.11', changes,
  });
  const text = `${ReleaseReport.of(shop({ to: '2026.12', step: TEN_PERCENT }).app)}`;
  expect(text).toMatch(new RegExp(
    `^${gone.workload} +PinterestService  stable  2026.12  moved from 2026.11\n  traffic image .* -> .*:3.0\n  extra is new$`,
    'm',
  ));
  expect(text).toMatch(new RegExp(`^${next.workload} +PinterestService  stable  2026.11  moves to 2026.12 at 50 %$`, 'm'));
});

const problemsOf = (rollout: Rollout) => complaints(() => shop(rollout).write()).filter(line => line.includes('platform.'));

test('a frozen rollout may stay and go back, but not go on', () => {
  const frozen = (step: RolloutStep) => problemsOf({ to: '2026.12', step, freeze: { at: TEN_PERCENT, reason: 'incident 4711' } });
  expect([ONE_PERCENT, TEN_PERCENT].flatMap(frozen)).toEqual([]);
  expect(frozen(HALF)).toEqual(expect.arrayContaining([
    expect.stringContaining('platform.channels["stable"].rollout.step = "50 %": is past 10 %, where the rollout is '
      + 'frozen: incident 4711. Go back to an earlier step, or remove the freeze.'),
  ]));
});

test('a rollout to a release that is not there, or to the same one, is refused', () => {
  expect(problemsOf({ to: '2027.01', step: HALF })[0]).toContain(
    'platform.channels["stable"].rollout.to = "2027.01": is not a release of the platform. Known releases: 2026.11, 2026.12.',
  );
  expect(problemsOf({ to: '2026.11', step: HALF })[0]).toContain(
    'platform.channels["stable"].rollout.to = "2026.11": is already the release of the channel. Remove the rollout.',
  );
});

test('pins do not move with a channel', () => {
  expect(platform({ to: '2026.12', step: ALL }).releaseName(Channel.pinned('2026.11'), 'prod/shop/api')).toBe('2026.11');
});

test('a release runs on the Kubernetes versions that it states, and no other', () => {
  const release = new Release({
    name: 'r', components: [], oldestKubernetes: KubernetesVersion.of('1.29'), newestKubernetes: KubernetesVersion.of('1.31'),
  });
  const versions = ['1.27', '1.29', '1.31', '1.32'].map(version => KubernetesVersion.of(version));
  expect(versions.map(version => release.supports(version))).toEqual([false, true, true, false]);
  expect(versions.map(version => release.derive('own', []).supports(version))).toEqual([false, true, true, false]);
  expect(new Cluster({ name: 'c', environment: 'dev', version: versions[0] }).version.isOlderThan(versions[1])).toBe(true);
});

test('the report is a file beside the manifests, if it is asked for', () => {
  const outdir = freshFolder();
  const app = new PinterestApp({ outdir, platform: platform({ to: '2026.12', step: ALL }), releaseReport: 'releases.txt' });
  new PinterestService(new PinterestChart(app, 'shop', { namespace: 'shop', owner: OWNER }), 'api', { container: CONTAINER });
  app.synth();
  expect(filesOf(outdir).get('releases.txt')).toBe([
    'prod/shop/api  PinterestService  stable  2026.12  moved from 2026.11',
    '  traffic image docker.io/library/haproxy:2.6 -> docker.io/library/haproxy:3.0',
    '  extra is new',
    '',
  ].join('\n'));
});
