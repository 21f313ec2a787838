import { ApiObject, Chart, ChartProps } from 'cdk8s';
import { Layout, PinterestApp } from 'cdk8s-pinterest';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { visible } from '../../lib/validation/words';
import { allFilesOf, complaints, filesOf, freshFolder } from '../synth';
import { grow, orderedPlans, richPlans } from './trees';

interface Thing {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

function appOf(layout: Layout, things: Thing[], props?: ChartProps): PinterestApp {
  const app = new PinterestApp({ outdir: freshFolder(), layout });
  const chart = new Chart(new Construct(app, 'prod-east'), 'pinboard', props);
  things.forEach(({ apiVersion = 'v1', kind = 'ConfigMap', name = 'api', namespace }, n) =>
    new ApiObject(chart, `${n}`, { apiVersion, kind, metadata: { name, namespace } }));
  return app;
}

function filesIn(app: PinterestApp): string[] {
  app.synth();
  return [...filesOf(app.outdir).keys()];
}

const LAYOUTS: [string, Layout][] = [
  ['a file for each chart', Layout.filePerChart()], ['a file for each object', Layout.filePerResource()],
];

test('a file for each chart is called by the chart\'s path', () => {
  expect(filesIn(appOf(Layout.filePerChart(), [{ kind: 'Service' }, { kind: 'ConfigMap' }])))
    .toEqual(['prod-east/pinboard.k8s.yaml']);
});

test.each<[string, Thing, string]>([
  ['its kind and name', { apiVersion: 'v1', kind: 'ConfigMap' }, 'configmap.api'],
  ['its kind and name, with a group of Kubernetes itself', { apiVersion: 'apps/v1', kind: 'Deployment' }, 'deployment.api'],
  [
    'its kind and name, with a longer group of Kubernetes itself',
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' },
    'httproute.api',
  ],
  [
    'its kind, group and name if others made the kind',
    { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' },
    'certificate.cert-manager.io.api',
  ],
  [
    'its kind, group and name, with a group that only looks like Kubernetes\'',
    { apiVersion: 'kueue.x-k8s.io/v1', kind: 'Workload' },
    'workload.kueue.x-k8s.io.api',
  ],
  ['its kind and name in the chart\'s own namespace', { namespace: 'boards' }, 'configmap.api'],
  ['its kind, namespace and name in another namespace', { namespace: 'kube-system' }, 'configmap.kube-system.api'],
  [
    'all four',
    { apiVersion: 'example.com/v1', kind: 'Thing', namespace: 'kube-system', name: 'a.b' },
    'thing.example.com.kube-system.a.b',
  ],
  [
    'a name without colons',
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'system:node:reader' },
    'clusterrole.system-node-reader',
  ],
  ['a name that leads nowhere', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: '../../x' }, 'role...-..-x'],
])('a file for each object is called by %s', (_, thing, name) => {
  expect(filesIn(appOf(Layout.filePerResource(), [thing], { namespace: 'boards' })))
    .toEqual([`prod-east/pinboard/${name}.k8s.yaml`]);
});

test('an object that would have no namespace otherwise is called with the one that it has', () => {
  expect(filesIn(appOf(Layout.filePerResource(), [{ namespace: 'one' }, { namespace: 'two' }, {}]))).toEqual([
    'prod-east/pinboard/configmap.api.k8s.yaml',
    'prod-east/pinboard/configmap.one.api.k8s.yaml',
    'prod-east/pinboard/configmap.two.api.k8s.yaml',
  ]);
});

test.each(LAYOUTS)('with %s, a chart without objects has none', (_, layout) => {
  expect(filesIn(appOf(layout, []))).toEqual([]);
});

test('each object is in one file, whatever the layout', () => {
  fc.assert(fc.property(richPlans, plan => {
    const documents = LAYOUTS.map(([, layout]) => {
      const app = new PinterestApp({ outdir: freshFolder(), layout });
      grow({ ...plan, dependencies: [] }, app);
      fc.pre(complaints(() => app.synth()).length === 0);
      return [...filesOf(app.outdir).values()].flatMap(text => loadAll(text)).map(each => JSON.stringify(each)).sort();
    });
    expect(documents[1]).toEqual(documents[0]);
  }), { numRuns: 50 });
});

test.each(LAYOUTS)('with %s, neither a further object, chart nor dependency renames a file', (_, layout) => {
  fc.assert(fc.property(orderedPlans, plan => {
    const [before, after] = [1, 2].map(() => new PinterestApp({ outdir: freshFolder(), layout }));
    grow({ ...plan, dependencies: [] }, before);
    grow(plan, after);
    for (const scope of after.node.findAll()) {
      if (!Chart.isChart(scope) && scope !== after) continue;
      const chart = new Chart(scope, 'aaa');
      for (const each of [scope, chart]) if (Chart.isChart(each)) new ApiObject(each, 'aab', { apiVersion: 'v1', kind: 'Aaa' });
    }
    before.synth();
    fc.pre(complaints(() => after.synth()).length === 0);
    expect(allFilesOf(after.outdir)).toEqual(expect.arrayContaining(allFilesOf(before.outdir)));
  }), { numRuns: 50 });
});

test('a dependency changes no file of an object', () => {
  fc.assert(fc.property(orderedPlans, plan => {
    const [before, after] = [1, 2].map(() => new PinterestApp({ outdir: freshFolder(), layout: Layout.filePerResource() }));
    grow({ ...plan, dependencies: [] }, before);
    grow(plan, after);
    before.synth();
    fc.pre(complaints(() => after.synth()).length === 0);
    expect(filesOf(after.outdir)).toEqual(filesOf(before.outdir));
  }), { numRuns: 50 });
});

test('objects that would be the same file are refused, and what to do is said', () => {
  const app = appOf(Layout.filePerResource(), [
    { kind: 'ClusterRole', name: 'a:b' }, { kind: 'ClusterRole', name: 'c' },
    { kind: 'ClusterRole', name: 'a-b' }, { kind: 'ClusterRole', name: 'c' },
  ]);
  expect(complaints(() => app.synth())).toEqual(['a-b', 'c'].map(name =>
    `[prod-east/pinboard] file = "prod-east/pinboard/clusterrole.${name}.k8s.yaml": would be written twice. `
      + 'Rename one of the two objects or charts.'));
  expect(allFilesOf(app.outdir)).toEqual([]);
});

const RULE = 'must be a file name on all systems, since the path of a chart becomes a path of the output. '
  + 'Write letters, digits, "-", "_" and ".", not starting with ".".';

test.each([
  '..', '.', '.hidden', 'a:b', 'a\\b', 'a*', 'a?', 'a"b', '<a>', 'a|b', 'a\nb', '\0',
])('a chart whose id is no file name, %j, is refused', id => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new Chart(app, id);
  expect(() => app.synth()).toThrow(`[${visible(id)}] id = ${JSON.stringify(id)}: ${RULE}`);
  expect(allFilesOf(app.outdir)).toEqual([]);
});

test('a chart that is in something whose id is no file name is refused, with that id', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new Chart(new Construct(app, 'prod:east'), 'pinboard');
  expect(complaints(() => app.synth())).toEqual([`[prod:east/pinboard] id = "prod:east": ${RULE}`]);
});

test.each(['a', 'A-1', 'a.b', 'a_b', '2026', 'Größe', 'a b'])('a chart may be called %j', id => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new ApiObject(new Chart(app, id), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
  expect(filesIn(app)).toEqual([`${id}.k8s.yaml`]);
});
