import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { Caller, ClusterScope, PinterestApp, PinterestChart, PinterestService, Platform, Scaling } from 'cdk8s-pinterest';
import { clusterOf, complaints, CONTAINER, filesOf, freshFolder, OWNER, Shop } from '../synth';

const WRONG = { scaling: Scaling.between(5, 3).onCpu(60) };

const APPS: [string, (outdir: string) => App][] = [
  ['PinterestApp', outdir => new PinterestApp({ outdir })],
  ['plain App', outdir => new App({ outdir })],
];

test('each chart is a file, called by its path', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const [one, two] = ['one', 'two'].map(name => clusterOf({ name }));
  new Platform({ clusters: [one, two] }).attach(app);
  for (const cluster of [one, two]) new PinterestService(new PinterestChart(new ClusterScope(app, cluster), 'shop', { owner: OWNER }), 'api', { container: CONTAINER });
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
  for (const chart of [outer, inner]) new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `of-${chart.node.id}` } });
  app.synth();
  const files = [...filesOf(app.outdir)];
  expect(files.filter(([, text]) => text.includes('of-outer')).map(([file]) => file)).toEqual(['outer.k8s.yaml']);
  expect(files.filter(([, text]) => text.includes('of-inner')).map(([file]) => file)).toEqual(['outer/inner.k8s.yaml']);
});

test('a dependency between charts renames no file', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  const [a, b] = ['a', 'b'].map(id => new Chart(app, id));
  for (const chart of [a, b]) new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: chart.node.id } });
  a.addDependency(b);
  app.synth();
  expect([...filesOf(app.outdir).keys()]).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
});

test.each(APPS)('a %s reports all problems of all workloads of all charts at once', (_, create) => {
  const shop = new Shop(create(freshFolder()), { api: { ...WRONG, callers: [Caller.workload('nobody')] }, web: { config: { files: { f: '{{x}}' } } } });
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
    new PinterestService(new PinterestChart(app, 'other', { owner: OWNER, namespace: 'b' }), 'api', { container: CONTAINER, scaling: Scaling.fixed(replicas) });
    app.synth();
  };
  build(2);
  const longAgo = new Date('2001-01-01');
  for (const file of filesOf(outdir).keys()) fs.utimesSync(path.join(outdir, file), longAgo, longAgo);
  build(3);
  const touched = [...filesOf(outdir).keys()].filter(file => fs.statSync(path.join(outdir, file)).mtimeMs !== longAgo.getTime());
  expect(touched).toEqual(['other.k8s.yaml']);
});
