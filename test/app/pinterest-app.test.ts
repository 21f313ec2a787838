import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Caller, Layout, PinterestApp, PinterestAppProps, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { ClusterStage, Platform, ReleaseReport } from 'cdk8s-pinterest/platform';
import * as fc from 'fast-check';
import { clusterOf, complaints, CONTAINER, filesOf, freshFolder, OWNER, Shop } from '../synth';
import { grow, orderedPlans } from '../synthesis/trees';

const WRONG = { scaling: Scaling.between(5, 3).onCpu(60) };

const APPS: [string, (outdir: string) => App][] = [
  ['PinterestApp', outdir => new PinterestApp({ outdir })],
  ['plain App', outdir => new App({ outdir })],
];

test('each chart is a file, called by its path', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const [one, two] = ['one', 'two'].map(name => clusterOf({ name }));
  new Platform({ clusters: [one, two] }).attach(app);
  for (const cluster of [one, two]) {
    new PinterestService(new PinterestChart(new ClusterStage(app, cluster), 'shop', { owner: OWNER }), 'api', {
      container: CONTAINER,
    });
  }
  app.synth();
  expect([...filesOf(app.outdir).keys()]).toEqual(['one/shop.k8s.yaml', 'two/shop.k8s.yaml']);
});

test('the folder is CDK8S_OUTDIR where the app names none', () => {
  const before = process.env.CDK8S_OUTDIR;
  const folder = freshFolder();
  try {
    process.env.CDK8S_OUTDIR = folder;
    const app = new PinterestApp();
    new ApiObject(new Chart(app, 'chart'), 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });
    app.synth();
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  expect([...filesOf(folder).keys()]).toEqual(['chart.k8s.yaml']);
});

test('each object is in one file, that of its nearest chart', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const outer = new Chart(app, 'outer');
  const inner = new Chart(outer, 'inner');
  for (const chart of [outer, inner]) {
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `of-${chart.node.id}` } });
  }
  app.synth();
  const files = [...filesOf(app.outdir)];
  expect(files.filter(([, text]) => text.includes('of-outer')).map(([file]) => file)).toEqual(['outer.k8s.yaml']);
  expect(files.filter(([, text]) => text.includes('of-inner')).map(([file]) => file)).toEqual(['outer/inner.k8s.yaml']);
});

test('a dependency between charts renames no file', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const [a, b] = ['a', 'b'].map(id => new Chart(app, id));
  for (const chart of [a, b]) {
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: chart.node.id } });
  }
  a.addDependency(b);
  app.synth();
  expect([...filesOf(app.outdir).keys()]).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
});

test.each(APPS)('a %s reports all problems of all workloads of all charts at once', (_, create) => {
  const shop = new Shop(create(freshFolder()), {
    api: { ...WRONG, callers: [Caller.workload('nobody')] }, web: { config: { files: { f: '{{x}}' } } },
  });
  new PinterestService(new PinterestChart(shop.app, 'other', { owner: OWNER }), 'Bad', { container: CONTAINER });
  const lines = complaints(() => shop.app.synth());
  expect(lines.map(line => /^\[.*?\] [\w.]+/.exec(line)![0]).sort()).toEqual([
    '[chart/api] callers', '[chart/api] scaling.min', '[chart/web] config.files', '[other/Bad] name',
  ]);
});

test.each(APPS)('a %s whose synth fails leaves a fresh folder without a file', (_, create) => {
  const shop = new Shop(create(path.join(freshFolder(), 'dist')), { good: {}, api: WRONG });
  expect(() => shop.app.synth()).toThrow('scaling.min');
  expect(fs.existsSync(shop.app.outdir) ? filesOf(shop.app.outdir).size : 0).toBe(0);
});

test.each(APPS)('a %s whose synth fails leaves an earlier good output as it was', (_, create) => {
  const outdir = freshFolder();
  new Shop(create(outdir), { good: {}, api: {} }).app.synth();
  const before = filesOf(outdir);
  expect(before.size).toBe(1);
  const failing = new Shop(create(outdir), { good: { priorityClassName: 'changed' }, api: WRONG });
  new PinterestService(new PinterestChart(failing.app, 'aaa', { owner: OWNER }), 'new', { container: CONTAINER });
  expect(() => failing.app.synth()).toThrow('scaling.min');
  expect(filesOf(outdir)).toEqual(before);
});

test('a synth that changes one chart touches only its file', () => {
  const outdir = freshFolder();
  const build = (replicas: number) => {
    const app = new PinterestApp({ outdir });
    new PinterestService(new PinterestChart(app, 'same', { owner: OWNER, namespace: 'a' }), 'api', { container: CONTAINER });
    new PinterestService(new PinterestChart(app, 'other', { owner: OWNER, namespace: 'b' }), 'api', {
      container: CONTAINER, scaling: Scaling.fixed(replicas),
    });
    app.synth();
  };
  build(2);
  const longAgo = new Date('2001-01-01');
  for (const file of filesOf(outdir).keys()) fs.utimesSync(path.join(outdir, file), longAgo, longAgo);
  build(3);
  const touched = [...filesOf(outdir).keys()].filter(file => fs.statSync(path.join(outdir, file)).mtimeMs !== longAgo.getTime());
  expect(touched).toEqual(['other.k8s.yaml']);
});

