import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Layout, PinterestApp, PinterestAppProps } from 'cdk8s-pinterest';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { allFilesOf, filesOf, freshFolder } from '../synth';

/** Writes charts of one object each, named by their paths. */
function write(outdir: string, charts: string[], props: PinterestAppProps = {}): void {
  const app = new PinterestApp({ outdir, name: 'test', ...props });
  for (const id of charts) {
    new ApiObject(new Chart(app, id), 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'object' } });
  }
  app.synth();
}

function put(folder: string, file: string, text = ''): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

function listOf(folder: string, name = 'test'): string {
  return path.join(folder, `.files-of-${name}`);
}

/** The paths on the list of a program. */
function listed(folder: string, name?: string): string[] {
  return fs.readFileSync(listOf(folder, name), 'utf8').split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

const visible = (folder: string) => [...filesOf(folder).keys()];

test('what the app no longer has is removed, and the folders that are empty then', () => {
  const folder = freshFolder();
  write(folder, ['kept', 'gone', 'inner']);
  const nested = (charts: string[]) => {
    const app = new PinterestApp({ outdir: folder, name: 'test' });
    for (const id of charts) {
      new ApiObject(new Chart(new Construct(app, 'cluster'), id), 'object', { apiVersion: 'v1', kind: 'Thing' });
    }
    app.synth();
  };
  nested(['kept']);
  expect(visible(folder)).toEqual(['cluster/kept.k8s.yaml']);
  write(folder, ['kept']);
  expect(fs.readdirSync(folder).sort()).toEqual(['.files-of-test', 'kept.k8s.yaml']);
});

test('a chart whose last object is gone takes its file with it', () => {
  const folder = freshFolder();
  write(folder, ['kept', 'empty']);
  const app = new PinterestApp({ outdir: folder, name: 'test' });
  new Chart(app, 'empty');
  new ApiObject(new Chart(app, 'kept'), 'object', { apiVersion: 'v1', kind: 'Thing' });
  app.synth();
  expect(visible(folder)).toEqual(['kept.k8s.yaml']);
});

test('another layout leaves no file of the one before', () => {
  const folder = freshFolder();
  write(folder, ['a', 'b'], { layout: Layout.filePerResource() });
  expect(visible(folder)).toEqual(['a/thing.object.k8s.yaml', 'b/thing.object.k8s.yaml']);
  write(folder, ['a', 'b']);
  expect(fs.readdirSync(folder).sort()).toEqual(['.files-of-test', 'a.k8s.yaml', 'b.k8s.yaml']);
});

test('an app without anything leaves an empty folder, without a list', () => {
  const folder = freshFolder();
  write(folder, ['a', 'b']);
  write(folder, []);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('what the app did not write stays, whatever it is called and wherever it is', () => {
  const folder = freshFolder();
  const foreign = [
    'a.yaml', 'a.k8s.yaml.bak', 'b.k8s.yaml', 'a/thing.other.k8s.yaml',
    'a/README.md', '.hidden', 'test', 'construct-metadata.json',
  ];
  foreign.forEach(file => put(folder, file, 'foreign'));
  write(folder, ['a', 'c'], { layout: Layout.filePerResource() });
  write(folder, ['c'], { layout: Layout.filePerResource() });
  expect(allFilesOf(folder)).toEqual([...foreign, '.files-of-test', 'c/thing.object.k8s.yaml'].sort());
});

test('without a list nothing is removed', () => {
  const folder = freshFolder();
  write(folder, ['a', 'b']);
  fs.rmSync(listOf(folder));
  write(folder, ['a']);
  expect(visible(folder)).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
  expect(listed(folder)).toEqual(['a.k8s.yaml']);
});

describe('several programs may write into one folder:', () => {
  test('each removes what it wrote itself and no longer has', () => {
    const folder = freshFolder();
    write(folder, ['a', 'b'], { name: 'one' });
    write(folder, ['c', 'd'], { name: 'two' });
    write(folder, ['a'], { name: 'one' });
    expect(visible(folder)).toEqual(['a.k8s.yaml', 'c.k8s.yaml', 'd.k8s.yaml']);
    write(folder, ['d'], { name: 'two' });
    expect(visible(folder)).toEqual(['a.k8s.yaml', 'd.k8s.yaml']);
    expect([listed(folder, 'one'), listed(folder, 'two')]).toEqual([['a.k8s.yaml'], ['d.k8s.yaml']]);
  });

  test('a chart that moves from one to another is there whichever runs first', () => {
    for (const order of [['from', 'to'], ['to', 'from']]) {
      const folder = freshFolder();
      const charts: Record<string, string[]> = { from: ['a', 'moves'], to: ['b'] };
      order.forEach(name => write(folder, charts[name], { name }));
      charts.to.push(charts.from.pop()!);
      order.forEach(name => write(folder, charts[name], { name }));
      expect(visible(folder)).toEqual(['a.k8s.yaml', 'b.k8s.yaml', 'moves.k8s.yaml']);
      charts.to.pop();
      order.forEach(name => write(folder, charts[name], { name }));
      expect(visible(folder)).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
    }
  });

  /** Makes another script the program. */
  function runAs(script: string, charts: string[], outdir: string): void {
    const before = process.argv[1];
    process.argv[1] = script;
    try {
      write(outdir, charts, { name: undefined });
    } finally {
      process.argv[1] = before;
    }
  }

  test('without names, they are told apart by where their scripts are', () => {
    const folder = freshFolder();
    runAs('/checkout/one/main.ts', ['a'], folder);
    runAs('/checkout/two/main.ts', ['b'], folder);
    expect(visible(folder)).toEqual(['a.k8s.yaml', 'b.k8s.yaml']);
    runAs('/checkout/one/main.ts', ['c'], folder);
    expect(visible(folder)).toEqual(['b.k8s.yaml', 'c.k8s.yaml']);
  });

  test('without a name, a program is the same one in another checkout', () => {
    const lists = [1, 2].map(() => {
      const checkout = freshFolder();
      runAs(path.join(checkout, 'src/main.ts'), ['a'], path.join(checkout, 'dist'));
      return allFilesOf(path.join(checkout, 'dist'));
    });
    expect(lists[0]).toEqual([expect.stringMatching(/^\.files-of-main-[0-9a-f]{8}$/), 'a.k8s.yaml']);
    expect(lists[1]).toEqual(lists[0]);
  });

  test('without a name, one in another language is told by where it is run from: its script is jsii\'s', () => {
    const folder = freshFolder();
    const agent = process.env.JSII_AGENT;
    process.env.JSII_AGENT = 'Python/3.11.7';
    try {
      runAs('/tmp/one/lib/program.js', ['a'], folder);
      runAs('/tmp/two/lib/program.js', ['b'], folder);
    } finally {
      if (agent === undefined) delete process.env.JSII_AGENT;
      else process.env.JSII_AGENT = agent;
    }
    expect(allFilesOf(folder)).toEqual([expect.stringMatching(/^\.files-of-program-[0-9a-f]{8}$/), 'b.k8s.yaml']);
  });
});

describe('the list', () => {
  test('takes no path for one that no file system has', () => {
    const folder = freshFolder();
    write(folder, ['a', 'b']);
    const long = ['x'.repeat(300), `d/${'x'.repeat(256)}`, 'd/'.repeat(3000) + 'x', 'é'.repeat(200), 'a'.repeat(10_000_000)];
    fs.appendFileSync(listOf(folder), `${long.join('\n')}\n`);
    write(folder, ['a']);
    expect(visible(folder)).toEqual(['a.k8s.yaml']);
    expect(listed(folder)).toEqual(['a.k8s.yaml']);
  });

  test('is sorted, whatever the order of the charts', () => {
    const [one, two] = [freshFolder(), freshFolder()];
    write(one, ['b', 'a-1', 'a', 'C']);
    write(two, ['C', 'a', 'b', 'a-1']);
    expect(listed(one)).toEqual(['C.k8s.yaml', 'a-1.k8s.yaml', 'a.k8s.yaml', 'b.k8s.yaml']);
    expect(fs.readFileSync(listOf(two))).toEqual(fs.readFileSync(listOf(one)));
  });

  test('is left alone where it says the same', () => {
    const folder = freshFolder();
    write(folder, ['a']);
    const longAgo = new Date('2001-01-01');
    fs.utimesSync(listOf(folder), longAgo, longAgo);
    write(folder, ['a']);
    expect(fs.statSync(listOf(folder)).mtime).toEqual(longAgo);
  });

  test('may hold the marks of a merge', () => {
    const folder = freshFolder();
    write(folder, ['a', 'b']);
    fs.writeFileSync(listOf(folder), '<<<<<<< HEAD\na.k8s.yaml\n=======\nb.k8s.yaml\n>>>>>>> other\n');
    write(folder, ['a']);
    expect(visible(folder)).toEqual(['a.k8s.yaml']);
    expect(listed(folder)).toEqual(['a.k8s.yaml']);
  });

  test.each([
    '../outside', '/absolute', 'folder', 'folder/', '.', './', '..', 'folder/..', 'folder/../../outside', 'a.k8s.yaml/x',
  ])('leads nowhere else if someone adds %j', line => {
    const base = freshFolder();
    const folder = path.join(base, 'dist');
    const foreign = ['outside', 'dist/folder/file', 'dist/.hidden'];
    foreign.forEach(file => put(base, file));
    fs.mkdirSync(path.join(folder, 'empty'));
    write(folder, ['a', 'gone']);
    fs.appendFileSync(listOf(folder), `${line.replace('/absolute', path.join(base, 'outside'))}\n`);
    write(folder, ['a']);
    expect(allFilesOf(base)).toEqual([...foreign, 'dist/.files-of-test', 'dist/a.k8s.yaml'].sort());
    expect(fs.readdirSync(folder)).toContain('empty');
  });

  test('removes nothing but what is on it, whatever someone has written there', () => {
    const segment = fc.constantFrom('..', '.', '', 'a', 'b', 'file', 'dist', 'a.k8s.yaml', '#', ' ');
    fc.assert(fc.property(fc.array(fc.array(segment, { minLength: 1, maxLength: 5 }).map(parts => parts.join('/')), {
      maxLength: 6,
    }), lines => {
      const base = freshFolder();
      const folder = path.join(base, 'dist');
      const files = ['file', 'a/file', 'dist/file', 'dist/a/file', 'dist/a/b/file', 'dist/b/a/file'];
      files.forEach(file => put(base, file));
      put(folder, '.files-of-test', lines.map(line => `${line}\n`).join(''));
      write(folder, ['a']);
      const named = new Set(lines.filter(line => !/^[/#]/.test(line)).map(line => `dist/${path.normalize(line)}`));
      const kept = files.filter(file => !named.has(file));
      expect(allFilesOf(base)).toEqual([...kept, 'dist/.files-of-test', 'dist/a.k8s.yaml'].sort());
    }), { numRuns: 200 });
  });
});
