import { App, Chart, Duration } from 'cdk8s';
import { Channel, PinterestChart } from 'cdk8s-pinterest';
import { ClusterStage, KubernetesVersion, Platform, PlatformProps, Release, RolloutStep } from 'cdk8s-pinterest/platform';
import { Construct } from 'constructs';
import { place } from '../../lib/workloads/placement';
import { clusterOf, OWNER } from '../synth';

const OLD = new Release({ name: 'old', components: [] });
const NEW = new Release({ name: 'new', components: [] });
const CLUSTER = clusterOf({ name: 'prod', version: '1.30' });

/** A tree with a platform, in which workloads are placed. */
function tree(props: Partial<PlatformProps> = {}): App {
  const app = new App();
  new Platform({ clusters: [CLUSTER], releases: [OLD, NEW], today: '2026-11-24', ...props }).attach(app);
  return app;
}

const chartOf = (app: Construct, namespace?: string) => new PinterestChart(app, 'chart', { namespace, owner: OWNER });
const placed = (props: Partial<PlatformProps> = {}, asked = {}) => place(new Construct(chartOf(tree(props)), 'api'), asked);
const found = ({ findings }: ReturnType<typeof place>) => ({
  problems: findings.flatMap(({ problems }) => problems).map(({ field, value }) => [field, value]),
  warnings: findings.flatMap(({ warnings }) => warnings).map(({ field, value }) => [field, value]),
});
const NOTHING = { problems: [], warnings: [] };

test('a workload is placed by what stands above it: cluster, namespace, owner, platform', () => {
  const placement = place(new Construct(chartOf(tree({ runtimeNamespace: 'runtime' }), 'shop'), 'api'), {});
  expect(placement).toMatchObject({
    name: 'api',
    cluster: CLUSTER,
    namespace: 'shop',
    owner: OWNER,
    channel: Channel.STABLE,
    release: NEW,
    runtimeNamespace: 'runtime',
  });
  expect(placement.expires).toBeUndefined();
  expect(found(placement)).toEqual(NOTHING);
});

test('what it says of itself comes first, and a chart without namespace means "default"', () => {
  const own = { team: 'pins', contact: 'pins@example.com' };
  const placement = placed({}, { owner: own, channel: Channel.pinned('old'), expires: '2026-12-31' });
  expect(placement).toMatchObject({ namespace: 'default', owner: own, release: OLD, expires: '2026-12-31' });
  expect(found(placement)).toEqual(NOTHING);
});

test('an expiry is its chart\'s, unless it has its own', () => {
  const chart = new PinterestChart(tree(), 'chart', { owner: OWNER, expires: '2026-12-01' });
  expect(place(new Construct(chart, 'a'), {}).expires).toBe('2026-12-01');
  expect(place(new Construct(chart, 'b'), { expires: '2026-12-02' }).expires).toBe('2026-12-02');
});

test('a channel that moves takes it to the next release', () => {
  const channels = [{ channel: Channel.STABLE, release: 'old', rollout: { to: 'new', step: RolloutStep.ALL } }];
  expect(placed({ channels }).release).toBe(NEW);
  expect(placed({ channels: [{ channel: Channel.STABLE, release: 'old' }] }).release).toBe(OLD);
});

describe('what is missing is found fault with, and stood in for', () => {
  test('a cluster that nobody has chosen', () => {
    const [one, two] = ['one', 'two'].map(name => clusterOf({ name }));
    const app = tree({ clusters: [one, two] });
    const placement = place(new Construct(chartOf(app), 'api'), {});
    expect(found(placement).problems).toEqual([['cluster', undefined]]);
    expect(placement.cluster).toBe(one);
    expect(place(new Construct(chartOf(new ClusterStage(app, two)), 'api'), {})).toMatchObject({ cluster: two });
  });

  test('an owner', () => {
    const placement = place(new Construct(new Chart(tree(), 'chart'), 'api'), {});
    expect(found(placement).problems).toEqual([['owner', undefined]]);
    expect(placement.owner).toEqual({ team: 'unknown', contact: 'unknown' });
  });

  test('a release that the cluster does not have', () => {
    const placement = placed({}, { channel: Channel.pinned('2025.01') });
    expect(found(placement).problems).toEqual([['channel', 'pinned to 2025.01']]);
    expect(placement.release).toBe(NEW);
  });

  test('a release that is not for the cluster\'s Kubernetes', () => {
    const late = new Release({ name: 'late', components: [], oldestKubernetes: KubernetesVersion.V1_31 });
    const placement = placed({ releases: [OLD, late] });
    expect(found(placement).problems).toEqual([['channel', 'stable']]);
    expect(placement.release).toBe(late);
    const [{ fix }] = placement.findings.flatMap(({ problems }) => problems);
    expect(fix).toBe('Choose another channel. Known releases for it: old.');
  });
});

test('a workload outside of any chart is refused at once, with its path and what to write', () => {
  expect(() => place(new Construct(tree(), 'api'), {})).toThrow(
    '[api] scope: must be in a chart. Write new PinterestChart(...), and pass it as the scope of "api".',
  );
});

test('a wrong owner is said where it is given, and nowhere else', () => {
  const wrong = { team: '', contact: 'x' };
  const chart = new PinterestChart(tree(), 'chart', { owner: wrong });
  expect(found(place(new Construct(chart, 'api'), {}))).toEqual(NOTHING);
});

test('what ends is warned of while it is late, and refused after the grace', () => {
  const pinned = (until: string) => found(placed({ pinGrace: Duration.days(7) }, { channel: Channel.pinned('old', { until }) }));
  expect(pinned('2026-11-24')).toEqual(NOTHING);
  expect(pinned('2026-11-20')).toEqual({ problems: [], warnings: [['channel', 'pinned to old']] });
  expect(pinned('2026-11-01')).toEqual({ problems: [['channel', 'pinned to old']], warnings: [] });
  expect(found(placed({}, { expires: '2026-11-01' }))).toEqual({ problems: [], warnings: [['expires', '2026-11-01']] });
});

test('placing reports nothing: whoever asked decides', () => {
  const app = tree();
  const scope = new Construct(new Chart(app, 'chart'), 'api');
  place(scope, { expires: 'tomorrow' });
  expect(scope.node.validate()).toEqual([]);
});
