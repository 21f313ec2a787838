import { ApiObject, Chart, ChartProps } from 'cdk8s';
import { Layout, PinterestApp } from 'cdk8s-pinterest';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { inWords, visible } from '../../lib/validation/words';
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
  expect(complaints(() => app.synth())).toEqual([
    '[prod-east/pinboard/3] name = "ClusterRole c": is also made by prod-east/pinboard/1, for the same chart. '
      + 'Rename one of the two, or give their charts different namespaces.',
    '[prod-east/pinboard] file = "prod-east/pinboard/clusterrole.a-b.k8s.yaml": would be written twice. '
      + 'Rename one of the two objects or charts.',
  ]);
  expect(allFilesOf(app.outdir)).toEqual([]);
});

const RULE = 'must be a file name on all systems, since the path of a chart becomes a path of the output. '
  + 'Write letters, digits, "-", "_" and ".", not starting with ".".';

test.each([
  '..', '.', '.hidden', 'a:b', 'a\\b', 'a*', 'a?', 'a"b', '<a>', 'a|b', 'a\nb', '\0', '\x7f', '\ud800', '...',
])('a chart whose id is no file name, %j, is refused', id => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new Chart(app, id);
  expect(() => app.synth()).toThrow(`[${visible(id)}] id = ${inWords(id)}: ${RULE}`);
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

const DEVICE = 'Windows keeps this name for a device: write another one.';
const END = 'Windows drops "." and spaces at its end: write it without.';

test.each([
  ['CON', DEVICE], ['con', DEVICE], ['Nul', DEVICE], ['aux.prod', DEVICE], ['COM1', DEVICE], ['lpt9.a.b', DEVICE],
  ['com²', DEVICE],
  ['con .x', DEVICE], ['CONIN$', DEVICE],
  ['x.', END], ['x ', END], ['x. ', END], ['x .', END], [' .', END], ['a.b..', END],
  ['x'.repeat(256), 'It has 256 bytes, of which a file name may have 255: shorten it.'],
  ['ä'.repeat(128), 'It has 256 bytes, of which a file name may have 255: shorten it.'],
])('a chart whose id is no file name on some systems, %j, is refused with what is wrong', (id, fix) => {
  for (const nest of [false, true]) {
    const app = new PinterestApp({ outdir: freshFolder() });
    new Chart(nest ? new Construct(app, id) : app, nest ? 'chart' : id);
    expect(complaints(() => app.synth())).toEqual([
      `[${id}${nest ? '/chart' : ''}] id = ${inWords(id)}: must be a file name on all systems, `
        + `since the path of a chart becomes a path of the output. ${fix}`,
    ]);
  }
});

test.each([
  'console', 'com', 'com10', 'auxiliary', 'x.y', ' x', 'nul-1', 'lpt', 'ä'.repeat(100),
])('a chart may be called %j, too', id => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new ApiObject(new Chart(app, id), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
  expect(filesIn(app)).toEqual([`${id}.k8s.yaml`]);
});

const SAME = 'where case and the form of letters do not count, as on Windows and macOS. Rename one of the two objects or charts.';

describe('names that are one on some file systems are refused:', () => {
  function appWith(paths: string[], layout = Layout.filePerChart()): PinterestApp {
    const app = new PinterestApp({ outdir: freshFolder(), layout });
    for (const at of paths) {
      const chart = at.split('/').reduce<Construct>(
        (scope, id) => scope.node.tryFindChild(id) as Construct ?? new Chart(scope, id), app,
      );
      new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
    }
    return app;
  }

  test.each([
    ['Api', 'api'], ['prod/Api', 'prod/api'], ['Gr\u00f6\u00dfe', 'Gro\u0308\u00dfe'], ['\u00c5', 'A\u030a'],
    ['\u212b', '\u00e5'], ['stra\u00dfe', 'STRASSE'],
  ])('charts %j and %j', (one, two) => {
    const app = appWith([one, two]);
    expect(complaints(() => app.synth())).toEqual([
      `[${two}] file = "${two}.k8s.yaml": has the same name as "${one}.k8s.yaml" ${SAME}`,
    ]);
    expect(allFilesOf(app.outdir)).toEqual([]);
    const [first, ...rest] = appWith([one, two], Layout.filePerResource()).plan().problems;
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ path: two, problem: { rule: expect.stringContaining(`folder of the same name as "${one}"`) } });
  });

  test('folders of charts', () => {
    expect(complaints(() => appWith(['Prod/a', 'prod/b', 'prod/c', 'other/d']).synth())).toEqual([
      `[prod/b] file = "prod/b.k8s.yaml": is in a folder of the same name as "Prod" ${SAME}`,
    ]);
  });

  test('a file and a folder', () => {
    for (const paths of [['a.k8s.yaml/b', 'a'], ['a', 'A.k8s.yaml/b']]) {
      const [problem, ...rest] = complaints(() => appWith(paths).synth());
      expect(problem)
        .toMatch(/is (a file, but "a.k8s.yaml" is a folder|in a folder, but "a.k8s.yaml" is a file)\. Rename one of/);
      expect(rest).toEqual([]);
    }
  });

  test('objects in a file each', () => {
    const app = appOf(Layout.filePerResource(), ['Reader', 'reader'].map(name => ({ kind: 'ClusterRole', name })));
    expect(complaints(() => app.synth())).toEqual([
      '[prod-east/pinboard] file = "prod-east/pinboard/clusterrole.reader.k8s.yaml": has the same name as '
        + `"prod-east/pinboard/clusterrole.Reader.k8s.yaml" ${SAME}`,
    ]);
  });

  test('a report', () => {
    const app = new PinterestApp({ outdir: freshFolder(), releaseReport: 'A.K8S.yaml' });
    new ApiObject(new Chart(app, 'a'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
    expect(complaints(() => app.synth())).toEqual([
      'file = "A.K8S.yaml": is already the file of a chart, or a folder of one. Give the report another name.',
    ]);
  });
});

test.each([
  [{ kind: 'Con', name: 'api' }, 'con.api', DEVICE],
  [
    { kind: 'ConfigMap', name: 'x'.repeat(253) }, `configmap.${'x'.repeat(253)}`,
    'It has 272 bytes, of which a file name may have 255: shorten it.',
  ],
])('an object whose file would have no name that all systems have is refused: %j', (thing, file, fix) => {
  const app = appOf(Layout.filePerResource(), [thing]);
  expect(complaints(() => app.synth())).toEqual([
    `[prod-east/pinboard] file = ${inWords(`prod-east/pinboard/${file}.k8s.yaml`)}: `
      + `must be a path of file names that all systems have. ${fix}`,
  ]);
  expect(allFilesOf(app.outdir)).toEqual([]);
});

test('a chart whose file has too long a name, with its extension, is refused', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  new ApiObject(new Chart(app, 'x'.repeat(250)), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' } });
  expect(complaints(() => app.synth())).toEqual([
    expect.stringContaining('It has 259 bytes, of which a file name may have 255: shorten it.'),
  ]);
});
