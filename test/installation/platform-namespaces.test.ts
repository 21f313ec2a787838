import { App, Chart } from 'cdk8s';
import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import {
  ClusterStage, Platform, PlatformNamespaces, PlatformNamespacesProps, PlatformRuntime, PodSecurityStandard,
} from 'cdk8s-pinterest/platform';
import { BARE, Built, clusterOf, complaints, CONTAINER, freshFolder, named, OWNER } from '../synth';

const STAYS = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** An app with a chart of namespaces, and charts in these namespaces of its one cluster. */
function synth(props: PlatformNamespacesProps | undefined, before: string[] = [], after: string[] = []) {
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf(BARE)] }) });
  const make = (namespace: string) => new PinterestService(
    new PinterestChart(app, `in-${namespace}`, { namespace, owner: OWNER }), 'api', { container: CONTAINER },
  );
  before.forEach(make);
  const chart = new PinterestChart(app, 'namespaces', { owner: OWNER });
  const made = new PlatformNamespaces(chart, 'namespaces', props);
  after.forEach(make);
  return { app, made, all: () => chart.toJson() as any[] };
}

const standardOf = ({ metadata: { name, labels } }: any) => [name, labels['pod-security.kubernetes.io/enforce']];

test('all namespaces of the app\'s charts are made, whenever these come, with the standard of teams or of the runtime', () => {
  const { all, app } = synth(undefined, ['boards', 'default'], ['pins', 'platform', 'kube-system']);
  expect(all().map(standardOf)).toEqual([['boards', 'restricted'], ['pins', 'restricted'], ['platform', 'privileged']]);
  expect(complaints(() => app.synthYaml())).toEqual([]);
});

test('a namespace is cluster-scoped, says so in all three modes, and goes with nothing but a command', () => {
  expect(synth(undefined, ['boards']).all()).toEqual([{
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: 'boards',
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
        'pinterest.com/reclaim': 'never',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
      annotations: STAYS,
    },
  }]);
});

test('what is known of a namespace is in it: its team, its standard, its paths in ZooKeeper', () => {
  const { all } = synth({
    namespaces: [
      { name: 'boards', owner: OWNER, discoveryPaths: ['/sets/fin', '/sets/shop/*'] },
      { name: 'legacy', podSecurity: PodSecurityStandard.BASELINE },
    ],
  }, ['pins', 'boards']);
  expect(all().map(standardOf)).toEqual([['boards', 'restricted'], ['legacy', 'baseline'], ['pins', 'restricted']]);
  expect(all()[0].metadata).toMatchObject({
    labels: { 'pinterest.com/team': 'boards' },
    annotations: { 'pinterest.com/contact': 'boards@example.com', 'pinterest.com/discovery-paths': '/sets/fin, /sets/shop/*' },
  });
});

test('only those of the list are made where teams have apps of their own', () => {
  const { all, made } = synth({ namespaces: [{ name: 'boards' }], ofCharts: false }, ['pins'], ['feed']);
  expect(all().map(standardOf)).toEqual([['boards', 'restricted']]);
  expect(made.objects.map(({ name }) => name)).toEqual(['boards']);
});

test('each cluster has its own', () => {
  const clusters = ['east', 'west'].map(name => clusterOf({ ...BARE, name }));
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters }) });
  const charts = clusters.map(cluster => {
    const stage = new ClusterStage(app, cluster);
    const chart = new PinterestChart(stage, 'namespaces', { owner: OWNER });
    new PlatformNamespaces(chart, 'namespaces');
    new PinterestChart(stage, 'pins', { namespace: `pins-${cluster.name}`, owner: OWNER });
    return chart;
  });
  expect(charts.map(chart => chart.toJson().map(standardOf))).toEqual([
    [['pins-east', 'restricted']], [['pins-west', 'restricted']],
  ]);
});

