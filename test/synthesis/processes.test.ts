import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { snapshot } from './disk';
import { compileProgram, run } from './processes';
import { freshFolder } from '../synth';

const OLD = { 'a.yaml': 'old', 'b/c.yaml': 'old', 'gone/d.yaml': 'old' };
const NEW = { 'a.yaml': 'new', 'b/c.yaml': 'old', 'e/f.yaml': 'new', 'e/g.yaml': 'new' };

let program: string;
beforeAll(() => { program = compileProgram(); });

/** What a folder is after these runs, one after the other. */
async function rightOf(...runs: { readonly files: Record<string, string>; readonly name?: string }[]): Promise<object> {
  const outdir = path.join(freshFolder(), 'dist');
  for (const each of runs) await run(program, { outdir, ...each });
  return snapshot(outdir);
}

test('a process that is really killed, at any of its operations, leaves what the next one mends', async () => {
  const right = await rightOf({ files: NEW });
  expect(Object.keys(right)).toEqual(['.files-of-test', 'a.yaml', 'b', 'b/c.yaml', 'e', 'e/f.yaml', 'e/g.yaml']);
  const prepared = freshFolder();
  await run(program, { outdir: prepared, files: OLD });
  const copy = () => {
    const folder = freshFolder();
    fs.cpSync(prepared, folder, { recursive: true, preserveTimestamps: true });
    return folder;
  };
  const operations = Number((await run(program, { outdir: copy(), files: NEW })).output);
  expect(operations).toBeGreaterThan(50);
  const killed = Array.from({ length: operations }, (_, n) => n + 1).filter(at => at % 5 === 0);
  for (const killedAt of killed) {
    const outdir = copy();
    expect(await run(program, { outdir, files: NEW, killedAt })).toMatchObject({ signal: 'SIGKILL' });
    expect(await run(program, { outdir, files: NEW })).toMatchObject({ code: 0 });
    expect([killedAt, snapshot(outdir)]).toEqual([killedAt, right]);
  }
}, 60_000);

