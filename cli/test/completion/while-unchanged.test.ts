import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { whileUnchanged } from '../../lib/completion/while-unchanged';

function counter(env: NodeJS.ProcessEnv = { XDG_CACHE_HOME: freshFolder() }) {
  const directory = freshFolder();
  const write = (file: string, seconds: number) => {
    fs.mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    fs.writeFileSync(path.join(directory, file), '');
    fs.utimesSync(path.join(directory, file), seconds, seconds);
  };
  write('main.ts', 1000);
  let times = 0;
  const ask = (name = 'names') => whileUnchanged({ directory, app: 'app' }, name, env, () => Promise.resolve(++times));
  return { ask, write, directory };
}

test('an answer is found once, and anew when a file changes, is added or goes', async () => {
  const { ask, write, directory } = counter();
  expect([await ask(), await ask(), await ask('others'), await ask()]).toEqual([1, 1, 2, 1]);
  write('main.ts', 2000);
  expect([await ask(), await ask()]).toEqual([3, 3]);
  write('lib/new.ts', 500);
  expect([await ask(), await ask()]).toEqual([4, 4]);
  fs.rmSync(path.join(directory, 'lib/new.ts'));
  expect(await ask()).toBe(5);
});

test('what the app writes, and what is installed, changes nothing', async () => {
  const { ask, write } = counter();
  await ask();
  for (const file of ['dist/a.k8s.yaml', 'node_modules/x/index.js', '.git/index']) write(file, 9000);
  expect(await ask()).toBe(1);
});

test('others may not read it, and what cannot be written is found each time', async () => {
  const cache = freshFolder();
  await counter({ XDG_CACHE_HOME: cache }).ask();
  const folder = path.join(cache, 'cdk8s-pinterest');
  const rights = (...names: string[]) => (fs.statSync(path.join(folder, ...names)).mode % 0o1000).toString(8);
  expect([rights(), rights(fs.readdirSync(folder)[0])]).toEqual(['700', '600']);
  const file = path.join(freshFolder(), 'file');
  fs.writeFileSync(file, '');
  const { ask } = counter({ XDG_CACHE_HOME: file });
  expect([await ask(), await ask()]).toEqual([1, 2]);
});

test('a cache that is broken is none', async () => {
  const cache = freshFolder();
  const { ask } = counter({ XDG_CACHE_HOME: cache });
  await ask();
  const folder = path.join(cache, 'cdk8s-pinterest');
  fs.writeFileSync(path.join(folder, fs.readdirSync(folder)[0]), '{');
  expect(await ask()).toBe(2);
});

describe('what somebody else may have put there', () => {
  const withCache = () => {
    const cache = freshFolder();
    const folder = path.join(cache, 'cdk8s-pinterest');
    const { ask } = counter({ XDG_CACHE_HOME: cache });
    return { ask, cache, folder, file: () => path.join(folder, fs.readdirSync(folder)[0]) };
  };

  test('is neither read nor written in a folder in which others may write, or that is a link', async () => {
    const { ask, folder, cache } = withCache();
    await ask();
    fs.chmodSync(folder, 0o777);
    expect([await ask(), await ask()]).toEqual([2, 3]);
    fs.chmodSync(folder, 0o700);
    expect(await ask()).toBe(1);
    fs.renameSync(folder, path.join(cache, 'other'));
    fs.symlinkSync(path.join(cache, 'other'), folder);
    expect(await ask()).toBe(4);
  });

  test('such as a link to a file, is not written through', async () => {
    const { ask, file, cache } = withCache();
    await ask();
    const precious = path.join(cache, 'precious');
    fs.writeFileSync(precious, 'mine');
    const kept = file();
    fs.rmSync(kept);
    fs.symlinkSync(precious, kept);
    expect([await ask(), await ask()]).toEqual([2, 2]);
    expect(fs.readFileSync(precious, 'utf8')).toBe('mine');
  });

  test('such as a pipe, is not waited for', async () => {
    const { ask, file } = withCache();
    await ask();
    const kept = file();
    fs.rmSync(kept);
    execFileSync('mkfifo', [kept]);
    expect(await ask()).toBe(2);
  });

  test.each(['null', '3', '{}', '[]', '{"state":"1 1000000"}'])('such as %s, is no answer', async text => {
    const { ask, file } = withCache();
    await ask();
    fs.writeFileSync(file(), text);
    expect(await ask()).toBe(2);
  });

  test('such as an answer of a time that has not come, does not stay', async () => {
    const { ask, file } = withCache();
    await ask();
    const kept = JSON.parse(fs.readFileSync(file(), 'utf8'));
    fs.writeFileSync(file(), JSON.stringify({ ...kept, time: 1e15 }));
    expect(await ask()).toBe(2);
  });

  test('and shells that ask at the same time find whole answers, and leave nothing else', async () => {
    const { ask, folder } = withCache();
    await Promise.all(Array.from({ length: 20 }, () => ask()));
    expect(fs.readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
  });
});
