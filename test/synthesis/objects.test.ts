import { ApiObject, Chart } from 'cdk8s';
import { Caller, PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { Cluster, ClusterStage, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { ConfigMap, ServiceAccount } from 'cdk8s-plus-27';
import { BARE, Built, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

const errors = (build: (chart: any) => unknown, namespace = 'shop') => new Built(build, BARE, namespace).errors;
const object = (scope: any, id: string, props: any) => (
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', ...props })
);
const service = (chart: any, name: string, props: any = {}) => (
  new PinterestService(chart, name, { container: CONTAINER, ...props })
);

describe('two objects of one kind, namespace and name', () => {
  const RENAME = 'Rename one of the two, or give their charts different namespaces.';

  test.each<[string, (chart: any) => unknown, string]>([
    ['of cdk8s', chart => ['1', '2'].map(id => object(chart, id, { metadata: { name: 'x' } })),
      `[chart/2] name = "ConfigMap shop/x": is also made by chart/1, for the same cluster. ${RENAME}`],
    ['of cdk8s-plus', chart => ['1', '2'].map(id => new ConfigMap(chart, id, { metadata: { name: 'x' } })),
      `[chart/2/Resource] name = "ConfigMap shop/x": is also made by chart/1/Resource, for the same cluster. ${RENAME}`],
    ['of a workload and cdk8s-plus', chart => [
      service(chart, 'api'), new ServiceAccount(chart, 'sa', { metadata: { name: 'api' } }),
    ], '[chart/sa/Resource] name = "ServiceAccount shop/api": is also made by chart/api/service-account, for the same cluster. '
      + RENAME],
    ['of two versions', chart => ['apps/v1', 'apps/v1beta1'].map(apiVersion => (
      object(chart, apiVersion.slice(-2), { apiVersion, kind: 'Deployment', metadata: { name: 'x' } })
    )), `[chart/a1] name = "Deployment shop/x": is also made by chart/v1, for the same cluster. ${RENAME}`],
  ])('%s are refused', (_, build, line) => {
    expect(errors(build)).toEqual([line]);
  });

  test.each<[string, any, any]>([
    ['names', {}, { metadata: { name: 'y' } }],
    ['namespaces', {}, { metadata: { name: 'x', namespace: 'front' } }],
    ['kinds', {}, { kind: 'Secret' }],
    ['groups', {}, { apiVersion: 'example.com/v1' }],
  ])('are two of different %s', (_, one, two) => {
    expect(errors(chart => [one, two].map((each, n) => object(chart, `${n}`, { metadata: { name: 'x' }, ...each })))).toEqual([]);
  });

  const clusters = ['east', 'west'].map(name => (
    new Cluster({ name, environment: 'prod', version: KubernetesVersion.V1_37 })
  ));
  const withCharts = (chartsOf: (app: PinterestApp) => Chart[], platform?: Platform) => complaints(() => {
    const app = new PinterestApp({ outdir: freshFolder(), platform });
    for (const chart of chartsOf(app)) object(chart, 'x', { metadata: { name: 'x' } });
    app.synth();
  });

  test('are refused in two charts of a cluster, and may be on two clusters', () => {
    expect(withCharts(app => ['a', 'b'].map(id => new PinterestChart(app, id, { owner: OWNER, namespace: 'shop' })))).toEqual([
      `[b/x] name = "ConfigMap shop/x": is also made by a/x, for the same cluster. ${RENAME}`,
    ]);
    const platform = new Platform({ clusters });
    expect(withCharts(app => clusters.map(cluster => (
      new PinterestChart(new ClusterStage(app, cluster), 'a', { owner: OWNER, namespace: 'shop' })
    )), platform)).toEqual([]);
  });

  test('are refused in a List, too, of which each item is an object', () => {
    const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'shop' } };
    expect(errors(chart => [
      new ApiObject(chart, 'list', { apiVersion: 'v1', kind: 'List', items: [item, null, { metadata: {} }, item] }),
      object(chart, '2', { metadata: { name: 'x' } }),
    ])).toEqual([
      `[chart/list] items[0].metadata.name = "ConfigMap shop/x": is also made by chart/2, for the same cluster. ${RENAME}`,
      `[chart/list] items[3].metadata.name = "ConfigMap shop/x": is also made by chart/2, for the same cluster. ${RENAME}`,
    ]);
  });

  test('are refused in two namespaces, if their kind has none', () => {
    expect(errors(chart => ['shop', 'front'].map(namespace => object(chart, namespace, {
      apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'reader', namespace },
    })))).toEqual([`[chart/front] name = "ClusterRole reader": is also made by chart/shop, for the same cluster. ${RENAME}`]);
  });

  test('may be in two charts of cdk8s, of which nobody knows where they go', () => {
    expect(withCharts(app => ['a', 'b'].map(id => new Chart(app, id)))).toEqual([]);
  });
});