test('what a killed process leaves is nothing that Git sees but output', async () => {
  const outdir = freshFolder();
  const git = (...args: string[]) => new Promise<string>(resolve => {
    const child = spawn('git', args, { cwd: outdir, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', data => output += data);
    child.on('close', () => resolve(output));
  });
  await git('init', '-q');
  let found = 0;
  for (const killedAt of [20, 26, 32, 38]) {
    await run(program, { outdir, files: { ...NEW, 'x.yaml': `${killedAt}` }, killedAt });
    found += fs.readdirSync(outdir).filter(name => name.startsWith('.synth')).length;
    for (const line of (await git('status', '--porcelain', '-uall')).split('\n')) expect(line).not.toContain('.synth');
  }
  expect(found).toBeGreaterThan(0);
}, 60_000);

const many = (text: string, names: string[]) => Object.fromEntries(names.flatMap(name => (
  Array.from({ length: 40 }, (_, n) => [`${name}${n % 5}/${n}.yaml`, text])
)));

test('of two versions of one program at once, one is there in the end, as a whole', async () => {
  const [one, two] = [many('one', ['a', 'b']), many('two', ['b', 'c'])];
  const rights = [await rightOf({ files: one }), await rightOf({ files: two })];
  for (let round = 0; round < 5; round++) {
    const outdir = path.join(freshFolder(), 'dist');
    const ends = await Promise.all([one, two, one, two].map(files => run(program, { outdir, files })));
    expect(ends.map(({ code, output }) => code === 0 || output)).toEqual([true, true, true, true]);
    expect(rights).toContainEqual(snapshot(outdir));
  }
}, 60_000);

test('of two programs at once, both are there in the end, each with its list; and one that is killed harms none', async () => {
  const [one, two] = [{ name: 'one', files: many('one', ['a', 'b']) }, { name: 'two', files: many('two', ['c', 'd']) }];
  const right = await rightOf(one, two);
  for (let round = 0; round < 5; round++) {
    const outdir = path.join(freshFolder(), 'dist');
    const ends = await Promise.all([
      run(program, { outdir, ...one }), run(program, { outdir, ...two }),
      run(program, { outdir, ...one, killedAt: 150 + round * 37 }),
    ]);
    expect(ends.slice(0, 2).map(({ code, output }) => code === 0 || output)).toEqual([true, true]);
    await run(program, { outdir, ...one });
    expect(snapshot(outdir)).toEqual(right);
  }
}, 60_000);

describe('what cannot be written is found before the first file changes:', () => {
  /** Root may write everywhere. */
  const uid = process.getuid?.() === 0 ? 65534 : undefined;
  const files = { 'a.yaml': 'old', 'b/c.yaml': 'old', 'd.yaml': 'old' };
  const changed = { 'a.yaml': 'new', 'b/c.yaml': 'new', 'd.yaml': 'new' };

  async function prepared(): Promise<string> {
    const outdir = freshFolder();
    fs.chmodSync(outdir, 0o777);
    expect(await run(program, { outdir, files, uid })).toMatchObject({ code: 0 });
    return outdir;
  }

  async function expectRefused(outdir: string, to: Record<string, string>, ...said: string[]): Promise<void> {
    const before = snapshot(outdir);
    const { code, output } = await run(program, { outdir, files: to, uid });
    expect([code, output]).toEqual([1, expect.stringContaining('Error: ')]);
    for (const each of said) expect(output).toContain(each);
    expect(output).not.toContain('Until then');
    expect(snapshot(outdir)).toEqual(before);
  }

  test.each([
    ['a file in a read-only folder changes', changed],
    ['a file comes into one', { ...files, 'a.yaml': 'new', 'b/new.yaml': 'new' }],
    ['a file comes into a new folder of one', { ...files, 'a.yaml': 'new', 'b/new/new.yaml': 'new' }],
    ['a file of one is to be removed', { 'a.yaml': 'new' }],
  ])('%s', async (_, to) => {
    const outdir = await prepared();
    fs.chmodSync(path.join(outdir, 'b'), 0o555);
    await expectRefused(outdir, to, `${path.join(outdir, 'b')} cannot be written: there is no permission (EACCES). `
      + 'Give yourself the right to write there, and run the program again.');
    fs.chmodSync(path.join(outdir, 'b'), 0o755);
    expect(await run(program, { outdir, files: to, uid })).toMatchObject({ code: 0 });
    expect(snapshot(outdir)).toEqual(await rightOf({ files: to }));
  });

  test('a folder cannot be entered', async () => {
    const outdir = await prepared();
    fs.chmodSync(path.join(outdir, 'b'), 0o444);
    const file = path.join(outdir, 'b/c.yaml');
    await expectRefused(outdir, changed, `${file} cannot be looked at: there is no permission (EACCES).`);
    fs.chmodSync(path.join(outdir, 'b'), 0o755);
  });

  test('the output folder is read-only', async () => {
    const outdir = await prepared();
    fs.chmodSync(outdir, 0o555);
    await expectRefused(outdir, changed, `${outdir} cannot be written: there is no permission (EACCES).`);
  });

  (uid === undefined ? test.skip : test)('a file is of another user, in a sticky folder', async () => {
    const outdir = await prepared();
    fs.chownSync(path.join(outdir, 'b'), 0, 0);
    fs.chownSync(path.join(outdir, 'b/c.yaml'), 0, 0);
    fs.chmodSync(path.join(outdir, 'b'), 0o1777);
    await expectRefused(outdir, changed, `${path.join(outdir, 'b/c.yaml')} cannot be written: that is not permitted (EPERM).`);
  });

  test('but a file that is read-only is replaced: what counts is its folder', async () => {
    const outdir = await prepared();
    fs.chmodSync(path.join(outdir, 'a.yaml'), 0o444);
    expect(await run(program, { outdir, files: changed, uid })).toMatchObject({ code: 0 });
    expect(snapshot(outdir)).toEqual(await rightOf({ files: changed }));
  });
});
