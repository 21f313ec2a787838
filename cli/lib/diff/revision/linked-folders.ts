import { existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Folders beside a manifest of packages that are not in git, and that a program needs to run: nothing is installed anew. */
const LINKED = ['node_modules', '.venv', 'imports'];

/**
 * Makes what is installed in the folders of a working tree usable from a copy of it.
 *
 * @param folders by their paths from its root
 */
export function linkInstalled(root: string, copy: string, folders: readonly string[]): void {
  for (const folder of folders) {
    for (const name of LINKED) {
      const [from, to] = [join(root, folder, name), join(copy, folder, name)];
      if (!existsSync(from) || existsSync(to) || !existsSync(dirname(to))) continue;
      if (name === 'node_modules') linkPackages(from, to, root, copy);
      else symlinkSync(from, to);
    }
  }
}

/** Each package by itself: those that are folders of the working tree, as in a workspace, are the same folders of the copy. */
function linkPackages(from: string, to: string, root: string, copy: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const source = join(from, name);
    if (name.startsWith('@')) linkPackages(source, join(to, name), root, copy);
    else symlinkSync(inCopy(source, root, copy) ?? source, join(to, name));
  }
}

/** Where a link to another folder of the working tree leads in the copy; undefined if it is no such link. */
function inCopy(source: string, root: string, copy: string): string | undefined {
  if (!lstatSync(source).isSymbolicLink()) return undefined;
  const target = relative(realpathSync(root), resolve(realpathSync(dirname(source)), readlinkSync(source)));
  const isInstalled = target.split(sep).includes('node_modules');
  return target === '' || target.startsWith('..') || isInstalled ? undefined : join(copy, target);
}
