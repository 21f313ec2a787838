import { applyChanges } from './changes';
import { ChangedMeanwhile, FileError, named } from './file-error';
import { Folder, Seen } from './folder';
import { Inventory, ListChanges } from './inventory';
import { Staging, sweep } from './staging';
import { unsaidReplicas } from './unsaid-replicas';
import { Finding } from '../validation/finding';

/** What a synth has done to a folder. */
export interface Written {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** What the changes do where they are applied, as far as nobody would expect it. */
  readonly warnings?: Finding[];
}

/** Which files of others must not be touched, if any; by what the program knows which files are its own. */
export interface Owner {
  readonly inventory: Inventory;
  /** Whether the output has all files of the program. */
  readonly complete: boolean;
  /** @throws if one of these files must not be changed */
  spare(changed: Iterable<string>): void;
}

/**
 * Changes to a folder that are made together: files that differ wait in a staging folder until all are there,
 * and are renamed into place one by one while no other program changes the folder.
 */
export class Output {
  private readonly folder: Folder;
  /** By what those that were right already are known again. */
  private readonly files = new Map<string, Seen | undefined>();
  private readonly staged = new Map<string, string>();
  private readonly obsolete = new Set<string>();
  private readonly warnings: Finding[] = [];
  private staging?: Staging;

  constructor(folder: Folder | string) {
    this.folder = typeof folder === 'string' ? new Folder(folder) : folder;
  }

  /** The files of the output. */
  public get paths(): Iterable<string> {
    return this.files.keys();
  }

  /** Adds a file with this text. */
  public put(file: string, text: string): void {
    if (typeof text !== 'string') throw new FileError(`${this.folder.nameOf(file)} has no text, but ${typeof text}.`);
    const bytes = Buffer.from(text);
    const seen = this.folder.has(file, bytes);
    this.files.set(file, seen);
    if (seen) return;
    this.warnings.push(...this.warningsOf(file, text));
    this.staging ??= new Staging(this.folder);
    this.staged.set(file, this.staging.stage(file, bytes));
  }

  private warningsOf(file: string, text: string): Finding[] {
    try {
      return this.folder.look(file)?.isFile() ? unsaidReplicas(this.folder.read(file).toString(), text) : [];
    } catch {
      // Whoever may not read it may still replace it.
      return [];
    }
  }

  /** Removes a file, unless it is also put. */
  public remove(file: string): void {
    this.obsolete.add(file);
  }

  /** Makes the changes. @throws ChangedMeanwhile if another program was faster */
  public commit(owner?: Owner): Written {
    sweep(this.folder);
    if (this.differs(owner) === undefined) return this.written(0);
    this.staging ??= new Staging(this.folder);
    const { staging } = this;
    named(this.folder.nameOf('.'), 'changed', () => staging.takeTurn());
    this.folder.lookAgain();
    this.mustBeAsSeen();
    const { list, removed } = this.differs(owner) ?? { removed: [] };
    owner?.spare([...this.staged.keys(), ...removed]);
    return this.written(applyChanges(this.folder, staging, { staged: this.staged, removed, list, files: this.files }));
  }

  /** Discards what was not committed, and gives the folder back. */
  public close(): void {
    this.staging?.close();
    if (this.staging) this.folder.removeCreated();
  }

  /** What is to be done; undefined if nothing is. */
  private differs(owner?: Owner): { readonly list?: ListChanges; readonly removed: string[] } | undefined {
    const list = owner?.inventory.changes([...this.files.keys()], owner.complete);
    const removed = [...new Set([...this.obsolete, ...list?.obsolete ?? []])].filter(file => !this.files.has(file));
    const present = removed.filter(file => this.folder.look(file)?.isFile());
    // What is gone may have left the folder that it was in.
    if (this.staged.size === 0 && present.length === 0 && list?.before === list?.after) return undefined;
    return { list, removed };
  }

  private mustBeAsSeen(): void {
    for (const [file, seen] of this.files) {
      if (!seen) continue;
      const stats = this.folder.look(file);
      if (stats?.ino !== seen.ino || stats.mtimeMs !== seen.mtimeMs) {
        throw new ChangedMeanwhile(`${this.folder.nameOf(file)} was changed while it was compared. Run the program again.`);
      }
    }
  }

  private written(removed: number): Written {
    const written = this.staged.size;
    const { warnings } = this;
    return { written, unchanged: this.files.size - written, removed, ...(warnings.length > 0 && { warnings }) };
  }
}

/** `dist: 3 files written, 1 removed, 997 unchanged`. */
export function describeOutput(folder: string, { written, removed, unchanged }: Written): string {
  const total = written + unchanged;
  if (folder === '') folder = '.';
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
