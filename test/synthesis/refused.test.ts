import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { PinterestApp, SynthesisPlan } from 'cdk8s-pinterest';
import { snapshot } from './disk';
import { PATIENCE } from '../../lib/synthesis/staging';
import { newWorker, retire } from '../../lib/synthesis/worker';
import { freshFolder } from '../synth';

jest.unmock('../../lib/synthesis/neighbours');
Object.assign(PATIENCE, { wait: 200, silence: 100 });

function appOf(outdir: string, charts: string[], text = 'x', name?: string): PinterestApp {
  const app = new PinterestApp({ outdir, name });
  for (const id of charts) {
    const chart = id.split('/').reduce<PinterestApp | Chart>((scope, part) => (
      scope.node.tryFindChild(part) as Chart ?? new Chart(scope, part)
    ), app);
    new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'object' }, text });
  }
  return app;
}

/** A folder `dist` beside a folder `outside`, in which there is a file. */
function base(): { readonly dist: string; readonly outside: string; expectUntouched(): void } {
  const folder = freshFolder();
  const [dist, outside] = ['dist', 'outside'].map(name => path.join(folder, name));
  fs.mkdirSync(path.join(outside, 'in'), { recursive: true });
  fs.writeFileSync(path.join(outside, 'in/api.k8s.yaml'), 'of others');
  const before = snapshot(outside);
  return { dist, outside, expectUntouched: () => expect(snapshot(outside)).toEqual(before) };
}

describe('a symbolic link in the folder is refused, and nothing is written or removed through it:', () => {
  test.each<[string, string, string]>([
    ['a folder that leads out', 'one', 'outside'],
    ['a folder that leads out to one of the same name', 'one', 'outside/in'],
    ['a folder that leads nowhere', 'one', 'nowhere'],
    ['a folder below', 'one/in', 'outside/in'],
    ['a file that leads out', 'one/in/api.k8s.yaml', 'outside/in/api.k8s.yaml'],
    ['a file that leads nowhere', 'one/in/api.k8s.yaml', 'outside/new'],
    ['a folder that leads to another one in it', 'one', 'dist/two'],
  ])('%s', (_, at, target) => {
    for (const charts of [['one/in/api'], ['two']]) {
      const { dist, expectUntouched } = base();
      appOf(dist, ['one/in/api', 'two'], 'old', 'test').synth();
      fs.rmSync(path.join(dist, at), { recursive: true });
      fs.symlinkSync(path.join(dist, '..', target), path.join(dist, at));
      const before = snapshot(dist);
      expect(() => run(dist, charts)).toThrow(
        `${path.join(dist, at)} is a symbolic link, which a synth does not follow. `
          + 'Remove it; only the output folder itself may be one.',
      );
      expect(snapshot(dist)).toEqual(before);
      expectUntouched();
    }
  });

  test('the list', () => {
    const { dist, outside, expectUntouched } = base();
    fs.mkdirSync(dist);
    fs.symlinkSync(path.join(outside, 'in/api.k8s.yaml'), path.join(dist, '.files-of-test'));
    expect(() => run(dist, ['api'])).toThrow('.files-of-test is a symbolic link');
    expectUntouched();
  });

  test('the place where files wait', () => {
    const { dist, outside, expectUntouched } = base();
    fs.mkdirSync(dist);
    fs.symlinkSync(outside, path.join(dist, '.synth'));
    expect(() => run(dist, ['api'])).toThrow('.synth is a symbolic link');
    expectUntouched();
    expect(fs.readdirSync(dist)).toEqual(['.synth']);
  });
});

/** As another run of the program: in this one, files of another app are spared. */
function run(dist: string, charts: string[], text = 'new'): void {
  jest.isolateModules(() => {
    const library = jest.requireActual<typeof import('cdk8s-pinterest')>('cdk8s-pinterest');
    const cdk8s = jest.requireActual<typeof import('cdk8s')>('cdk8s');
    const staging = jest.requireActual<typeof import('../../lib/synthesis/staging')>('../../lib/synthesis/staging');
    Object.assign(staging.PATIENCE, PATIENCE);
    const app = new library.PinterestApp({ outdir: dist, name: 'test' });
    for (const id of charts) {
      const scope = id.split('/').reduce<any>(
        (above, part) => above.node.tryFindChild(part) ?? new cdk8s.Chart(above, part), app,
      );
      new cdk8s.ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'object' }, text });
    }
    app.synth();
  });
}

