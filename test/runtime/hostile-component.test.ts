import { JsonPatch } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService, PodPlan, PodVolume, Requirement } from 'cdk8s-pinterest';
import {
  Cluster, ClusterStage, IdentityProvider, KubernetesVersion, Platform, PlatformRuntime, Release,
} from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { api, BARE, clusterOf, CONTAINER, freshFolder, OWNER, Shop } from '../synth';

type Add = (pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope) => unknown;

class Acme extends Component {
  public readonly phase = Phase.ENVIRONMENT;

  constructor(public readonly name: string, private readonly add: Add = () => {}) {
    super();
  }

  public override addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    return this.add(pod, workload, beside) as void;
  }
}

class Ask extends Requirement {
  constructor() {
    super('nobody');
  }
}

const shopOf = (adds: Add[], props = {}): Shop => (
  api(props, { ...BARE, offered: [new Release({ name: 'r', components: adds.map((add, n) => new Acme(`acme-${n}`, add)) })] })
);
const messages = (app: PinterestApp) => app.plan().problems.map(({ message }) => message);
const messagesOf = (...adds: Add[]) => messages(shopOf(adds).app);
const BOTH = 'the component acme-0 of the release r and by the component acme-1 of the release r';

test.each<[string, Add]>([
  ['asks', (_, { requirements }) => requirements.shift()],
  ['callers', (_, { callers }) => callers.push('spiffe://example.com/ns/evil/sa/evil')],
  ['labels', (_, { labels }) => { labels.evil = 'yes'; }],
  ['annotations', (_, { annotations }) => { annotations.evil = 'yes'; }],
  ['ports', (_, { ports }) => ports.push({ name: 'x', number: 1, http: true })],
])('a component cannot change the %s that other components and the manifests see', (_, add) => {
  expect(messages(shopOf([add], { requirements: [new Ask()] }).app)).toEqual([
    expect.stringMatching(/^component = "acme-0": threw an error in addTo\(\) for prod\/shop\/api: Cannot /),
    expect.stringMatching(/^requirements = "nobody": /),
  ]);
});

test.each<[string, Add]>([
  ['name', (_, workload) => { (workload as { name: string }).name = 'other'; }],
  ['owner', (_, { owner }) => { (owner as { team: string }).team = 'other'; }],
  ['number of a port', (_, { ports }) => { (ports[0] as { number: number }).number = 1; }],
])('what a component writes over the %s nobody else sees', (_, add) => {
  const [plain, written] = [() => {}, add].map(each => shopOf([each, (pod, { name, owner, ports }) => {
    pod.addLabel('example.com/seen', `${name}-${owner.team}-${ports[0].number}`);
  }]).app.synthYaml());
  expect(written).toBe(plain);
});

test('a component that goes on later is refused, for what it adds would be lost', async () => {
  expect(messagesOf(async pod => {
    await Promise.resolve();
    pod.addLabel('needed', 'yes');
    throw new Error('late');
  })).toEqual([expect.stringMatching(/^component = "acme-0": returned a promise from addTo\(\) for prod\/shop\/api: /)]);
  await new Promise(resolve => setImmediate(resolve));
});

test('two components that mount at one path, or listen on one port, are both named', () => {
  const mount = (volume: string): Add => pod => {
    pod.addVolume(PodVolume.emptyDir(volume));
    pod.mount({ volume, path: '/cache' });
  };
  expect(messagesOf(mount('a'), mount('b'))).toEqual([
    `container.volumeMounts = "/cache": is mounted twice, by ${BOTH}. Choose another path.`,
  ]);
  const listen = (name: string): Add => pod => pod.addSidecar(name, { container: { image: 'x:1', portNumber: 9100 } });
  expect(messagesOf(listen('a'), listen('b'))).toEqual([
    `pod.containers["b"].ports = 9100: is the port of the container "a", too: is added by ${BOTH}. `
      + 'Let one of the two listen on another port.',
  ]);
});

test('a mount without volume names who mounts it', () => {
  expect(messagesOf(pod => pod.mount({ volume: 'nope', path: '/x' }))).toEqual([
    expect.stringMatching(
      /^pod.mount = "nope": is not a volume of the pod, and is mounted by the component acme-0 of the release r\. /,
    ),
  ]);
});

test('a patch that does not fit is named, with who added it', () => {
  const shop = shopOf([pod => pod.patchContainer('app', JsonPatch.replace('/nope/x', 1))]);
  const words =
    'The patch "replace /nope/x" of the container "app", added by the component acme-0 of the release r, does not fit: ';
  expect(shop.app.plan().problems).toMatchObject([{
    path: 'chart/api', message: expect.stringContaining('pod.patchContainer("app") = "replace /nope/x": does not fit: '),
  }]);
  expect(() => shop.services.api.podItems).toThrow(words);
});

