import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import {
  Channel, Layout, PinterestApp, PinterestAppProps, PinterestChart, PinterestService, Scaling, SynthesisPlan,
} from 'cdk8s-pinterest';
import { Platform, ReleaseReport } from 'cdk8s-pinterest/platform';
import { load, loadAll } from 'js-yaml';
import { allFilesOf, clusterOf, complaints, CONTAINER, filesOf, freshFolder, OWNER } from '../synth';

const LAYOUTS: [string, Layout][] = [
  ['a file for each chart', Layout.filePerChart()], ['a file for each object', Layout.filePerResource()],
];
const LONG_AGO = new Date('2001-01-01');

/** An app of two charts in a folder that is not there yet. */
function shop(props: PinterestAppProps = {}, image = 'x:1'): PinterestApp {
  const app = new PinterestApp({ outdir: path.join(freshFolder(), 'dist'), name: 'shop', ...props });
  for (const id of ['boards', 'pins']) {
    const chart = new PinterestChart(app, id, { namespace: id, owner: OWNER });
    new PinterestService(chart, 'api', { container: { ...CONTAINER, image: id === 'pins' ? image : CONTAINER.image } });
  }
  return app;
}

const planned = ({ files }: SynthesisPlan) => new Map(files.map(file => [file.path, file.text]));
/** Everything in a folder, with the bytes: the list of the program's files, too. */
const everythingIn = (folder: string) => (
  new Map(allFilesOf(folder).map(file => [file, fs.readFileSync(path.join(folder, file))]))
);

/** What is said on standard error and in warnings. */
function said(work: () => void): string[] {
  const lines: string[] = [];
  const spies = [
    jest.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(`${text}`.trim()) > 0),
    jest.spyOn(console, 'warn').mockImplementation(text => { lines.push(text); }),
  ];
  try {
    work();
  } finally {
    spies.forEach(spy => spy.mockRestore());
  }
  return lines;
}

/** Does something while the environment selects charts. */
function selecting<T>(charts: string, work: () => T): T {
  process.env.CDK8S_PINTEREST_ONLY = charts;
  try {
    return work();
  } finally {
    delete process.env.CDK8S_PINTEREST_ONLY;
  }
}

/** The app of an example, before its synth. */
function example(name: string): PinterestApp {
  let app: PinterestApp | undefined;
  process.env.CDK8S_OUTDIR = path.join(freshFolder(), 'dist');
  jest.isolateModules(() => {
    const library = jest.requireActual<typeof import('cdk8s-pinterest')>('cdk8s-pinterest');
    jest.spyOn(library.PinterestApp.prototype, 'synth').mockImplementation(function (this: PinterestApp) { app = this; });
    jest.requireActual(`../../examples/${name}/main`);
    jest.restoreAllMocks();
  });
  delete process.env.CDK8S_OUTDIR;
  return app!;
}

/** That a plan is what a synth writes, and that writing it does what a synth does. */
function expectAsSynth(app: PinterestApp): void {
  const plan = app.plan();
  expect(plan.problems).toEqual([]);
  expect(plan.files.length).toBeGreaterThan(0);
  expect(fs.existsSync(app.outdir)).toBe(false);
  app.synth();
  expect(planned(plan)).toEqual(filesOf(app.outdir));
  const bySynth = everythingIn(app.outdir);
  fs.rmSync(app.outdir, { recursive: true });
  app.write(plan);
  expect(everythingIn(app.outdir)).toEqual(bySynth);
}

describe.each(LAYOUTS)('with %s a plan is what a synth writes, byte for byte,', (_, layout) => {
  test.each(
    ['quickstart', 'pinboard', 'batch', 'training', 'data', 'platform', 'template'],
  )('of the example %s', name => {
    const app = example(name);
    // Another layout than the example's own is nothing that it lets anybody choose.
    Object.assign(app, { options: { ...(app as any).options, layout } });
    expectAsSynth(app);
  });

  test('with a report of releases', () => {
    const app = shop({ layout, releaseReport: 'reports/releases.txt' });
    expect(planned(app.plan()).get('reports/releases.txt')).toBe(`${ReleaseReport.of(app)}`);
    expectAsSynth(app);
  });

  test('of the charts that somebody selects, and it says that these are not all', () => {
    selecting('pins', () => {
      const app = shop({ layout, releaseReport: 'releases.txt' });
      expect(app.plan().isComplete).toBe(false);
      for (const file of planned(app.plan()).keys()) expect(file).toMatch(/^pins[./]/);
      expectAsSynth(app);
    });
    expect(shop({ layout }).plan().isComplete).toBe(true);
  });
});

