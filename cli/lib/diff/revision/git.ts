import { spawn } from 'node:child_process';
import { Ended, failed, isNoRepository } from './git-failure';
import { CouldNot } from '../../outcome';

/** Runs git in a folder of a repository. Nothing is fetched. */
export class Git {
  constructor(
    private readonly directory: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly signal?: AbortSignal,
  ) {}

  /** The folder of the whole working tree. @throws CouldNot if there is none */
  public async root(): Promise<string> {
    const args = ['rev-parse', '--show-toplevel'];
    const ended = await this.run(args, {});
    // A folder's name may end with a space.
    if (ended.code === 0) return ended.out.replace(/\r?\n$/, '');
    if (!isNoRepository(ended)) throw failed(args, ended);
    throw new CouldNot(
      `${this.directory} is in no git repository.`,
      'Commit the project, or compare with "--against cluster".',
    );
  }

  /** The commit of a revision. @throws CouldNot if there is none */
  public async commit(revision: string): Promise<string> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
    const ended = await this.run(args, {});
    if (ended.code === 0) return ended.out.trim();
    // Of what is not there it says nothing, if it is to be quiet.
    if (ended.errors.trim() !== '') throw failed(args, ended);
    throw new CouldNot(
      `The repository has no revision ${JSON.stringify(revision)}.`,
      revision === 'HEAD' ? 'Commit something first.'
        : 'Fetch it (a shallow clone has only the last commits), or write another one with --revision, such as main or HEAD~1.',
    );
  }

  /** Whether the working tree has nothing that the last commit does not have. */
  public async isClean(): Promise<boolean> {
    return (await this.must(['status', '--porcelain'])) === '';
  }

  /** The files of a commit, as git keeps them, in a folder. The working tree and its index stay as they are. */
  public async checkOut(commit: string, folder: string, index: string): Promise<void> {
    const aside = { GIT_INDEX_FILE: index };
    await this.must(['read-tree', commit], aside);
    await this.must(['checkout-index', '--all', `--prefix=${folder}/`], aside);
  }

  /** The paths of the files of a commit that have a name, anywhere. */
  public async named(commit: string, name: string): Promise<string[]> {
    const all = await this.must(['ls-tree', '-r', '-z', '--name-only', commit]);
    return all.split('\0').filter(path => path === name || path.endsWith(`/${name}`));
  }

  /** Those of some files in the root's folder that differ between a commit and the working tree. */
  public async changed(commit: string, patterns: readonly string[]): Promise<string[]> {
    const changed = await this.must(['diff', '--name-only', '-z', commit, '--', ...patterns.map(each => `:(glob)**/${each}`)]);
    return changed.split('\0').filter(path => path !== '');
  }

  private async must(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const ended = await this.run(args, env);
    if (ended.code === 0) return ended.out;
    throw failed(args, ended);
  }

  private run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
    return new Promise((resolve, reject) => {
      // What a hook has set is about its own commands, and its own folder.
      const {
        GIT_INDEX_FILE: _index, GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_COMMON_DIR: _common, GIT_PREFIX: _prefix, ...inherited
      } = this.env;
      const child = spawn('git', ['-C', this.directory, ...args], {
        env: { ...inherited, LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        signal: this.signal,
      });
      const [out, errors]: Buffer[][] = [[], []];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
      child.on('error', error => {
        if (this.signal?.aborted) reject(new CouldNot('It was interrupted.', 'Run it again.'));
        else reject(new CouldNot(`git cannot be run: ${error.message}.`, 'Install it.'));
      });
      child.on('close', code => resolve({ code, out: Buffer.concat(out).toString(), errors: Buffer.concat(errors).toString() }));
    });
  }
}
