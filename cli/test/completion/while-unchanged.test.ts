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