test('a plan changes nothing in a folder that is there, and says nothing', () => {
  const app = shop();
  app.synth();
  const before = everythingIn(app.outdir);
  const changed = shop({ outdir: app.outdir }, 'x:2');
  expect(said(() => changed.plan())).toEqual([]);
  expect(everythingIn(app.outdir)).toEqual(before);
});

test('writing a plan touches only what differs, removes what the app no longer has, and says so as a synth does', () => {
  const app = shop();
  new ApiObject(new Chart(app, 'old'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'old' } });
  app.synth();
  for (const file of allFilesOf(app.outdir)) fs.utimesSync(path.join(app.outdir, file), LONG_AGO, LONG_AGO);
  const next = shop({ outdir: app.outdir }, 'x:2');
  expect(said(() => next.write(next.plan()))).toEqual([`${app.outdir}: 1 file written, 1 removed, 1 unchanged`]);
  const touched = allFilesOf(app.outdir).filter(file => fs.statSync(path.join(app.outdir, file)).mtime > LONG_AGO);
  expect(allFilesOf(app.outdir)).toEqual(['.files-of-shop', 'boards.k8s.yaml', 'pins.k8s.yaml']);
  expect(touched).toEqual(['.files-of-shop', 'pins.k8s.yaml']);
  expect(said(() => next.write(next.plan()))).toEqual([`${app.outdir}: unchanged, 2 files`]);
});

test('writing a plan of some charts leaves the others, and keeps them on the list', () => {
  const app = shop();
  app.synth();
  const before = everythingIn(app.outdir);
  const next = shop({ outdir: app.outdir }, 'x:2');
  const plan = selecting('boards', () => next.plan());
  next.write(plan);
  expect(everythingIn(app.outdir)).toEqual(before);
});

describe.each(LAYOUTS)('with %s', (_, layout) => {
  test('each document knows its object: construct, kind, name, namespace and text; a report has none', () => {
    const app = shop({ layout, releaseReport: 'releases.txt' });
    const { files } = app.plan();
    const documents = files.flatMap(file => file.documents);
    for (const { construct, text, ...head } of documents) {
      const content = (construct as ApiObject).toJson();
      const { apiVersion, kind, metadata: { name, namespace } } = content;
      expect(load(text)).toEqual(content);
      expect(head).toEqual({ apiVersion, kind, name, namespace });
    }
    const objects = app.node.findAll().filter(node => ApiObject.isApiObject(node));
    expect(objects.length).toBeGreaterThan(4);
    expect(new Set(documents.map(({ construct }) => construct))).toEqual(new Set(objects));
    expect(documents).toHaveLength(objects.length);
    for (const file of files.filter(({ path: at }) => at !== 'releases.txt')) {
      expect(loadAll(file.text)).toEqual(file.documents.map(({ text }) => load(text)));
    }
    expect(files.find(file => file.path === 'releases.txt')!.documents).toEqual([]);
  });
});

