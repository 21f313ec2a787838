import { App, Chart } from 'cdk8s';
import { Channel, Layout, PinterestApp, PinterestChart, PinterestService, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { ChannelRelease, Cluster, ClusterStage, KubernetesVersion, Platform, Release } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Construct } from 'constructs';
import { complaints, CONTAINER, filesOf, freshFolder, OWNER } from '../synth';

/** Gives all workloads of a chart the same words. */
class Words extends Component {
  public readonly name = 'words';
  public readonly phase = Phase.DEPENDENCIES;

  constructor(
    private readonly words: string | ((workload: WorkloadIntent) => string), private readonly changesInPlace?: boolean,
  ) {
    super();
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const text = typeof this.words === 'string' ? this.words : this.words(workload);
    const { name } = beside.addChartConfigMap('words', { 'words.txt': text }, { changesInPlace: this.changesInPlace });
    pod.addVolume(PodVolume.configMap('words', name));
  }
}

const release = (name: string, ...words: ConstructorParameters<typeof Words>) =>
  new Release({ name, components: [new Words(...words)] });

const cluster = (name: string) => new Cluster({ name, environment: 'prod', version: KubernetesVersion.V1_37 });

interface Setting {
  readonly releases?: Release[];
  readonly channels?: ChannelRelease[];
  readonly clusters?: string[];
  readonly layout?: Layout;
}

function appOf({ releases = [release('r', 'x')], channels, clusters = ['prod'], layout }: Setting = {}): PinterestApp {
  const platform = new Platform({ clusters: clusters.map(cluster), releases, channels });
  return new PinterestApp({ outdir: freshFolder(), platform, layout });
}

function chartOf(scope: Construct, id: string, services: string[], channel?: Channel): PinterestChart {
  const chart = new PinterestChart(scope, id, { namespace: 'shop', owner: OWNER });
  for (const name of services) new PinterestService(chart, name, { container: CONTAINER, channel });
  return chart;
}

const mapsOf = (chart: Chart): any[] => (chart.toJson() as any[]).filter(({ kind }) => kind === 'ConfigMap');
const mountedBy = (chart: Chart): string[] => (chart.toJson() as any[]).filter(({ kind }) => kind === 'Deployment')
  .map(({ spec }) => spec.template.spec.volumes[0].configMap.name);

test('all workloads of a chart have one ConfigMap, named after the chart and its contents, of the chart\'s owner', () => {
  const app = appOf();
  const chart = chartOf(app, 'pinboard', ['web', 'api', 'worker']);
  new PinterestService(chart, 'other', { container: CONTAINER, owner: { team: 'others', contact: 'x' } });
  expect(mapsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: expect.stringMatching(/^pinboard-words-[0-9a-f]{8}$/),
      namespace: 'shop',
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
        'pinterest.com/reclaim': 'when-unnamed',
        'pinterest.com/team': 'boards',
      },
      annotations: expect.objectContaining({ 'pinterest.com/contact': OWNER.contact }),
    },
    immutable: true,
    data: { 'words.txt': 'x' },
  }]);
  expect(new Set(mountedBy(chart))).toEqual(new Set([mapsOf(chart)[0].metadata.name]));
  expect(app.plan().problems).toEqual([]);
});

test('it is the same whichever workload comes first, and new contents are a new name', () => {
  const [one, reversed, other] = [['a', 'b'], ['b', 'a'], ['a', 'b']]
    .map((services, n) => mapsOf(chartOf(appOf({ releases: [release('r', n === 2 ? 'y' : 'x')] }), 'pinboard', services))[0]);
  expect(reversed).toEqual(one);
  expect(other.metadata.name).not.toBe(one.metadata.name);
});

test('it comes before the first object of the first workload that reads it, and after those that do not', () => {
  const only = (name: string) => release('r', ({ name: own }: WorkloadIntent) => own === name ? 'mine' : 'x');
  const order = (chart: Chart) => (chart.toJson() as any[]).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
  const nested = chartOf(appOf({ releases: [only('b')] }), 'pinboard', []);
  for (const name of ['a', 'b']) new PinterestService(new Construct(nested, `in-${name}`), name, { container: CONTAINER });
  const all = order(nested);
  const maps = mapsOf(nested).map(({ metadata }) => `ConfigMap ${metadata.name}`);
  expect(maps).toHaveLength(2);
  expect(maps.map(map => all.indexOf(map))).toEqual([0, all.indexOf('ServiceAccount b') - 1]);
});

