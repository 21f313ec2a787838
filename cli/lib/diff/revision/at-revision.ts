import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { Git } from './git';
import { linkInstalled } from './linked-folders';
import { CouldNot } from '../../outcome';

/** A project as it was at a revision. */
export interface AtRevision {
  readonly commit: string;
  /** A folder with its files; it need not be a project at that revision. */
  readonly directory: string;
  /** Files that say which packages a program gets, and differ from those of the working tree. */
  readonly otherPackages: readonly string[];
}

/** What decides which packages are installed. */
const MANIFESTS = [
  'package.json',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'requirements.txt',
  'poetry.lock',
  'Pipfile.lock',
];

/** Lends a copy of a project as it was at a revision, with the packages that are installed now. Afterwards it is gone. */
export async function atRevision<T>(
  directory: string,
  revision: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined,
  use: (at: AtRevision) => Promise<T>,
): Promise<T> {
  const git = new Git(directory, env, signal);
  const root = await git.root();
  const commit = await git.commit(revision);
  const within = relative(realpathSync(root), realpathSync(directory));
  if (isOutside(within)) {
    throw new CouldNot(`${directory} is not in its working tree, ${root}.`, 'Look at "git config core.worktree".');
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pinterest-diff-')));
  try {
    const copy = join(folder, 'tree');
    mkdirSync(copy);
    // Git's paths are from the root, wherever it is run.
    const fromRoot = new Git(root, env, signal);
    await fromRoot.checkOut(commit, copy, join(folder, 'index'));
    refuseLinks(copy, within);
    linkInstalled(root, copy, [
      ...new Set([...foldersTo(within), ...(await fromRoot.named(commit, 'package.json')).map(dirname)]),
    ]);
    return await use({ commit, directory: join(copy, within), otherPackages: await fromRoot.changed(commit, MANIFESTS) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is written or run there would be in another place than the copy. */
function refuseLinks(copy: string, within: string): void {
  const there = existsSync(join(copy, within)) ? realpathSync(join(copy, within)) : copy;
  if (!isOutside(relative(copy, there))) return;
  throw new CouldNot(`At that revision ${within} was a link out of the repository.`, 'Write another revision with --revision.');
}

function isOutside(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

/** A folder and those above it, down to the root. */
function foldersTo(folder: string): string[] {
  return folder === '' || folder === '.' ? ['.'] : [folder, ...foldersTo(dirname(folder))];
}
