import * as fs from 'node:fs';
import * as path from 'node:path';
import { ChangedMeanwhile, codeOf, FileError, named, unless } from './file-error';
import { Folder } from './folder';
import { describeWorker, isWorker, Life, lifeOf, newWorker, retire } from './worker';

/** The folder that one program at a time has: its turn. Hidden, so that it is none of a chart's. */
const TURN = '.synth';

/** How long a program waits for its turn, and a program that cannot be seen may be silent. */
export const PATIENCE = { wait: 60_000, silence: 10_000, abandoned: 600_000, sign: 1_000 };

/**
 * Where files wait until they are renamed into place: a folder `.synth-<worker>` of the output folder, since a file can be
 * renamed within a file system only. Git sees none of it.
 *
 * Renamed to `.synth`, it is also the lock: a folder is not renamed onto one that has files. Names of workers are names of
 * files, and so whoever takes over, or gives back, does it with one rename that succeeds for one only.
 */
export class Staging {
  private readonly worker = newWorker();
  private name = `${TURN}-${this.worker}`;
  private files = 0;
  private sign = 0;

  constructor(private readonly folder: Folder) {
    folder.create();
    try {
      named(folder.nameOf('.'), 'written', () => {
        fs.mkdirSync(folder.at(this.name));
        fs.writeFileSync(this.at('.gitignore'), '*\n');
        fs.writeFileSync(this.at(this.worker), '');
      });
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Writes what is to be a file. @returns its name here */
  public stage(file: string, bytes: Buffer | string): string {
    const name = `${this.worker}.${this.files++}`;
    named(this.folder.nameOf(file), 'written', () => fs.writeFileSync(this.at(name), bytes, { flag: 'wx' }));
    return name;
  }

  /** Where a staged file is. */
  public at(name: string): string {
    return path.join(this.folder.at(this.name), name);
  }

  /** The number of the file system that it is on. */
  public get device(): number {
    return named(this.folder.nameOf('.'), 'read', () => fs.statSync(this.at('.')).dev);
  }

  /** Waits until no other program changes the folder. @throws if that takes too long */
  public takeTurn(): void {
    const start = performance.now();
    const seen = { signs: '', since: start };
    while (!this.tryTurn()) {
      const holder = holderOf(this.folder);
      if (holder === undefined) continue;
      const signs = `${holder} ${modified(this.folder.at(TURN))}`;
      const now = performance.now();
      if (signs !== seen.signs) Object.assign(seen, { signs, since: now });
      const life = holder === NOBODY ? Life.UNKNOWN : lifeOf(holder);
      if (life === Life.DEAD || (life === Life.UNKNOWN && now - seen.since > PATIENCE.silence)) {
        takeOver(this.folder, holder);
      } else if (now - start < PATIENCE.wait) {
        sleep(20);
      } else {
        throw new FileError(`${this.folder.nameOf('.')} is being changed by ${describeWorker(holder)}. `
          + 'Run the program again when that has ended; if it hangs, end it.');
      }
    }
    this.sign = performance.now();
  }

  /** Shows others now and then that this program lives. @throws if one of them believed that it does not */
  public giveSign(): void {
    const now = performance.now();
    if (now - this.sign < PATIENCE.sign) return;
    this.sign = now;
    if (!fs.existsSync(this.at(this.worker))) throw new ChangedMeanwhile(takenAway(this.folder));
    named(this.folder.nameOf('.'), 'written', () => fs.utimesSync(this.at('.'), new Date(), new Date()));
  }

  /** Removes it, and what still waits in it. What cannot be removed now is by the next run. */
  public close(): void {
    try {
      if (this.name === TURN) {
        const own = `${TURN}-${this.worker}`;
        if (fs.existsSync(this.at(this.worker))) fs.renameSync(this.folder.at(TURN), this.folder.at(own));
        this.name = own;
      }
      removeStaging(this.folder.at(this.name));
    } catch {
      // An error of before is more important.
    }
    retire(this.worker);
  }

  private tryTurn(): boolean {
    try {
      fs.renameSync(this.folder.at(this.name), this.folder.at(TURN));
      this.name = TURN;
      return true;
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (code === 'ENOENT') throw new ChangedMeanwhile(takenAway(this.folder));
      // Windows says EPERM or EACCES where others say that it is not empty, which it may be again by now.
      const isTaken = ['ENOTEMPTY', 'EEXIST'].includes(code)
        || (['EPERM', 'EACCES', 'ENOTDIR'].includes(code) && this.folder.look(TURN) !== undefined);
      if (!isTaken) return named(this.folder.nameOf('.'), 'written', () => { throw error; });
      return false;
    }
  }
}

/** Removes what programs have left that were killed. What another user has left must not keep this one from its work. */
export function sweep(folder: Folder): void {
  try {
    sweepAll(folder);
  } catch {
    // The next run tries again. Whose turn it is, is looked at again when this program needs it.
  }
}

function sweepAll(folder: Folder): void {
  for (const name of folder.names) {
    const worker = name.slice(TURN.length + 1);
    if (name === TURN) {
      const holder = folder.look(TURN)?.isDirectory() ? holderOf(folder) : undefined;
      if (holder !== undefined && isAbandoned(holder, folder.at(TURN))) takeOver(folder, holder);
    } else if (name === `${TURN}-${worker}` && isWorker(worker) && folder.look(name)?.isDirectory()) {
      if (isAbandoned(worker, folder.at(name))) removeStaging(folder.at(name));
    }
  }
}

function isAbandoned(worker: string, at: string): boolean {
  const life = worker === NOBODY ? Life.UNKNOWN : lifeOf(worker);
  return life === Life.DEAD || (life === Life.UNKNOWN && Date.now() - modified(at) > PATIENCE.abandoned);
}

/** Whose turn it is; undefined if it has ended by now. */
function holderOf(folder: Folder): string | undefined {
  const at = folder.at(TURN);
  if (!folder.look(TURN)) return undefined;
  const names = named(folder.nameOf(TURN), 'read', () => namesIn(at));
  if (names.some(name => name !== '.gitignore' && !isWorker(name.split('.')[0]))) {
    throw new FileError(`${folder.nameOf(TURN)} is not of a synth, which needs this name. Remove it.`);
  }
  if (names.length > 0) return names.find(isWorker) ?? NOBODY;
  unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => fs.rmdirSync(at));
  return undefined;
}

/** Somebody takes over at this moment, or has removed a part of the folder by hand. */
const NOBODY = '';

/** Of those who try, one finds the file of the dead one. */
function takeOver(folder: Folder, dead: string): void {
  const worker = newWorker();
  const at = folder.at(`${TURN}-${worker}`);
  try {
    unless(['ENOENT'], () => {
      if (dead !== NOBODY) fs.renameSync(path.join(folder.at(TURN), dead), path.join(folder.at(TURN), worker));
      fs.renameSync(folder.at(TURN), at);
      removeStaging(at);
    });
  } finally {
    retire(worker);
  }
}

/** Last what hides it from Git. Others may do the same at this moment. */
function removeStaging(at: string): void {
  const names = namesIn(at).filter(name => name !== '.gitignore');
  for (const name of [...names, '.gitignore']) unless(['ENOENT'], () => fs.unlinkSync(path.join(at, name)));
  unless(['ENOENT'], () => fs.rmdirSync(at));
}

function namesIn(at: string): string[] {
  try {
    return fs.readdirSync(at);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    if (codeOf(error) === 'ENOTDIR') throw new FileError(`${at} is no folder, which a synth needs. Remove it.`);
    throw error;
  }
}

function modified(at: string): number {
  return fs.statSync(at, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function takenAway(folder: Folder): string {
  return `${folder.nameOf('.')} has been taken over by another program, since this one gave no sign of life. Run it again.`;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
