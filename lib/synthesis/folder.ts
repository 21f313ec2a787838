import * as fs from 'node:fs';
import * as path from 'node:path';
import { FileError, named, unless } from './file-error';

/** By which a file is known again, unless somebody has replaced it or written to it. */
export interface Seen {
  readonly ino: number;
  readonly mtimeMs: number;
}

/** Reads a file itself, never where a link leads; does not wait for a pipe. */
// eslint-disable-next-line no-bitwise
const READ = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);

/**
 * The output folder. It may be a symbolic link itself; in it no link is followed, since files outside are not ours.
 * Node cannot open a file relative to an open folder, so a link that is put there within a millisecond is not seen.
 */
export class Folder {
  private real: string;
  private readonly folders = new Map<string, fs.Stats | undefined>();
  private made?: { readonly first: string; readonly last: string };

  /** @param outdir as the user calls it */
  constructor(private readonly outdir: string) {
    this.real = path.resolve(outdir);
    this.resolve();
  }

  /** Of all that is in it; nothing if it is not there. */
  public get names(): string[] {
    this.mustBeFolder('.');
    return this.isThere ? named(this.outdir, 'read', () => fs.readdirSync(this.real)) : [];
  }

  public get isThere(): boolean {
    return this.parent('.') !== undefined;
  }

  /** The same for all names of the same folder. */
  public get key(): string {
    return this.real;
  }

  public create(): void {
    if (this.isThere) return;
    const first = named(this.outdir, 'created', () => fs.mkdirSync(this.real, { recursive: true }));
    if (first !== undefined) this.made = { first, last: this.real };
    this.resolve();
    this.lookAgain();
  }

  /** Removes what `create` has made, if nothing has come into it. */
  public removeCreated(): void {
    if (!this.made) return;
    const { first, last } = this.made;
    try {
      for (let at = last; at.length >= first.length; at = path.dirname(at)) fs.rmdirSync(at);
    } catch {
      // Something is in it.
    }
  }

  public at(file: string): string {
    return path.join(this.real, file);
  }

  /** As the user knows it. */
  public nameOf(file: string): string {
    return path.join(this.outdir, file);
  }

  /** Forgets what was seen of the folders in it. */
  public lookAgain(): void {
    this.folders.clear();
  }

  /**
   * What is there: undefined if nothing is.
   *
   * @throws if it, or a folder that it should be in, is a link
   */
  public look(file: string): fs.Stats | undefined {
    return this.parent(path.posix.dirname(file))?.isDirectory() ? this.lstat(file) : undefined;
  }

  /** Like `look`, for what is to be a file. @throws if something else is in its place */
  public lookForFile(file: string): fs.Stats | undefined {
    this.mustBeFolder(path.posix.dirname(file));
    const stats = this.look(file);
    if (stats?.isDirectory()) throw new FileError(`${this.nameOf(file)} is a folder, but must be a file. Remove it.`);
    if (stats && !stats.isFile()) throw new FileError(`${this.nameOf(file)} is no ordinary file. Remove it.`);
    return stats;
  }

  /** Whether a file has these bytes, and then by what it is known again. */
  public has(file: string, bytes: Buffer): Seen | undefined {
    const stats = this.lookForFile(file);
    if (stats?.size !== bytes.length || !this.isStill(file, bytes)) return undefined;
    return { ino: stats.ino, mtimeMs: stats.mtimeMs };
  }

  /** Not if another synth has removed it since it was seen. */
  private isStill(file: string, bytes: Buffer): boolean {
    let same = false;
    named(this.nameOf(file), 'read', () => unless(['ENOENT'], () => { same = bytes.equals(this.bytesOf(file)); }));
    return same;
  }

  public read(file: string): Buffer {
    return named(this.nameOf(file), 'read', () => this.bytesOf(file));
  }

  private bytesOf(file: string): Buffer {
    return fs.readFileSync(this.at(file), { flag: READ as unknown as string });
  }

  /** What is known of the folder itself, or of one in it. */
  public parent(folder: string): fs.Stats | undefined {
    if (this.folders.has(folder)) return this.folders.get(folder);
    const above = folder === '.' ? undefined : this.parent(path.posix.dirname(folder));
    const stats = folder === '.' || above?.isDirectory() ? this.lstat(folder) : undefined;
    this.folders.set(folder, stats);
    return stats;
  }

  /** @throws if it is there, but no folder */
  public mustBeFolder(folder: string): void {
    let at = folder;
    while (at !== '.' && this.parent(at) === undefined) at = path.posix.dirname(at);
    const stats = this.parent(at);
    if (stats && !stats.isDirectory()) throw new FileError(`${this.nameOf(at)} is a file, but must be a folder. Remove it.`);
  }

  private lstat(file: string): fs.Stats | undefined {
    const stats = named(this.nameOf(file), 'looked at', () => fs.lstatSync(this.at(file), { throwIfNoEntry: false }));
    if (stats?.isSymbolicLink()) {
      if (file === '.') throw new FileError(`${this.outdir} is a symbolic link that leads nowhere. Remove it.`);
      throw new FileError(`${this.nameOf(file)} is a symbolic link, which a synth does not follow. `
        + 'Remove it; only the output folder itself may be one.');
    }
    return stats;
  }

  /** A folder that is not there yet has no real path. */
  private resolve(): void {
    if (fs.existsSync(this.real)) this.real = named(this.outdir, 'read', () => fs.realpathSync(this.real));
  }
}
