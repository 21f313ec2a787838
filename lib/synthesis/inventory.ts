import * as fs from 'node:fs';
import * as path from 'node:path';
import { Output } from './output';
import { shortHash } from '../resources/names';

/** Without the list, files that an app no longer writes would stay in the folder, and be deployed forever. */
const HEADER = '# The files that one program wrote here. It removes those that it no longer writes, and no others.\n';

const LIST = '.files-of-';

/** Remembers which files of a folder a program wrote, from one synth to the next. */
export class Inventory {
  private readonly list: string;

  /** @param name the program's name; without one it is derived from the path of its script, or from the folder it is run in */
  constructor(private readonly folder: string, name?: string) {
    this.list = `${LIST}${name ?? programName(folder)}`;
  }

  /** Lets a complete output remove the files that the last synth wrote and this one does not. */
  public update(output: Output, complete: boolean): void {
    const lists = fs.existsSync(this.folder) ? fs.readdirSync(this.folder).filter(file => file.startsWith(LIST)) : [];
    const before = lists.includes(this.list) ? this.read(this.list) : [];
    // A chart may have moved to another program.
    const others = new Set(lists.filter(list => list !== this.list).flatMap(list => this.read(list)));
    if (complete) [...before.filter(file => !others.has(file)), this.list].forEach(file => output.remove(file));
    const files = new Set([...output.paths, ...(complete ? [] : before)]);
    if (files.size > 0) output.put(this.list, HEADER + [...files].sort().map(file => `${file}\n`).join(''));
  }

  /** Ignores paths outside the folder, whatever the list contains. */
  private read(list: string): string[] {
    const lines = fs.readFileSync(path.join(this.folder, list), 'utf8').split(/\r?\n/)
      .filter(line => line !== '' && !line.startsWith('#'));
    return lines.map(line => path.posix.normalize(line)).filter(isInside);
  }
}

/** Whether a path stays in the folder from which it starts. */
function isInside(file: string): boolean {
  return !path.isAbsolute(file) && !path.normalize(file).startsWith('..');
}

/** From the script's path relative to the folder, so that it is the same in each checkout. */
function programName(folder: string): string {
  const script = process.argv[1] ?? 'program';
  // jsii runs its own script, for a program in Python, Java or Go, which is in another temporary folder each time.
  const place = process.env.JSII_AGENT === undefined ? script : process.cwd();
  const where = path.relative(folder, place).split(path.sep).join('/');
  return `${path.parse(script).name}-${shortHash(where)}`;
}
