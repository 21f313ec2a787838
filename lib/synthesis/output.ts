import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a synth has done to a folder. */
export interface Written {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** Changes to a folder that are made all at once: files that differ wait in a staging folder, and are renamed into place. */
export class Output {
  private readonly files = new Set<string>();
  private readonly staged = new Map<string, string>();
  private readonly obsolete = new Set<string>();
  private staging?: string;

  constructor(private readonly folder: string) {}

  /** Whether a file belongs to the output. */
  public has(file: string): boolean {
    return this.files.has(file);
  }

  /** The files of the output. */
  public get paths(): Iterable<string> {
    return this.files;
  }

  /** Adds a file with this text. */
  public put(file: string, text: string): void {
    this.files.add(file);
    const bytes = Buffer.from(text);
    if (this.contains(file, bytes)) return;
    this.staging ??= this.createStaging();
    const waiting = path.join(this.staging, `${this.staged.size}`);
    fs.writeFileSync(waiting, bytes);
    this.staged.set(file, waiting);
  }

  /** Removes a file, unless it is also put. */
  public remove(file: string): void {
    this.obsolete.add(file);
  }

  /** Makes the changes. */
  public commit(): Written {
    // What can fail comes first, so that nothing has changed if it does.
    for (const folder of new Set([...this.staged.keys()].map(file => path.dirname(this.at(file))))) {
      fs.mkdirSync(folder, { recursive: true });
    }
    for (const [file, waiting] of this.staged) fs.renameSync(waiting, this.at(file));
    const removed = [...this.obsolete].filter(file => !this.files.has(file) && this.isFile(file));
    for (const file of removed) this.delete(file);
    const written = [...this.staged.keys()].filter(isVisible).length;
    return { written, unchanged: [...this.files].filter(isVisible).length - written, removed: removed.filter(isVisible).length };
  }

  /** Discards what was not committed. */
  public close(): void {
    if (this.staging) fs.rmSync(this.staging, { recursive: true, force: true });
  }

  private contains(file: string, bytes: Buffer): boolean {
    const existing = fs.statSync(this.at(file), { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Error(`${this.at(file)} is a folder, but must be a file. Remove it.`);
    return existing?.size === bytes.length && bytes.equals(fs.readFileSync(this.at(file)));
  }

  private isFile(file: string): boolean {
    return fs.existsSync(this.at(file)) && fs.statSync(this.at(file)).isFile();
  }

  private createStaging(): string {
    fs.mkdirSync(this.folder, { recursive: true });
    return fs.mkdtempSync(path.join(this.folder, '.synth-'));
  }

  /** And the folders that it leaves empty. */
  private delete(file: string): void {
    fs.rmSync(this.at(file));
    for (
      let folder = path.dirname(file);
      folder !== '.' && fs.readdirSync(this.at(folder)).length === 0;
      folder = path.dirname(folder)
    ) {
      fs.rmdirSync(this.at(folder));
    }
  }

  private at(file: string): string {
    return path.join(this.folder, file);
  }
}

function isVisible(file: string): boolean {
  return !path.basename(file).startsWith('.');
}

/** `dist: 3 files written, 1 removed, 997 unchanged`. */
export function describeOutput(folder: string, { written, removed, unchanged }: Written): string {
  const total = written + unchanged;
  if (written + removed === 0) return `${folder}: unchanged, ${count(total)}`;
  return `${folder}: ${[
    `${count(written)} written`,
    ...(removed > 0 ? [`${removed} removed`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
  ].join(', ')}`;
}

function count(files: number): string {
  return `${files} ${files === 1 ? 'file' : 'files'}`;
}
