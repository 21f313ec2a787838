import * as fs from 'node:fs';
import * as path from 'node:path';

/** The real module, whose functions all others call. */
const node: Record<string, any> = jest.requireActual('node:fs');

const OPERATIONS = [
  'accessSync', 'existsSync', 'lstatSync', 'mkdirSync', 'readdirSync', 'readFileSync', 'realpathSync', 'renameSync', 'rmdirSync',
  'statSync', 'unlinkSync', 'utimesSync', 'writeFileSync',
];
/** Of which a full disk makes an error. */
const WRITING = ['mkdirSync', 'renameSync', 'writeFileSync'];

/** The process ends, also for what would clean up. */
export class Killed extends Error {}

export interface Fault {
  /** Which operation on a folder, from 1 on. */
  readonly at: number;
  /** The error of it; without one the process is killed there. */
  readonly code?: string;
  /** Whether all further operations that write fail, too. */
  readonly forever?: boolean;
  /** Whether half of a file is written before. */
  readonly half?: boolean;
}

/** No process has such a number: Linux counts to 2^22. */
let deadProcess = 2 ** 22;

/** Does something with a folder, in which something goes wrong. @returns the number of operations; the error, if any */
export function withFault(
  folder: string, fault: Fault, work: () => void,
): { readonly operations: number; readonly error?: Error } {
  let operations = 0;
  let dead = false;
  const real = new Map(OPERATIONS.map(name => [name, node[name]]));
  const { pid } = process;
  for (const [name, operation] of real) {
    node[name] = (at: string, ...rest: any[]) => {
      if (!`${at}`.startsWith(folder)) return operation(at, ...rest);
      if (dead) throw new Killed();
      operations++;
      const broken = operations === fault.at || (fault.forever && operations > fault.at && WRITING.includes(name));
      if (!broken) return operation(at, ...rest);
      // What does not write does not notice a full disk.
      if (fault.code === 'ENOSPC' && !WRITING.includes(name)) return operation(at, ...rest);
      if (fault.half && name === 'writeFileSync') operation(at, rest[0].slice(0, rest[0].length / 2), ...rest.slice(1));
      if (fault.code === undefined) {
        dead = true;
        throw new Killed();
      }
      if (name === 'existsSync') return false;
      throw Object.assign(new Error(`${fault.code}: injected, ${name} '${at}'`), { code: fault.code, path: at });
    };
  }
  // What is left must look as if another process had left it, unless this one only fails.
  if (fault.code === undefined) Object.defineProperty(process, 'pid', { value: ++deadProcess, configurable: true });
  try {
    work();
    return { operations };
  } catch (error) {
    return { operations, error: error as Error };
  } finally {
    for (const [name, operation] of real) node[name] = operation;
    Object.defineProperty(process, 'pid', { value: pid, configurable: true });
  }
}

/** Everything in a folder: folders, what links lead to, bytes. */
export function snapshot(folder: string): Record<string, string> {
  if (!fs.existsSync(folder)) return {};
  return Object.fromEntries(fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort().map(file => {
    const at = path.join(folder, file);
    const stats = fs.lstatSync(at);
    if (stats.isSymbolicLink()) return [file, `-> ${fs.readlinkSync(at)}`];
    return [file, stats.isDirectory() ? '(folder)' : fs.readFileSync(at, 'utf8')];
  }));
}
