import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { freshFolder } from '../../../test/synth';
import { atRevision } from '../../lib/diff/revision/at-revision';

const root = freshFolder();
const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const git = (...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root });

beforeAll(() => {
  git('init', '--quiet');
  write('.gitattributes', 'secret export-ignore\n');
  write('.gitignore', 'node_modules\n');
  write('secret', 'in git');
  write('packages/shared/package.json', '{}');
  write('packages/shared/index.js', 'old');
  write('app/main.js', 'old');
  write('node_modules/installed/index.js', 'installed');
  write('node_modules/@scope/installed/index.js', 'installed');
  fs.symlinkSync('../packages/shared', path.join(root, 'node_modules/shared'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  write('packages/shared/index.js', 'new');
  write('app/main.js', 'new');
});

describe('a project at a revision', () => {
  const at = <T>(use: (folder: string) => T) => (
    atRevision(path.join(root, 'app'), 'HEAD', process.env, undefined, async ({ directory }) => use(directory))
  );
  const read = (file: string) => at(folder => fs.readFileSync(path.join(folder, file), 'utf8'));

  test('is that of its own folder, where a hook of git speaks of another one', async () => {
    for (const GIT_DIR of ['.git', path.join(root, '.git')]) {
      const env = { ...process.env, GIT_DIR, GIT_PREFIX: 'app/' };
      const found = await atRevision(path.join(root, 'app'), 'HEAD', env, undefined, async ({ directory }) => (
        fs.readFileSync(path.join(directory, 'main.js'), 'utf8')
      ));
      expect(found).toBe('old');
    }
  });

  test('has the files of then, all of them', async () => {
    expect(await read('main.js')).toBe('old');
    expect(await read('../secret')).toBe('in git');
  });

  test('has the packages of now', async () => {
    expect(await read('../node_modules/installed/index.js')).toBe('installed');
    expect(await read('../node_modules/@scope/installed/index.js')).toBe('installed');
  });

  test('has those packages of then that are in the repository itself', async () => {
    expect(await read('../node_modules/shared/index.js')).toBe('old');
  });

  test('leaves nothing behind, whatever happens, and takes nothing away', async () => {
    let copy = '';
    await expect(at(folder => {
      copy = folder;
      throw new Error('something happens');
    })).rejects.toThrow('something happens');
    const [temporary] = path.relative(fs.realpathSync(tmpdir()), copy).split(path.sep);
    expect(temporary).toMatch(/^pinterest-diff-/);
    expect(fs.existsSync(path.join(tmpdir(), temporary))).toBe(false);
    expect(fs.existsSync(path.join(root, 'node_modules/installed/index.js'))).toBe(true);
  });
});
