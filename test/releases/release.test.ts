import { ApiObject } from 'cdk8s';
import { Channel, PinterestApp, PinterestChart, PinterestService, Requirement } from 'cdk8s-pinterest';
import { ClusterStage, Platform, PlatformRuntime, Release, StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase } from 'cdk8s-pinterest/runtime';
import { api, clusterOf, complaints, CONTAINER, filesOf, freshFolder, MESH, OWNER } from '../synth';

class Part extends Component {
  constructor(public readonly name: string, public readonly phase: Phase, private readonly suitable = true) {
    super();
  }

  public suits(): boolean {
    return this.suitable;
  }

  public install(target: InstallTarget): void {
    new ApiObject(target.scope, 'object', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${this.name}-${target.release}-${target.cluster.name}` },
    });
  }
}

class Wish extends Requirement {
  constructor(component: string) {
    super(component);
  }
}

test('components act in the order of their phases, and within a phase as given', () => {
  const parts = [
    new Part('proxy', Phase.TRAFFIC), new Part('b', Phase.SECRETS),
    new Part('a', Phase.SECRETS), new Part('env', Phase.ENVIRONMENT),
  ];
  expect(new Release({ name: 'r', components: parts }).components.map(part => part.name)).toEqual(['env', 'b', 'a', 'proxy']);
});

test('a derived release has what is added, in place of what has its name, and leaves its model alone', () => {
  const base = new Release({ name: 'base', components: [new Part('env', Phase.ENVIRONMENT), new Part('proxy', Phase.TRAFFIC)] });
  const own = new Part('proxy', Phase.TRAFFIC);
  const derived = base.derive('own', [own, new Part('data', Phase.DEPENDENCIES)]);
  expect(derived.name).toBe('own');
  expect(derived.components.map(part => part.name)).toEqual(['env', 'data', 'proxy']);
  expect(derived.components[2]).toBe(own);
  expect(base.components.map(part => part.name)).toEqual(['env', 'proxy']);
});

test('a release that nobody offers is refused, and those on offer are named', () => {
  expect(complaints(() => api({ channel: Channel.pinned('2025.01') }).write())).toEqual([
    '[chart/api] channel = "pinned to 2025.01": means the release 2025.01, which the cluster prod does not have. '
      + 'Install it on that cluster, or choose another channel. Known releases: 2026.11.',
  ]);
});

test('a release that the platform offers but the cluster does not have is refused', () => {
  const offered = [new Release({ name: 'old', components: [] }), StandardRelease.v202611()];
  expect(complaints(() => api({}, { ...MESH, offered, releases: ['old'] }).write())).toEqual([
    '[chart/api] channel = "stable": means the release 2026.11, which the cluster prod does not have. '
      + 'Install it on that cluster, or choose another channel. Known releases: old.',
  ]);
  expect(complaints(() => api({ channel: Channel.pinned('old') }, { ...MESH, offered, releases: ['old'] }).write())).toEqual([]);
});

test('a requirement that no component of the release fulfils is refused', () => {
  const offered = [
    new Release({ name: 'r', components: [new Part('data', Phase.DEPENDENCIES), new Part('never', Phase.DEPENDENCIES, false)] }),
  ];
  expect(complaints(() => api({ requirements: [new Wish('data')] }, { offered }).write())).toEqual([]);
  for (const name of ['never', 'unknown']) {
    expect(complaints(() => api({ requirements: [new Wish(name)] }, { offered }).write())).toEqual([
      `[chart/api] requirements = "${name}": the release r has no such component for this workload. Known components: data.`,
    ]);
  }
});

test('each release of a cluster is installed on it, side by side', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const [one, two] = [clusterOf({ name: 'one' }), clusterOf({ name: 'two', releases: ['b'] })];
  new Platform({
    clusters: [one, two],
    releases: ['a', 'b'].map(name => new Release({ name, components: [new Part('data', Phase.DEPENDENCIES)] })),
  }).attach(app);
  for (const cluster of [one, two]) {
    new PlatformRuntime(new PinterestChart(new ClusterStage(app, cluster), 'runtime', { owner: OWNER }), 'runtime');
  }
  app.synth();
  const installed = [...filesOf(app.outdir)].map(([file, text]) => [file, text.match(/data-\w+-\w+/g)]);
  expect(installed).toEqual([['one/runtime.k8s.yaml', ['data-a-one', 'data-b-one']], ['two/runtime.k8s.yaml', ['data-b-two']]]);
});

test('several clusters and none chosen is refused, for workloads and for the runtime', () => {
  const app = new PinterestApp({
    outdir: freshFolder(), platform: new Platform({ clusters: ['one', 'two'].map(name => clusterOf({ name })) }),
  });
  const chart = new PinterestChart(app, 'chart', { owner: OWNER });
  new PinterestService(chart, 'api', { container: CONTAINER });
  new PlatformRuntime(chart, 'runtime');
  expect(complaints(() => app.synth())).toEqual([
    '[chart/api] cluster: the platform has several clusters, and none is chosen here. '
      + 'Build the chart below new ClusterStage(app, cluster). Known clusters: one, two.',
    '[chart/runtime] cluster: the platform has several clusters, and none is chosen here. '
      + 'Build the chart below new ClusterStage(app, cluster). Known clusters: one, two.',
  ]);
});

class Agent extends Part {
  public install(target: InstallTarget): void {
    target.daemon('agent', { container: { image: 'registry.example.com/agent:1' } });
  }
}

const installed = (namespace: string, runtimeNamespace?: string) => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const releases = ['2026.11', '2026.12'].map(name => new Release({ name, components: [new Agent('agent', Phase.TELEMETRY)] }));
  new Platform({ clusters: [clusterOf({})], releases, runtimeNamespace, infrastructureNamespaces: ['platform', 'runtime'] })
    .attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace, owner: OWNER });
  new PlatformRuntime(chart, 'runtime');
  return { app, daemons: () => (chart.toJson() as any[]).filter(object => object.kind === 'DaemonSet') };
};

test('a release\'s daemons are named, labelled and run by it, and stay on tainted nodes', () => {
  for (const [n, daemon] of installed('platform').daemons().entries()) {
    const release = ['2026.11', '2026.12'][n];
    expect(daemon.metadata).toMatchObject({
      name: `agent-${release.replace('.', '-')}`, namespace: 'platform', labels: { 'pinterest.com/runtime': release },
    });
    expect(daemon.spec.template.metadata.labels).toMatchObject({ 'pinterest.com/runtime': release });
    expect(daemon.spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
  }
});

test('daemons in another namespace than where workloads look for them are refused', () => {
  expect(complaints(() => installed('runtime', 'runtime').app.synth())).toEqual([]);
  expect(complaints(() => installed('runtime').app.synth())).toEqual([
    '[chart/runtime] namespace = "runtime": must be platform, where workloads look for the daemons. '
      + 'Write namespace: \'platform\' for the chart, or set another runtimeNamespace on the Platform.',
  ]);
});

describe('what is no component with a name and a phase', () => {
  const without = (changes: object): Component => Object.assign(new Part('geodata', Phase.DEPENDENCIES), changes);
  const good = new Part('good', Phase.TRAFFIC);
  const NONE: [string, any, string][] = [
    ['without name', without({ name: undefined }), '{"phase":"dependencies","class":"Part"}'],
    ['with an empty name', without({ name: '' }), '{"name":"","phase":"dependencies","class":"Part"}'],
    ['without phase', without({ phase: undefined }), '{"name":"geodata","class":"Part"}'],
    ['with an unknown phase', without({ phase: 'later' }), '{"name":"geodata","phase":"later","class":"Part"}'],
    ['that has only a name', { name: 'geodata' }, '{"name":"geodata","class":"Object"}'],
    ['that lacks a method', { ...without({}), addTo: () => {}, install: () => {} },
      '{"name":"geodata","phase":"dependencies","class":"Object"}'],
    ['that is a text', 'geodata', '{"class":"String"}'],
    ['that is null', null, '"null"'],
    ['that is undefined', undefined, '"undefined"'],
  ];
  const refusal = (release: string, value: string) => expect.stringMatching(new RegExp(
    `^${literal(`[app] platform.releases["${release}"].components = ${value}: `)}(must have a name\\.|must `
      + 'have one of the phases\\.'
      + '|is no component of the runtime\\. Extend Component,)',
  ));
  const said = (...offered: Release[]) => complaints(() => api({}, { offered }).write());

  test.each(NONE)('is refused by the synth, and by no error before it: one %s', (_, none, value) => {
    expect(said(new Release({ name: 'r', components: [good, none] }))).toEqual([refusal('r', value)]);
  });

  test.each(NONE)('is refused in a derived release, whether that has it or its model: one %s', (_, none, value) => {
    const base = new Release({ name: 'base', components: [good] });
    const broken = new Release({ name: 'broken', components: [none, good] });
    expect(said(base.derive('own', [none]))).toEqual([refusal('own', value)]);
    expect(said(broken.derive('own', [new Part('more', Phase.TRAFFIC)]))).toEqual([refusal('own', value)]);
  });

  test('is told with all others, and with the release of each', () => {
    expect(said(...['a', 'b'].map(name => new Release({ name, components: [NONE[0][1], NONE[3][1]] })))).toEqual(
      ['a', 'b'].flatMap(name => [refusal(name, NONE[0][2]), refusal(name, NONE[3][2])]),
    );
  });

  test('is mended by a derived release that has a right one of its name', () => {
    const broken = new Release({ name: 'broken', components: [without({ phase: 'later' })] });
    const mended = broken.derive('mended', [new Part('geodata', Phase.DEPENDENCIES)]);
    expect(said(mended)).toEqual([]);
    expect(mended.components.map(({ name }) => name)).toEqual(['geodata']);
  });
});

/** A text as a regular expression that matches it. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