describe('a synth says on standard error', () => {
  /** The error of building and synthesizing an app with these charts and their objects. */
  function messageOf(outdir: string, charts: Record<string, string[]>, props: PinterestAppProps = {}): string {
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      const app = new PinterestApp({ outdir, ...props });
      for (const [id, names] of Object.entries(charts)) {
        const chart = new Chart(app, id);
        for (const name of names) new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Thing', metadata: { name } });
      }
      app.synth();
      return stderr.mock.calls.map(([text]) => text).join('').replaceAll(outdir, 'dist');
    } finally {
      stderr.mockRestore();
    }
  }

  test('how many files it has written, removed and left alone', () => {
    const outdir = freshFolder();
    expect(messageOf(outdir, { a: ['x'], b: ['x'], c: ['x'] })).toBe('dist: 3 files written\n');
    expect(messageOf(outdir, { a: ['x'], b: ['y'], c: ['y'] })).toBe('dist: 2 files written, 1 unchanged\n');
    expect(messageOf(outdir, { a: ['x'], b: ['z'] })).toBe('dist: 1 file written, 1 removed, 1 unchanged\n');
    expect(messageOf(outdir, { a: ['x'] })).toBe('dist: 0 files written, 1 removed, 1 unchanged\n');
    expect(messageOf(outdir, { })).toBe('dist: 0 files written, 1 removed\n');
  });

  test('that nothing has changed, and then it has touched nothing', () => {
    const outdir = freshFolder();
    const props = { layout: Layout.filePerResource(), releaseReport: 'releases.txt' };
    messageOf(outdir, { a: ['x', 'y'] }, props);
    const longAgo = new Date('2001-01-01');
    const paths = ['.', ...fs.readdirSync(outdir, { recursive: true, encoding: 'utf8' })].map(each => path.join(outdir, each));
    expect(paths).toHaveLength(6);
    for (const each of paths) fs.utimesSync(each, longAgo, longAgo);
    expect(messageOf(outdir, { a: ['x', 'y'] }, props)).toBe('dist: unchanged, 3 files\n');
    for (const each of paths) expect(fs.statSync(each).mtime).toEqual(longAgo);
    expect(messageOf(outdir, { a: ['x', 'y'], b: [] }, props)).toBe('dist: unchanged, 3 files\n');
  });

  test('nothing if it fails', () => {
    const outdir = freshFolder();
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
    try {
      expect(() => new Shop(new PinterestApp({ outdir }), { api: WRONG }).app.synth()).toThrow('scaling.min');
      expect(stderr).not.toHaveBeenCalled();
    } finally {
      stderr.mockRestore();
    }
  });
});

test('the release report is a file of the app: written, on its list, and removed where it is no longer asked for', () => {
  const outdir = freshFolder();
  const synth = (releaseReport?: string) => {
    const { app } = new Shop(new PinterestApp({ outdir, name: 'test', releaseReport }), { api: {} });
    app.synth();
    return {
      report: filesOf(outdir).get('reports/releases.txt'),
      expected: `${ReleaseReport.of(app)}`,
      list: fs.readFileSync(path.join(outdir, '.files-of-test'), 'utf8'),
    };
  };
  const { report, expected, list } = synth('reports/releases.txt');
  expect(report).toBe(expected);
  expect(report).toContain('prod/shop/api');
  expect(list).toContain('\nreports/releases.txt\n');
  expect(synth().report).toBeUndefined();
  expect(fs.existsSync(path.join(outdir, 'reports'))).toBe(false);
});

test.each([
  [{ name: 'a/b' }, 'name = "a/b"'],
  [{ name: '' }, 'name = ""'],
  [{ releaseReport: '../releases.txt' }, 'releaseReport = "../releases.txt"'],
  [{ releaseReport: '/releases.txt' }, 'releaseReport = "/releases.txt"'],
])('a file outside of the folder, or a hidden one, is refused: %j', (props, complaint) => {
  const { app } = new Shop(new PinterestApp({ outdir: freshFolder(), ...props }), { api: {} });
  expect(complaints(() => app.synth())).toEqual([expect.stringContaining(`[app] ${complaint}: must be a`)]);
  expect(filesOf(app.outdir).size).toBe(0);
});

test('a report does not take the place of a chart', () => {
  const { app } = new Shop(new PinterestApp({ outdir: freshFolder(), releaseReport: 'chart.k8s.yaml' }), { api: {} });
  expect(complaints(() => app.synth())).toEqual([
    'file = "chart.k8s.yaml": is already the file of a chart, or a folder of one. Give the report another name.',
  ]);
});

describe('for cdk8s\' validation plugins', () => {
  beforeEach(() => { process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true'; });
  afterEach(() => { delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA; });

  const recorded = (app: App) => {
    app.synth();
    return JSON.parse(filesOf(app.outdir).get('construct-metadata.json')!);
  };

  test('it records the constructs of objects as a plain App does', () => {
    fc.assert(fc.property(orderedPlans, plan => {
      const [ours, plain] = APPS.map(([, create]) => create(freshFolder()));
      for (const app of [ours, plain]) grow(plan, app);
      fc.pre(complaints(() => ours.synth()).length === 0);
      expect(recorded(ours)).toEqual(recorded(plain));
    }), { numRuns: 50 });
  });

  test('it records, of two objects of one name, the one that a plain App does', () => {
    const [ours, plain] = APPS.map(([, create]) => {
      const chart = new Chart(create(freshFolder()), 'chart');
      const [service, deployment] = ['Service', 'Deployment'].map(kind => new ApiObject(chart, kind, {
        apiVersion: 'v1', kind, metadata: { name: 'api' },
      }));
      service.addDependency(deployment);
      return recorded(App.of(chart));
    });
    expect(ours).toEqual(plain);
    expect(ours.resources).toEqual({ api: { path: 'chart/Service' } });
  });

  test('it removes what it has recorded where that is no longer asked for', () => {
    const outdir = freshFolder();
    const synth = () => new Shop(new PinterestApp({ outdir }), { api: {} }).write();
    expect(synth().has('construct-metadata.json')).toBe(true);
    delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    expect(synth().has('construct-metadata.json')).toBe(false);
  });
});
