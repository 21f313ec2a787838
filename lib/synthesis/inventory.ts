import * as path from 'node:path';
import { isPlainName } from './file-name';
import { Folder } from './folder';
import { shortHash } from '../resources/names';

/** Without the list, files that an app no longer writes would stay in the folder, and be deployed forever. */
const HEADER = '# The files that one program wrote here. It removes those that it no longer writes, and no others.\n';

const LIST = '.files-of-';

/** Of Linux, in bytes. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4096;

/** What becomes of the list of a program, and of the files that only it names. */
export interface ListChanges {
  /** Its file. */
  readonly list: string;
  /** As it is; undefined if there is none. */
  readonly before?: string;
  /** While files change: all that there were and will be, so that a killed run leaves none that is in no list. */
  readonly during?: string;
  /** When that is done; undefined if nothing is left to be listed. */
  readonly after?: string;
  /** Files to remove. */
  readonly obsolete: string[];
}

/** Remembers which files of a folder a program wrote, from one synth to the next. */
export class Inventory {
  private readonly list: string;

  /** @param name the program's name; without one it is derived from the path of its script, or from the folder it is run in */
  constructor(private readonly folder: Folder, outdir: string, name?: string) {
    this.list = `${LIST}${name ?? programName(outdir)}`;
  }

  /** What becomes of the list if these files are written. Unless they are complete, nothing else is removed. */
  public changes(files: readonly string[], complete: boolean): ListChanges {
    const lists = this.folder.names.filter(file => file.startsWith(LIST));
    const before = lists.includes(this.list) ? this.read(this.list) : undefined;
    const listed = this.pathsOf(before ?? '');
    // A chart may have moved to another program.
    const others = new Set(lists.filter(list => list !== this.list).flatMap(list => this.pathsOf(this.read(list))));
    const both = new Set([...listed, ...files]);
    const after = new Set(complete ? files : both);
    return {
      list: this.list,
      before,
      during: both.size > new Set(listed).size ? textOf(both) : undefined,
      after: after.size > 0 ? textOf(after) : undefined,
      obsolete: listed.filter(file => !after.has(file) && !others.has(file)),
    };
  }

  /** Ignores what no synth can have written: paths outside the folder, hidden files, names that no file system has. */
  private pathsOf(text: string): string[] {
    const lines = text.split(/\r?\n/).filter(line => line !== '' && line.length < LONGEST_PATH && !line.startsWith('#'));
    return lines.map(line => path.posix.normalize(line)).filter(file => (
      file.split('/').every(part => isPlainName(part) && Buffer.byteLength(part) <= LONGEST_NAME)
        && Buffer.byteLength(this.folder.at(file)) < LONGEST_PATH
    ));
  }

  private read(list: string): string {
    return this.folder.lookForFile(list) ? this.folder.read(list).toString() : '';
  }
}

function textOf(files: Set<string>): string {
  return HEADER + [...files].sort().map(file => `${file.startsWith('#') ? './' : ''}${file}\n`).join('');
}

/** From the script's path relative to the folder, so that it is the same in each checkout. */
function programName(folder: string): string {
  const script = process.argv[1] ?? 'program';
  // jsii runs its own script, for a program in Python, Java or Go, which is in another temporary folder each time.
  const place = process.env.JSII_AGENT === undefined ? script : process.cwd();
  const where = path.relative(folder, place).split(path.sep).join('/');
  return `${path.parse(script).name}-${shortHash(where)}`;
}