describe('of an app with mistakes', () => {
  const wrong = (props: PinterestAppProps = {}) => {
    const app = shop({ name: 'a/b', ...props });
    const chart = new PinterestChart(app, 'chart', { owner: { team: '', contact: 'x' } });
    new PinterestService(chart, 'Api', { container: CONTAINER, scaling: Scaling.between(5, 3).onCpu(60) });
    chart.node.addValidation({ validate: () => ['is not to my liking'] });
    return app;
  };

  test('a plan has no file, and all mistakes at once, each with path, message and, where they are ours, parts', () => {
    const { files, problems } = wrong().plan();
    expect(files).toEqual([]);
    expect(problems.map(each => [each.path, each.problem?.field, each.problem?.value])).toEqual([
      ['', 'name', 'a/b'],
      ['chart', 'owner.team', ''],
      ['chart', undefined, undefined],
      ['chart/Api', 'scaling.min', 5],
      ['chart/Api', 'name', 'Api'],
    ]);
    for (const { message, problem } of problems) {
      const { field, value, rule, fix } = problem ?? {};
      expect(message).toBe(problem ? `${field} = ${JSON.stringify(value)}: ${rule}. ${fix}` : 'is not to my liking');
    }
  });

  test('a plan, a synth and the writing of the plan say the same', () => {
    const app = wrong();
    const plan = app.plan();
    const lines = complaints(() => app.write(plan));
    expect(lines).toEqual(plan.problems.map(each => `[${each.path || 'app'}] ${each.message}`));
    expect(lines).toEqual(complaints(() => app.synth()));
  });

  test('writing the plan leaves no folder, and an earlier output as it was', () => {
    const app = wrong();
    expect(() => app.write(app.plan())).toThrow('Validation failed');
    expect(fs.existsSync(app.outdir)).toBe(false);
    const good = shop();
    good.synth();
    const before = everythingIn(good.outdir);
    const next = wrong({ outdir: good.outdir });
    expect(() => next.write(next.plan())).toThrow('Validation failed');
    expect(everythingIn(good.outdir)).toEqual(before);
  });

  test('what cannot be written is found with its object, all of it, and nothing of the app is written', () => {
    const app = shop();
    const chart = new Chart(app, 'chart');
    for (const [id, spec] of Object.entries({ a: { n: NaN }, b: { f: () => 1 } })) {
      new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Thing', metadata: { name: id }, spec });
    }
    const plan = app.plan();
    expect(plan.files).toEqual([]);
    expect(plan.problems.map(each => each.path)).toEqual(['chart/a', 'chart/b']);
    expect(complaints(() => app.write(plan))).toEqual([
      expect.stringContaining('[chart/a] .spec.n is NaN'), expect.stringContaining('[chart/b] .spec.f is a function'),
    ]);
    expect(fs.existsSync(app.outdir)).toBe(false);
  });

  test('a name that selects nothing, and two objects that would be one file, are mistakes of a plan, too', () => {
    expect(selecting('pin', () => shop().plan())).toMatchObject({
      files: [], problems: [{ path: undefined, problem: { field: 'cdk8s-pinterest:only', value: 'pin' } }],
    });
    const twice = shop({ layout: Layout.filePerResource() });
    const chart = new Chart(twice, 'chart');
    for (const name of ['a:b', 'a-b']) new ApiObject(chart, name, { apiVersion: 'v1', kind: 'Thing', metadata: { name } });
    expect(twice.plan()).toMatchObject({
      files: [], problems: [{ path: 'chart', problem: { field: 'file', value: 'chart/thing.a-b.k8s.yaml' } }],
    });
  });
});

test('a plan has the warnings of an app, and writing it says them as a synth does', () => {
  const build = (): PinterestApp => {
    const platform = new Platform({ clusters: [clusterOf({})], today: '2026-11-24' });
    const app = new PinterestApp({ outdir: freshFolder(), platform });
    const chart = new PinterestChart(app, 'chart', { owner: OWNER, expires: '2026-11-01' });
    new PinterestService(chart, 'api', { container: CONTAINER, channel: Channel.pinned('2026.11', { until: '2026-11-20' }) });
    return app;
  };
  const [app, same] = [build(), build()];
  const plan = app.plan();
  expect(plan.problems).toEqual([]);
  expect(plan.warnings.map(({ path: at, problem }) => [at, problem?.field]))
    .toEqual([['chart', 'expires'], ['chart/api', 'channel']]);
  const lines = said(() => app.write(plan));
  expect(lines.slice(0, 2)).toEqual(plan.warnings.map(({ path: at, message }) => `warning: [${at}] ${message}`));
  expect(lines.map(line => line.replace(app.outdir, '')))
    .toEqual(said(() => same.synth()).map(line => line.replace(same.outdir, '')));
});
