import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileError, named, unless } from './file-error';
import { Folder } from './folder';
import { ListChanges } from './inventory';
import { folded } from './output-paths';
import { Staging } from './staging';

export interface Changes {
  /** Names in the staging folder, by file. */
  readonly staged: ReadonlyMap<string, string>;
  /** Which may be gone already. */
  readonly removed: string[];
  readonly list?: ListChanges;
  /** All that the folder has afterwards. */
  readonly files: { keys(): Iterable<string> };
}

/**
 * Changes a folder: first the list of what there was and will be, then the files one by one, then the list of what there is.
 * So whenever it ends, the next run knows what is to be removed.
 *
 * @returns how many files were removed
 */
export function applyChanges(folder: Folder, staging: Staging, changes: Changes): number {
  const { staged, removed, list } = changes;
  // What can fail comes first, so that nothing has changed if it does.
  const stage = (text?: string) => text === undefined ? undefined : staging.stage(list!.list, text);
  const during = stage(list?.during);
  const undo = during && stage(list?.before);
  const after = list?.after === list?.before ? undefined : stage(list?.after);
  tryAll(folder, staging, changes);
  if (during) rename(folder, staging, list!.list, during);
  try {
    makeFolders(folder, staged.keys());
  } catch (error) {
    if (during) restore(folder, staging, list!.list, undo);
    throw error;
  }
  try {
    folder.lookAgain();
    for (const [file, name] of staged) rename(folder, staging, file, name);
    const deleted = deleteAll(folder, staging, removed, changes.files);
    if (after) rename(folder, staging, list!.list, after);
    if (list && list.after === undefined) unlink(folder, list.list);
    return deleted;
  } catch (error) {
    if (error instanceof FileError) error.message += ' Until then some files may be old, and some new.';
    throw error;
  }
}

/** @throws if a file or folder cannot be changed, as far as that can be told without changing it */
function tryAll(folder: Folder, staging: Staging, { staged, removed, list }: Changes): void {
  const { device } = staging;
  const files = [...staged.keys(), ...removed, ...list ? [list.list] : []];
  for (const file of files) {
    const stats = staged.has(file) ? folder.lookForFile(file) : folder.look(file);
    if (stats?.isFile()) tryFile(folder, file, stats);
  }
  for (const at of new Set(files.map(file => nearest(folder, path.posix.dirname(file))))) {
    named(folder.nameOf(at), 'written', () => {
      // eslint-disable-next-line no-bitwise
      fs.accessSync(folder.at(at), fs.constants.W_OK | fs.constants.X_OK);
      if (fs.statSync(folder.at(at)).dev !== device) throw Object.assign(new Error(), { code: 'EXDEV' });
    });
  }
}

/** A file without write permission may be replaced, but not one that is immutable, or of another user in a sticky folder. */
function tryFile(folder: Folder, file: string, { uid }: fs.Stats): void {
  named(folder.nameOf(file), 'written', () => {
    unless(['EACCES'], () => fs.accessSync(folder.at(file), fs.constants.W_OK));
    const above = folder.parent(path.posix.dirname(file))!;
    const user = process.geteuid?.() ?? 0;
    // eslint-disable-next-line no-bitwise
    const sticky = (above.mode & STICKY) !== 0;
    if (sticky && ![uid, above.uid, 0].includes(user)) throw Object.assign(new Error(), { code: 'EPERM' });
  });
}

const STICKY = 0o1000;

/** The nearest folder that is there. */
function nearest(folder: Folder, at: string): string {
  let there = at;
  while (there !== '.' && !folder.parent(there)?.isDirectory()) there = path.posix.dirname(there);
  return there;
}

/** Those that are missing; if one cannot be made, none. */
function makeFolders(folder: Folder, files: Iterable<string>): void {
  const made = new Set<string>();
  try {
    for (const file of files) make(folder, path.posix.dirname(file), made);
  } catch (error) {
    for (const at of [...made].reverse()) ignore(() => fs.rmdirSync(folder.at(at)));
    throw error;
  } finally {
    folder.lookAgain();
  }
}

function make(folder: Folder, at: string, made: Set<string>): void {
  if (made.has(at)) return;
  if (folder.parent(at)) return folder.mustBeFolder(at);
  make(folder, path.posix.dirname(at), made);
  named(folder.nameOf(at), 'created', () => fs.mkdirSync(folder.at(at)));
  made.add(at);
}

/** As it was before anything changed. */
function restore(folder: Folder, staging: Staging, list: string, undo: string | undefined): void {
  ignore(() => undo ? fs.renameSync(staging.at(undo), folder.at(list)) : fs.unlinkSync(folder.at(list)));
}

function rename(folder: Folder, staging: Staging, file: string, name: string): void {
  staging.giveSign();
  folder.lookForFile(file);
  named(folder.nameOf(file), 'written', () => fs.renameSync(staging.at(name), folder.at(file)));
}

function deleteAll(folder: Folder, staging: Staging, removed: string[], files: Changes['files']): number {
  if (removed.length === 0) return 0;
  let deleted = 0;
  const kept = new Map([...files.keys()].map(file => [folded(file), file]));
  for (const file of removed) {
    staging.giveSign();
    const stats = folder.look(file);
    if (stats?.isFile() && !respell(folder, file, stats, kept.get(folded(file)))) {
      unlink(folder, file);
      deleted++;
    }
    removeEmpty(folder, path.posix.dirname(file));
  }
  return deleted;
}

/** Where `Api` and `api` are one file, it gets the new name. */
function respell(folder: Folder, file: string, stats: fs.Stats, kept: string | undefined): boolean {
  if (kept === undefined || folder.look(kept)?.ino !== stats.ino) return false;
  named(folder.nameOf(kept), 'written', () => fs.renameSync(folder.at(file), folder.at(kept)));
  return true;
}

function unlink(folder: Folder, file: string): void {
  named(folder.nameOf(file), 'removed', () => unless(['ENOENT'], () => fs.unlinkSync(folder.at(file))));
}

/** A folder that a removed file was in, and those above it. */
function removeEmpty(folder: Folder, of: string): void {
  for (let at = of; at !== '.'; at = path.posix.dirname(at)) {
    if (!folder.parent(at)?.isDirectory()) continue;
    try {
      fs.rmdirSync(folder.at(at));
      folder.lookAgain();
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'EBUSY', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
      named(folder.nameOf(at), 'removed', () => { throw error; });
    }
  }
}

function ignore(work: () => void): void {
  try {
    work();
  } catch {
    // An error of before is more important.
  }
}