test('a plain app and plain charts do as well, as soon as a workload is in them', () => {
  const app = new App({ outdir: freshFolder() });
  new Platform({ clusters: [clusterOf(BARE)], infrastructureNamespaces: ['infra'], runtimeNamespace: 'infra' }).attach(app);
  const chart = new Chart(app, 'namespaces', { namespace: 'elsewhere' });
  new PlatformNamespaces(chart, 'namespaces');
  for (const namespace of ['shop', 'infra']) {
    new PinterestService(new Chart(app, namespace, { namespace }), 'api', { container: CONTAINER, owner: OWNER });
  }
  expect(chart.toJson().map(standardOf)).toEqual([['shop', 'restricted'], ['infra', 'privileged']]);
  expect(chart.toJson().every(({ metadata }) => metadata.namespace === undefined)).toBe(true);
});

test('beside the runtime they are in the order of their making', () => {
  const built = new Built(chart => {
    new PlatformNamespaces(chart, 'namespaces');
    new PlatformRuntime(chart, 'runtime');
  }, { ...BARE, dependencyStore: { type: 's3' } }, 'platform');
  expect(built.errors).toEqual([]);
  expect(named(built.all().map(({ kind, metadata }) => ({ name: kind, namespace: metadata.name })), 'Namespace').namespace)
    .toBe('platform');
});

test.each<[string, any, string[]]>([
  ['a namespace of every cluster', { namespaces: [{ name: 'kube-system' }, { name: 'default' }] }, [
    '[namespaces/namespaces] namespaces[0].name = "kube-system": is there on every cluster, and is not made by a manifest. '
      + 'Leave it out.',
    '[namespaces/namespaces] namespaces[1].name = "default": is there on every cluster, and is not made by a manifest. '
      + 'Leave it out.',
  ]],
  ['one twice', { namespaces: [{ name: 'a' }, { name: 'a' }] }, [
    '[namespaces/namespaces] namespaces[1].name = "a": is in the list already. Write one of them.',
  ]],
  ['no list', { namespaces: 'boards', ofCharts: 'no' }, [
    '[namespaces/namespaces] namespaces = "boards": must be a list, and is a string. Write it in [ ].',
    '[namespaces/namespaces] ofCharts = "no": must be true or false, and is a string. '
      + 'Write true or false without quotes.',
  ]],
  ['a name alone', { namespaces: ['boards'] }, [
    '[namespaces/namespaces] namespaces[0] = "boards": must be an object, and is a string. Write { name }.',
  ]],
  ['an unknown standard', { namespaces: [{ name: 'a', podSecurity: 'strict' }] }, [
    '[namespaces/namespaces] namespaces[0].podSecurity = "strict": is no PodSecurityStandard. Write one of '
      + 'PodSecurityStandard.RESTRICTED, PodSecurityStandard.BASELINE, PodSecurityStandard.PRIVILEGED.',
  ]],
  ['a path that is none', { namespaces: [{ name: 'a', discoveryPaths: ['sets/a', '/', '/*', '/a, /b', '/a/../b'] }] }, [
    'sets/a', '/', '/*', '/a, /b', '/a/../b',
  ].map((path, n) => `[namespaces/namespaces] namespaces[0].discoveryPaths[${n}] = "${path}": must be a path in ZooKeeper, of `
    + 'letters, digits, "-", "_", "." and ":"; its last part may be "*". Write for example "/sets/shop/*".')],
  ['more paths than can be read', { namespaces: [{ name: 'a', discoveryPaths: Array(70).fill(`/${'x'.repeat(999)}`) }] }, [
    '[namespaces/namespaces] namespaces[0].discoveryPaths = "70 paths": must have at most 65536 characters together. '
      + 'Write a folder of them, such as "/sets/shop/*".',
  ]],
])('%s is refused', (_, props, lines) => {
  expect(complaints(() => synth(props).app.synth())).toEqual(lines);
});

test('without a cluster there are none', () => {
  const app = new PinterestApp({
    outdir: freshFolder(), platform: new Platform({ clusters: ['a', 'b'].map(name => clusterOf({ ...BARE, name })) }),
  });
  new PlatformNamespaces(new PinterestChart(app, 'namespaces', { owner: OWNER }), 'namespaces');
  expect(complaints(() => app.synth())[0]).toMatch(/^\[namespaces\/namespaces\] .*a, b/);
});
