import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { PinterestApp } from 'cdk8s-pinterest';
import { Construct } from 'constructs';
import { complaints, filesOf, freshFolder } from '../synth';

const CHARTS = ['east/pinboard', 'east/pinboard-2', 'west/pinboard', 'west/search', 'global'];

/** The ways to request a selection. */
const WAYS: [string, (only: string, work: (app: PinterestApp) => void, outdir: string) => void][] = [
  ['the context', (only, work, outdir) => {
    const app = new PinterestApp({ outdir, name: 'test' });
    app.node.setContext('cdk8s-pinterest:only', only);
    work(app);
  }],
  ['the environment', (only, work, outdir) => {
    process.env.CDK8S_PINTEREST_ONLY = only;
    try {
      work(new PinterestApp({ outdir, name: 'test' }));
    } finally {
      delete process.env.CDK8S_PINTEREST_ONLY;
    }
  }],
];

/** Charts by their paths, each with an object that contains the version. */
function build(app: PinterestApp, version: string, charts = CHARTS): void {
  for (const chart of charts) {
    const ids = chart.split('/');
    const id = ids.pop()!;
    const scope = ids.reduce<Construct>((at, each) => at.node.tryFindChild(each) as Construct ?? new Construct(at, each), app);
    new ApiObject(new Chart(scope, id), 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: version } });
  }
}

function synthAll(outdir: string, version: string, charts = CHARTS): void {
  const app = new PinterestApp({ outdir, name: 'test' });
  build(app, version, charts);
  app.synth();
}

/** The charts whose files contain a version. */
function chartsOf(folder: string, version: string): string[] {
  return [...filesOf(folder)].filter(([, text]) => text.includes(`name: ${version}\n`))
    .map(([file]) => file.replace('.k8s.yaml', ''));
}

describe.each(WAYS)('asked by %s,', (_, asking) => {
  test.each([
    ['one chart', 'east/pinboard', ['east/pinboard']],
    ['one chart that is in no folder', 'global', ['global']],
    ['a cluster', 'east', ['east/pinboard', 'east/pinboard-2']],
    ['several', 'east/pinboard-2, west,global', ['east/pinboard-2', 'global', 'west/pinboard', 'west/search']],
    ['the same twice', 'west/search,west', ['west/pinboard', 'west/search']],
    ['everything, if nothing is named,', ' , ', [...CHARTS]],
  ])('%s is written, and others stay as they were', (_name, only, expected) => {
    const folder = freshFolder();
    synthAll(folder, 'old');
    asking(only, app => {
      build(app, 'new');
      app.synth();
    }, folder);
    expect(chartsOf(folder, 'new').sort()).toEqual(expected.sort());
    expect(chartsOf(folder, 'old').sort()).toEqual(CHARTS.filter(chart => !expected.includes(chart)).sort());
  });

  test('nothing else is written where nothing is yet', () => {
    const folder = freshFolder();
    asking('east', app => {
      build(app, 'new');
      app.synth();
    }, folder);
    expect([...filesOf(folder).keys()]).toEqual(['east/pinboard-2.k8s.yaml', 'east/pinboard.k8s.yaml']);
  });

  test.each([
    'nort', 'eas', 'east/pin', 'pinboard', 'east/', 'east/pinboard/object',
  ])('a name that is none, %s, is refused with those that there are', name => {
    const folder = freshFolder();
    asking(`global,${name}`, app => {
      build(app, 'new');
      expect(complaints(() => app.synth())).toEqual([
        `cdk8s-pinterest:only = "${name}": is neither a chart of the app nor a folder of charts. `
          + `Known charts: ${[...CHARTS].sort().join(', ')}.`,
      ]);
    }, folder);
    expect(filesOf(folder).size).toBe(0);
  });

  test('a mistake elsewhere in the app is refused', () => {
    const folder = freshFolder();
    asking('east', app => {
      build(app, 'new');
      app.node.findChild('global').node.addValidation({ validate: () => ['is wrong'] });
      expect(complaints(() => app.synth())).toEqual(['[global] is wrong']);
    }, folder);
    expect(filesOf(folder).size).toBe(0);
  });

  test('what the app no longer has is removed by the next synth of everything, and not before', () => {
    const folder = freshFolder();
    synthAll(folder, 'old');
    const left = CHARTS.filter(chart => chart !== 'west/search' && chart !== 'east/pinboard-2');
    asking('east', app => {
      build(app, 'new', left);
      app.synth();
    }, folder);
    expect(chartsOf(folder, 'old')).toEqual(expect.arrayContaining(['west/search', 'east/pinboard-2']));
    synthAll(folder, 'newest', left);
    expect([...filesOf(folder).keys()].sort()).toEqual(left.map(chart => `${chart}.k8s.yaml`).sort());
  });
});

test('a chart is written with those inside it', () => {
  const app = new PinterestApp({ outdir: freshFolder() });
  app.node.setContext('cdk8s-pinterest:only', 'outer');
  for (const chart of [new Chart(app, 'other'), new Chart(new Chart(app, 'outer'), 'inner')]) {
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing' });
  }
  new ApiObject(app.node.findChild('outer'), 'object', { apiVersion: 'v1', kind: 'Thing' });
  app.synth();
  expect([...filesOf(app.outdir).keys()]).toEqual(['outer.k8s.yaml', 'outer/inner.k8s.yaml']);
});

test('the release report, which is of all charts, stays as it was', () => {
  const folder = freshFolder();
  fs.writeFileSync(path.join(folder, 'releases.txt'), 'old');
  const app = new PinterestApp({ outdir: folder, releaseReport: 'releases.txt' });
  app.node.setContext('cdk8s-pinterest:only', 'global');
  build(app, 'new');
  app.synth();
  expect(filesOf(folder).get('releases.txt')).toBe('old');
});

test('the context decides where the environment says something else', () => {
  const folder = freshFolder();
  process.env.CDK8S_PINTEREST_ONLY = 'west';
  try {
    const app = new PinterestApp({ outdir: folder });
    app.node.setContext('cdk8s-pinterest:only', 'global');
    build(app, 'new');
    app.synth();
  } finally {
    delete process.env.CDK8S_PINTEREST_ONLY;
  }
  expect([...filesOf(folder).keys()]).toEqual(['global.k8s.yaml']);
});