test('two charts in one namespace own two objects', () => {
  const app = appOf();
  const charts = [
    chartOf(app, 'boards', ['a']), chartOf(app, 'pins', ['b']), chartOf(new Construct(app, 'boards-x'), 'y', ['c']),
    chartOf(app, 'boards-x-y', ['d']), chartOf(app, 'Boards X_Y', ['e']),
  ];
  const names = charts.flatMap(mapsOf).map(({ metadata }) => metadata.name);
  expect(new Set(names).size).toBe(charts.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9][-a-z0-9]*$/);
  const long = mapsOf(chartOf(app, 'x'.repeat(100), ['f']))[0].metadata.name;
  expect(long.length).toBeLessThanOrEqual(63);
});

test('a chart on several clusters has one of the same name on each', () => {
  const app = appOf({ clusters: ['east', 'west'] });
  const charts = ['east', 'west'].map(name => chartOf(new ClusterStage(app, cluster(name)), 'pinboard', ['a', 'b']));
  const names = charts.flatMap(mapsOf).map(({ metadata }) => metadata.name);
  expect(names).toEqual([names[0], names[0]]);
  expect(names[0]).toMatch(/^pinboard-words-/);
});

const CHANNELS: ChannelRelease[] = [{ channel: Channel.CANARY, release: 'next' }, { channel: Channel.STABLE, release: 'r' }];

test('two releases in a chart: one object if the contents are the same, else one for each, and a pin finds its own', () => {
  const build = (next: string) => {
    const app = appOf({ releases: [release('r', 'x'), release('next', next)], channels: CHANNELS });
    const chart = chartOf(app, 'pinboard', ['a', 'b']);
    new PinterestService(chart, 'canary', { container: CONTAINER, channel: Channel.CANARY });
    new PinterestService(chart, 'pinned', { container: CONTAINER, channel: Channel.pinned('r') });
    expect(app.plan().problems).toEqual([]);
    return chart;
  };
  expect(mapsOf(build('x'))).toHaveLength(1);
  const chart = build('y');
  const [former, next] = mapsOf(chart);
  expect([former.data, next.data]).toEqual([{ 'words.txt': 'x' }, { 'words.txt': 'y' }]);
  expect(mountedBy(chart)).toEqual([former, former, next, former].map(({ metadata }) => metadata.name));
});

test('one that changes in place keeps its name, and is not immutable', () => {
  const build = (words: string) => mapsOf(chartOf(appOf({ releases: [release('r', words, true)] }), 'pinboard', ['a', 'b']));
  const [one, ...others] = build('x');
  expect(others).toEqual([]);
  expect(one.metadata.name).toBe('pinboard-words');
  expect(one).not.toHaveProperty('immutable');
  expect(one.metadata.annotations).toEqual({ 'pinterest.com/contact': OWNER.contact });
  expect(build('y')[0]).toEqual({ ...one, data: { 'words.txt': 'y' } });
});

test('in place, other contents for another workload are refused', () => {
  const app = appOf({ releases: [release('r', ({ name }) => name, true)] });
  chartOf(app, 'pinboard', ['a', 'b']);
  expect(complaints(() => app.synth())).toEqual([
    '[pinboard/b/runtime/words] addChartConfigMap = "words": has other contents in another workload of the chart. '
    + 'Add it without changesInPlace, or with the same contents for each workload.',
  ]);
});

test('it is written with its chart, also if that is the only one, and as a file of its own', () => {
  const app = appOf({ layout: Layout.filePerResource() });
  app.node.setContext('cdk8s-pinterest:only', 'pins');
  for (const id of ['boards', 'pins']) chartOf(app, id, ['a', 'b'].map(name => `${id}-${name}`));
  app.synth();
  const files = [...filesOf(app.outdir).keys()];
  expect(files.every(file => file.startsWith('pins/'))).toBe(true);
  expect(files.filter(file => file.includes('configmap'))).toEqual([expect.stringMatching(/^pins\/configmap\.pins-words-/)]);
});

test('a plain App has it, too, and an own construct may be called like its scope', () => {
  const app = new App();
  new Platform({ clusters: [cluster('prod')], releases: [release('r', 'x')] }).attach(app);
  const chart = new Chart(app, 'plain', { namespace: 'shop' });
  new Construct(chart, 'shared');
  for (const name of ['a', 'b']) new PinterestService(chart, name, { container: CONTAINER, owner: OWNER });
  expect(mapsOf(chart)).toEqual([expect.objectContaining({
    metadata: expect.objectContaining({
      name: expect.stringMatching(/^plain-words-/), labels: expect.objectContaining({ 'pinterest.com/team': 'boards' }),
    }),
  })]);
  new Construct(chart, 'later');
});