test('the output folder itself may be a link, but not one that leads nowhere', () => {
  const folder = freshFolder();
  fs.mkdirSync(path.join(folder, 'real'));
  fs.symlinkSync('real', path.join(folder, 'dist'));
  run(path.join(folder, 'dist'), ['a/b']);
  run(path.join(folder, 'dist'), ['c']);
  expect(fs.readdirSync(path.join(folder, 'real')).sort()).toEqual(['.files-of-test', 'c.k8s.yaml']);
  fs.symlinkSync('nowhere', path.join(folder, 'other'));
  expect(() => run(path.join(folder, 'other'), ['a'])).toThrow('other is a symbolic link that leads nowhere. Remove it.');
});

test('what is neither file nor folder is refused, and not waited for', async () => {
  const dist = freshFolder();
  execFileSync('mkfifo', [path.join(dist, 'pipe.k8s.yaml')]);
  const server = net.createServer();
  await new Promise<void>(resolve => server.listen(path.join(dist, 'socket.k8s.yaml'), resolve));
  for (const id of ['pipe', 'socket']) {
    expect(() => run(dist, [id])).toThrow(`${path.join(dist, `${id}.k8s.yaml`)} is no ordinary file. Remove it.`);
  }
  await new Promise(resolve => server.close(resolve));
  expect(fs.readdirSync(dist)).toContain('pipe.k8s.yaml');
});

test('a file in place of the folder is refused', () => {
  const dist = path.join(freshFolder(), 'dist');
  fs.writeFileSync(dist, 'x');
  expect(() => run(dist, ['a'])).toThrow(`${dist} is a file, but must be a folder. Remove it.`);
  expect(fs.readFileSync(dist, 'utf8')).toBe('x');
});