test('a report of what has no JSON, and a validation that throws, hide no other problem', () => {
  expect(messagesOf(
    (_, __, beside) => beside.report({ field: 'x', value: beside, rule: 'is bad', fix: 'Fix it.' }),
    (_, __, beside) => beside.report({ field: 'y', value: 3n, rule: 'is bad', fix: 'Fix it.' }),
    (_, __, beside) => beside.node.addValidation({ validate: () => { throw new Error('boom'); } }),
  )).toEqual([
    expect.stringMatching(/^x = .*: is bad\. Fix it\.$/), 'y = 3: is bad. Fix it.', 'a validation threw an error: boom',
  ]);
});

test('of two components or releases of one name the problem is reported, also by PlatformRuntime', () => {
  const release = new Release({ name: 'r', components: [new Acme('acme'), new Acme('acme')] });
  const shop = Shop.of({ api: {} }, { ...BARE, offered: [release, release] });
  new PlatformRuntime(new PinterestChart(shop.app, 'runtime', { owner: OWNER, namespace: 'platform' }), 'runtime');
  expect(messages(shop.app)).toEqual([
    expect.stringContaining('has two releases whose objects would have the same names'),
    expect.stringContaining('is in the release twice'),
    expect.stringContaining('is in the release twice'),
  ]);
});

test.each(['', 'a/b', 'A b'])('a component called %j is refused', name => {
  const shop = Shop.of({ api: {} }, { ...BARE, offered: [new Release({ name: 'r', components: [new Acme(name)] })] });
  expect(messages(shop.app)).toEqual([expect.stringContaining('platform.releases["r"].components = ')]);
});

describe('a cluster that is not the platform\'s', () => {
  const foreign = new Cluster({
    name: 'foreign', environment: 'prod', version: KubernetesVersion.V1_30,
    zooKeeper: { servers: ['not a host'] }, identity: IdentityProvider.podCertificate({ signer: 'a/b' }),
  });

  test.each<[string, Platform | undefined]>([
    ['another platform', new Platform({ clusters: [clusterOf({})] })], ['no platform', undefined],
  ])('is judged where it enters an app with %s', (_, platform) => {
    const app = new PinterestApp({ outdir: freshFolder(), platform });
    const chart = new PinterestChart(new ClusterStage(app, foreign), 'chart', { owner: OWNER });
    new PinterestService(chart, 'api', { container: CONTAINER });
    expect(messages(app)).toEqual([
      expect.stringContaining('platform.clusters["foreign"].identity = "a/b": pod certificates need Kubernetes 1.37'),
      expect.stringContaining('platform.clusters["foreign"].zooKeeper.servers = "not a host": '),
    ]);
  });

  test('two stages of one cluster are reported, not thrown', () => {
    const app = new PinterestApp({ outdir: freshFolder() });
    const cluster = clusterOf({});
    for (let n = 0; n < 2; n++) new ClusterStage(app, cluster);
    expect(messages(app)).toEqual([expect.stringContaining('cluster = "prod": already has a stage here. ')]);
  });
});

test.each([
  'https://registry.example.com/platform', 'a b', '', 'Registry.example.com',
])('the image registry %j is refused', imageRegistry => {
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf({})], imageRegistry }) });
  expect(messages(app)).toEqual([
    expect.stringContaining(`platform.imageRegistry = ${JSON.stringify(imageRegistry)}: must be a registry`),
  ]);
});

test.each([
  'chart', 'chart.k8s.yaml/report.txt', 'chart.k8s.yaml',
])('a release report %j that would stand in a chart\'s way is refused', releaseReport => {
  const app = new PinterestApp({ outdir: freshFolder(), releaseReport });
  const inner = new PinterestChart(app, 'chart', { owner: OWNER });
  new PinterestService(inner, 'api', { container: CONTAINER });
  new PinterestService(new PinterestChart(inner, 'inner', { owner: OWNER }), 'web', { container: CONTAINER });
  expect(messages(app)).toEqual([expect.stringContaining(`file = "${releaseReport}": is already the file of a chart`)]);
});

test('a plan of another app is not written, for it would remove the files of this one', () => {
  const [one, other] = [1, 2].map(() => api({}, BARE).app);
  expect(() => one.write(other.plan())).toThrow('This plan is of another app.');
});
