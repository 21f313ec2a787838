import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { Project } from '../app/project';

/** Whoever has more files waits for his app each time. */
const MOST_FILES = 5000;
/** What an app reads outside of its folder may have changed by then. */
const OLDEST_MS = 600_000;

/**
 * An answer about a project, kept in the user's cache for as long as nothing in its folder changes: a shell asks for it at each
 * TAB, and running the app takes seconds.
 */
export async function whileUnchanged<T>(
  project: Project, name: string, env: NodeJS.ProcessEnv, find: () => Promise<T>,
): Promise<T> {
  const state = stateOf(project);
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-pinterest');
  const file = join(folder, `${createHash('sha256').update(JSON.stringify([project.directory, name])).digest('hex')}.json`);
  const kept = state === undefined || !isOwn(folder) ? undefined : readKept<T>(file);
  const age = Date.now() - (kept?.time ?? 0);
  if (kept !== undefined && kept.state === state && age >= 0 && age < OLDEST_MS) return kept.value;
  const value = await find();
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (state !== undefined && isOwn(folder)) writeWhole(file, JSON.stringify({ state, time: Date.now(), value }));
  } catch {
    // Without a cache it takes longer.
  }
  return value;
}

/** Whether nobody else can write there: a cache may be in a folder that is everybody's, such as /tmp. */
function isOwn(folder: string): boolean {
  try {
    const stats = lstatSync(folder);
    // The last two digits, in octal: those of the group and of others. Windows has no such rights.
    const isWritten = /[2367]/.test(stats.mode.toString(8).slice(-2));
    return stats.isDirectory() && (!process.getuid || (stats.uid === process.getuid() && !isWritten));
  } catch {
    return false;
  }
}

/** Another shell may read it meanwhile: it finds the former file, or this one. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
  renameSync(unfinished, file);
}

interface Kept<T> {
  readonly state: string;
  readonly time: number;
  readonly value: T;
}

function readKept<T>(file: string): Kept<T> | undefined {
  try {
    // Of a pipe nobody knows when it ends.
    if (!lstatSync(file).isFile()) return undefined;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept<T> | null;
    return typeof kept?.time === 'number' && 'value' in kept ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Changes with any file of a project that it does not write itself; undefined if there are too many. */
function stateOf({ directory, output = 'dist' }: Project): string | undefined {
  const written = resolve(directory, output);
  let [files, newest] = [0, 0];
  const isSmall = (folder: string): boolean => readdirSync(folder, { withFileTypes: true }).every(entry => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || path === written) return true;
    if (entry.isDirectory()) return isSmall(path);
    if (!entry.isFile()) return true;
    newest = Math.max(newest, statSync(path).mtimeMs);
    return ++files <= MOST_FILES;
  });
  try {
    return isSmall(directory) ? `${files} ${newest}` : undefined;
  } catch {
    return undefined;
  }
}
