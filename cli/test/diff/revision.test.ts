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

describe('what git cannot do is told as git says it, with a step', () => {
  const rejected = (revision: string, env: NodeJS.ProcessEnv = {}, directory = path.join(root, 'app')) => (
    atRevision(directory, revision, { ...process.env, ...env }, undefined, async () => undefined)
      .then(() => [], ({ message, fix }): string[] => [message, fix])
  );

  test('where the repository is of another user', async () => {
    expect(await rejected('HEAD', { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })).toEqual([
      `git rev-parse has failed: detected dubious ownership in repository at '${root}'.`,
      `It belongs to another user. If you trust it: git config --global --add safe.directory ${root}`,
    ]);
  });

  test('where there is no repository, or a broken one', async () => {
    const outside = freshFolder();
    expect((await rejected('HEAD', {}, outside))[0]).toBe(`${outside} is in no git repository.`);
    fs.writeFileSync(path.join(outside, '.git'), 'gitdir: /no/such/folder\n');
    expect(await rejected('HEAD', {}, outside)).toEqual([
      'git rev-parse has failed: not a git repository: /no/such/folder.', expect.stringContaining('git worktree repair'),
    ]);
    const bare = freshFolder();
    spawnSync('git', ['init', '--quiet', '--bare', bare]);
    expect((await rejected('HEAD', {}, bare))[1]).toMatch(/^It is a bare repository/);
  });

  test('where a revision is no commit, or is not there', async () => {
    const blob = spawnSync('git', ['rev-parse', 'HEAD:secret'], { cwd: root, encoding: 'utf8' }).stdout.trim();
    expect(await rejected(blob)).toEqual([expect.stringContaining('expected commit type'), 'Name a commit, a branch or a tag.']);
    expect(await rejected('no-such-branch')).toEqual([
      'The repository has no revision "no-such-branch".', expect.stringContaining('a shallow clone'),
    ]);
  });

  test('where its configuration is wrong, whatever the language', async () => {
    const file = path.join(freshFolder(), 'gitconfig');
    fs.writeFileSync(file, '[core\n');
    expect(await rejected('HEAD', { GIT_CONFIG_GLOBAL: file, LANGUAGE: 'de', LC_ALL: 'de_DE.UTF-8' })).toEqual([
      `git rev-parse has failed: bad config line 1 in file ${file}.`, 'Mend that line of the configuration.',
    ]);
  });
});

describe('a working tree is left as it is', () => {
  const repository = () => {
    const folder = freshFolder();
    const run = (...args: string[]) => (
      spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: folder })
    );
    run('init', '--quiet');
    return { folder, run };
  };

  test('where a folder was a link out of the repository then', async () => {
    const { folder, run } = repository();
    const outside = freshFolder();
    fs.writeFileSync(path.join(outside, 'main.js'), 'outside');
    fs.symlinkSync(outside, path.join(folder, 'app'));
    run('add', '--all');
    run('commit', '--quiet', '--message', 'first');
    fs.rmSync(path.join(folder, 'app'));
    fs.mkdirSync(path.join(folder, 'app/node_modules/installed'), { recursive: true });
    const use = jest.fn();
    await expect(atRevision(path.join(folder, 'app'), 'HEAD', process.env, undefined, use)).rejects.toThrow(
      'At that revision app was a link out of the repository.',
    );
    expect(use).not.toHaveBeenCalled();
    expect(fs.readdirSync(outside)).toEqual(['main.js']);
  });

  test('where git says that it is elsewhere', async () => {
    const { folder, run } = repository();
    fs.writeFileSync(path.join(folder, 'a'), '');
    run('add', '--all');
    run('commit', '--quiet', '--message', 'first');
    run('config', 'core.worktree', freshFolder());
    const use = jest.fn();
    await expect(atRevision(folder, 'HEAD', process.env, undefined, use)).rejects.toThrow(/is not in its working tree/);
    expect(use).not.toHaveBeenCalled();
  });

  test.each(['checkout --detach', 'worktree add ../WORKTREE', 'config core.fsmonitor false'])('after git %s', async words => {
    const { folder, run } = repository();
    fs.writeFileSync(path.join(folder, 'main.js'), 'old');
    run('add', '--all');
    run('commit', '--quiet', '--message', 'first');
    const name = `${path.basename(folder)}-worktree`;
    run(...words.replace('WORKTREE', name).split(' '));
    const directory = words.includes('WORKTREE') ? path.join(path.dirname(folder), name) : folder;
    fs.writeFileSync(path.join(directory, 'main.js'), 'new');
    const read = await atRevision(directory, 'HEAD', process.env, undefined, async at => (
      fs.readFileSync(path.join(at.directory, 'main.js'), 'utf8')
    ));
    expect(read).toBe('old');
    expect(fs.readFileSync(path.join(directory, 'main.js'), 'utf8')).toBe('new');
    if (directory !== folder) fs.rmSync(directory, { recursive: true });
  });
});
