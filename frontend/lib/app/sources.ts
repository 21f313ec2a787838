import * as fs from 'node:fs';
import * as path from 'node:path';
import { decode, Decoded } from './decode';
import { distance } from '../documents/suggest';

export const GROUP = 'platform.pinterest.com';
export const API_VERSION = `${GROUP}/v1`;

/** What was given to read, or why not. */
export interface Source {
  /** All that it has, each time anew: a folder may have more than fits into memory. */
  readonly read: () => Decoded;
  /** As faults name it. */
  readonly name: string;
  /** Whether it was found in a folder, where there are other YAML files, too. */
  readonly found: boolean;
  /** Whether its name is nearly that of a YAML file, or of JSON, which is YAML too: it is not read. */
  readonly misnamed?: boolean;
}

/** What cannot be read at all. */
export class Unreadable extends Error {}

/** No document of Kubernetes is larger; a file of a thousand workloads is smaller. */
const LARGEST_FILE = 10 * 1024 * 1024;

const CHUNK = 64 * 1024;

/** The YAML files of folders, in the order of their names, and files. */
export function sourcesOf(paths: readonly string[], outdir: string): Source[] {
  return paths.flatMap(each => {
    const stat = statOf(each);
    return stat.isDirectory()
      ? filesBelow(each, path.resolve(outdir)).map(file => readSource(file, true))
      : [readSource(each, false)];
  });
}

function statOf(file: string): fs.Stats {
  try {
    return fs.statSync(file);
  } catch {
    throw new Unreadable(`There is no file or folder ${file}. Name one that there is, such as "." for this folder.`);
  }
}

function filesBelow(folder: string, outdir: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
  return entries.flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || path.resolve(file) === outdir) return [];
    // A link may lead out of the project, or round in a circle.
    if (entry.isDirectory()) return filesBelow(file, outdir);
    return entry.isFile() && (isYaml(file) || isMisnamed(file)) ? [file] : [];
  });
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/i.test(file);
}

function isMisnamed(file: string): boolean {
  const extension = path.extname(file).slice(1).toLowerCase();
  if (isYaml(file) || extension === '' || fs.statSync(file).size > LARGEST_FILE) return false;
  return extension === 'json' || distance('yaml', extension) <= 2 || distance('yml', extension) <= 1;
}

function readSource(file: string, found: boolean): Source {
  const { size } = statOf(file);
  if (size > LARGEST_FILE) throw new Unreadable(`${file} has ${size} bytes: more than ${LARGEST_FILE} are not read.`);
  // The command may leave the folder before it is read.
  const whole = path.resolve(file);
  return { name: file, found, misnamed: found && isMisnamed(file), read: () => decode(bytesOf(whole, file)) };
}

/** Of a device or a pipe nobody knows beforehand how much comes. */
function bytesOf(whole: string, file: string): Buffer {
  const opened = fs.openSync(whole, 'r');
  try {
    const chunks: Buffer[] = [];
    for (let read = 0; ;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const more = fs.readSync(opened, chunk);
      if (more === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, more));
      read += more;
      if (read > LARGEST_FILE) throw new Unreadable(`${file} has more than ${LARGEST_FILE} bytes: they are not read.`);
    }
  } finally {
    fs.closeSync(opened);
  }
}