describe('while another program has its turn,', () => {
  /** What a program has left or works on. */
  function held(worker: string): string {
    const dist = freshFolder();
    fs.mkdirSync(path.join(dist, '.synth'));
    for (const file of ['.gitignore', worker, `${worker}.0`]) fs.writeFileSync(path.join(dist, '.synth', file), '');
    return dist;
  }

  test('a synth waits, then refuses, and changes nothing', () => {
    const worker = newWorker();
    // The parent process lives, and is another one.
    const [place] = worker.split('-');
    const start = fs.readFileSync(`/proc/${process.ppid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[19];
    const dist = held(`${place}-${process.ppid}-${start}-0-1`);
    const before = snapshot(dist);
    expect(() => run(dist, ['a'])).toThrow(
      `${dist} is being changed by process ${process.ppid}. Run the program again when that has ended; if it hangs, end it.`,
    );
    expect(snapshot(dist)).toEqual(before);
    retire(worker);
  });

  test.each([
    ['of which another process has the number now', (own: string[]) => [own[0], `${process.ppid}`, '1', '0', '1']],
    ['that is of this process, but has failed', (own: string[]) => [...own.slice(0, 4), '999999']],
    ['on a machine that is not seen, and that gives no sign', (own: string[]) => ['00000000', ...own.slice(1)]],
    ['that does not run any more', (own: string[]) => [own[0], '4194399', '5', '0', '1']],
  ])('one %s is taken over', (_, change) => {
    const worker = newWorker();
    const dist = held(change(worker.split('-')).join('-'));
    run(dist, ['a']);
    expect(fs.readdirSync(dist).sort()).toEqual(['.files-of-test', 'a.k8s.yaml']);
    retire(worker);
  });

  test('what only waits is left alone while its program lives, or may live', () => {
    const worker = newWorker();
    const dist = freshFolder();
    const unknown = `.synth-00000000${worker.slice(8)}`;
    const start = fs.readFileSync(`/proc/${process.ppid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[19];
    const waiting = [`.synth-${worker.slice(0, 8)}-${process.ppid}-${start}-0-1`, unknown];
    const dead = `.synth-${worker.slice(0, 8)}-4194399-1-0-1`;
    for (const each of [...waiting, dead, '.synth-mine']) fs.mkdirSync(path.join(dist, each));
    run(dist, ['a']);
    expect(fs.readdirSync(dist).sort()).toEqual(['.files-of-test', ...[...waiting, '.synth-mine'].sort(), 'a.k8s.yaml']);
    const longAgo = new Date(Date.now() - PATIENCE.abandoned - 1000);
    fs.utimesSync(path.join(dist, unknown), longAgo, longAgo);
    run(dist, ['a']);
    expect(fs.readdirSync(dist)).not.toContain(unknown);
    retire(worker);
  });

  test('a folder of this name that is somebody else\'s stays, and is said', () => {
    const dist = freshFolder();
    fs.mkdirSync(path.join(dist, '.synth'));
    fs.writeFileSync(path.join(dist, '.synth/mine'), 'x');
    const before = snapshot(dist);
    expect(() => run(dist, ['a'])).toThrow(`${path.join(dist, '.synth')} is not of a synth, which needs this name. Remove it.`);
    expect(snapshot(dist)).toEqual(before);
  });
});

describe('two apps of one program in one folder:', () => {
  const RULE = 'is of another app of this program, which wrote it before. Give each app a folder of its own; '
    + 'in one folder, a name and charts of its own: new PinterestApp({ name: "boards" }).';

  test.each([
    ['without names', undefined], ['of one name', 'same'],
  ])('%s, the second is refused before it removes what the first wrote', (_, name) => {
    const dist = freshFolder();
    appOf(dist, ['a'], 'x', name).synth();
    const before = snapshot(dist);
    const second = appOf(dist, ['b'], 'x', name);
    expect(() => second.synth()).toThrow(`${path.join(dist, 'a.k8s.yaml')} ${RULE}`);
    expect(() => second.write(second.plan())).toThrow(RULE);
    expect(snapshot(dist)).toEqual(before);
  });

  test('also by another name of the folder, and also where both have a chart', () => {
    const dist = freshFolder();
    const link = path.join(freshFolder(), 'link');
    fs.symlinkSync(dist, link);
    appOf(dist, ['a'], 'x').synth();
    expect(() => appOf(link, ['a'], 'y', 'other').synth()).toThrow(`${path.join(link, 'a.k8s.yaml')} ${RULE}`);
    expect(snapshot(dist)['a.k8s.yaml']).toContain('text: x');
  });

  test('with names and charts of their own, both are written, as often as one likes', () => {
    const dist = freshFolder();
    const [one, two] = [appOf(dist, ['a'], 'x', 'one'), appOf(dist, ['b'], 'x', 'two')];
    for (const app of [one, two, one, two]) app.synth();
    expect(fs.readdirSync(dist).sort()).toEqual(['.files-of-one', '.files-of-two', 'a.k8s.yaml', 'b.k8s.yaml']);
  });

  test('one app may write again what it has changed', () => {
    const app = appOf(freshFolder(), ['a', 'b']);
    app.synth();
    app.node.tryRemoveChild('a');
    app.synth();
    expect(snapshot(app.outdir)).not.toHaveProperty(['a.k8s.yaml']);
  });
});

describe('a plan that is changed or made by hand', () => {
  test.each([
    '../x.yaml', 'a/../../x.yaml', '/tmp/x.yaml', '', '.', '..', 'a//b', '.git/config', '.files-of-other', 'a\\..\\..\\x', 'C:x',
    'a\nb', 'CON', 'sub/nul.txt',
  ])('is refused with the path %j', at => {
    const { dist } = base();
    const app = appOf(dist, ['a']);
    const plan = app.plan();
    const made = { ...plan, files: [...plan.files, { path: at, text: 'x', documents: [] }] } as unknown as SynthesisPlan;
    expect(() => app.write(made)).toThrow(`file = ${JSON.stringify(at)}: must be a path of file names that all systems have.`);
    plan.files.push(made.files[1]);
    expect(() => app.write(plan)).toThrow('must be a path of file names');
    expect(fs.readdirSync(path.dirname(dist))).toEqual(['outside']);
  });

  test('is refused with a path twice, without text, and of another app', () => {
    const app = appOf(path.join(freshFolder(), 'dist'), ['a']);
    const made = (...files: object[]) => ({ ...app.plan(), files }) as unknown as SynthesisPlan;
    expect(() => app.write(made({ path: 'A', text: '' }, { path: 'a', text: '' }))).toThrow('has the same name as "A"');
    expect(() => app.write(made({ path: 'a' }))).toThrow('has no text, but undefined');
    for (const plan of [undefined, {}, appOf(app.outdir, ['a']).plan()]) {
      expect(() => app.write(plan as SynthesisPlan)).toThrow('This plan is of another app.');
    }
    expect(fs.existsSync(app.outdir)).toBe(false);
  });
});
