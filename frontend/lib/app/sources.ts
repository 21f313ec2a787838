import * as fs from 'node:fs';
import * as path from 'node:path';
import { Fault } from '../documents/fault';
import { isNull, Mapping, Node } from '../documents/node';
import { parse } from '../documents/parse';

export const GROUP = 'platform.pinterest.com';
export const API_VERSION = `${GROUP}/v1`;

/** What was given to read, or why not. */
export interface Source {
  /** As faults name it. */
  readonly name: string;
  readonly text: string;
  /** Whether it was found in a folder, where there are other YAML files, too. */
  readonly found: boolean;
}

/** What cannot be read at all. */
export class Unreadable extends Error {}

/** No document of Kubernetes is larger; a file of a thousand workloads is smaller. */
const LARGEST_FILE = 10 * 1024 * 1024;

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
    throw new Unreadable(`There is no file or folder ${file}.`);
  }
}

function filesBelow(folder: string, outdir: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
  return entries.flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.name.startsWith('.') || entry.name === 'node_modules' || path.resolve(file) === outdir) return [];
    // A link may lead out of the project, or round in a circle.
    if (entry.isDirectory()) return filesBelow(file, outdir);
    return entry.isFile() && /\.ya?ml$/.test(entry.name) ? [file] : [];
  });
}

function readSource(file: string, found: boolean): Source {
  const { size } = statOf(file);
  if (size > LARGEST_FILE) throw new Unreadable(`${file} has ${size} bytes: more than ${LARGEST_FILE} are not read.`);
  return { name: file, text: fs.readFileSync(file, 'utf8'), found };
}

/** Whose documents may be ours. */
const OURS = /platform\.pinterest\.com|kind:\s*["']?Pinterest/;

/** The documents of the sources that are for this command. */
export function documentsOf(sources: readonly Source[], faults: Fault[]): Mapping[] {
  return sources.flatMap(({ name, text, found }) => {
    if (found && !OURS.test(text)) return [];
    const parsed = parse(text, name);
    faults.push(...parsed.faults);
    return parsed.documents.flatMap(node => ownDocument(node, found, faults));
  });
}

function ownDocument(node: Node, found: boolean, faults: Fault[]): Mapping[] {
  if (isNull(node)) return [];
  if (node.type !== 'mapping') {
    faults.push({
      place: node.place,
      field: 'document',
      rule: 'must have apiVersion, kind, metadata and spec',
      fix: `Begin with apiVersion: ${API_VERSION}.`,
    });
    return [];
  }
  const [apiVersion, kind] = [textIn(node, 'apiVersion'), textIn(node, 'kind')];
  if (apiVersion === API_VERSION) return [node];
  // Kubernetes' own documents may lie in the same folder.
  const isMeant = apiVersion?.startsWith(GROUP) || kind?.startsWith('Pinterest') || !found;
  if (isMeant) {
    const entry = node.entries.get('apiVersion');
    faults.push({
      place: entry?.value.place ?? node.place,
      field: 'apiVersion',
      value: apiVersion,
      rule: `must be ${API_VERSION}`,
      fix: `Write apiVersion: ${API_VERSION}.`,
    });
  }
  return [];
}

/** The string of a property. */
export function textIn(node: Mapping, name: string): string | undefined {
  const value = node.entries.get(name)?.value;
  return value?.type === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