test.each<[string, string, string[]]>([
  ['default', 'shop', ['[chart/default] name = "default": is the name of the service account of all pods that name none. '
    + 'Rename the construct\'s id, for example to "api".']],
  ['kubernetes', 'default', ['[chart/kubernetes] name = "kubernetes": is the Service of the API server itself in this namespace. '
    + 'Rename the construct\'s id, for example to "api".']],
  ['kubernetes', 'shop', []],
])('a service "%s" in the namespace %s', (name, namespace, lines) => {
  expect(errors(chart => service(chart, name), namespace)).toEqual(lines);
});

test('the Service of the API server is nobody\'s', () => {
  expect(errors(chart => object(chart, 'x', { kind: 'Service', metadata: { name: 'kubernetes' } }), 'default')).toEqual([
    '[chart/x] name = "kubernetes": is the Service of the API server itself. Choose another name or namespace.',
  ]);
});

const MANY = Array.from({ length: 20_000 }, (_, n) => Caller.external(`caller-${n}`, 'x'));
const text = (bytes: number) => 'x'.repeat(bytes);

test.each<[string, (chart: any) => unknown, string]>([
  ['a ConfigMap of more than a mebibyte', chart => object(chart, 'x', {
    metadata: { name: 'x' }, data: { a: text(2 ** 20), b: 'x' },
  }), '[chart/x] data = "1048577 bytes": no API server takes a ConfigMap of more than 1048576 bytes. '
      + 'Divide it, or publish large files as a dependency.'],
  ['a Secret of more than a mebibyte', chart => object(chart, 'x', {
    kind: 'Secret', metadata: { name: 'x' }, stringData: { a: text(2 ** 20 + 1) },
  }), '[chart/x] data = "1048577 bytes": no API server takes a Secret of more than'],
  ['an object of more than a mebibyte and a half', chart => object(chart, 'x', {
    apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'x' }, spec: { text: text(1_600_000) },
  }), 'bytes": no API server takes an object of more than 1572864 bytes. Divide it.'],
  ['annotations of more than 256 KiB', chart => (
    service(chart, 'api').deployment.metadata.addAnnotation('notes', text(262_144))
  ), '[chart/api/deployment] metadata.annotations = "'],
  ['annotations of pods of more than 256 KiB', chart => {
    const { pod } = service(chart, 'api');
    for (let n = 0; n < 300; n++) pod.addAnnotation(`note-${n}`, text(1000));
  }, '[chart/api/deployment] spec.template.metadata.annotations = "'],
  ['a policy for 20,000 callers', chart => service(chart, 'api', { callers: MANY }),
    '[chart/api/network-policy] object = "'],
  ['variables of more than a mebibyte', chart => service(chart, 'api', {
    config: { env: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`A${n}`, text(100_000)])) },
  }), '[chart/api] config.env = "1100000 bytes": must not be larger than 1048576 bytes in total. '
    + 'Write large values into config.files.'],
])('%s are refused', (_, build, line) => {
  expect(errors(build)).toEqual([expect.stringContaining(line)]);
});

test('what just fits is written', () => {
  expect(errors(chart => [
    object(chart, 'x', { metadata: { name: 'x', annotations: { a: text(262_143) } }, data: { a: text(2 ** 20) } }),
    // What is called like annotations in the data of somebody else is no annotation.
    object(chart, 'y', {
      apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'y' },
      status: { metadata: { annotations: { a: text(300_000) } } },
    }),
  ])).toEqual([]);
});
