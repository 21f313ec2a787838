import * as path from 'node:path';
import { Decoded } from './decode';
import { nameIn } from './document';
import { APP, CHART } from './kinds';
import { API_VERSION, GROUP, Source } from './sources';
import { Fault } from '../documents/fault';
import { isNull, Mapping, Node, Place, textIn } from '../documents/node';
import { parse } from '../documents/parse';
import { distance } from '../documents/suggest';
import { MODEL } from '../model/model';

/*
 * Other YAML may lie in a folder, and is left alone. But a mistake must not make a workload vanish: what looks like ours is, even
 * if apiVersion and kind are misspelt, and so is a file that cannot be read, unless it is a template.
 */

const KINDS = [APP, CHART, ...Object.keys(MODEL.kinds)].map(kind => kind.toLowerCase());

/** Nobody mistypes more letters. */
const MOST_TYPOS = 4;

/** In a file that is not read. */
const HAS_OURS = /^[ \t{-]*["']?apiVersion["']?:\s*["']?platform\.pinterest\.com\//m;

const LOOKS_LIKE_OURS = /pinterest/i;

/** What Helm and others make YAML of. */
const TEMPLATE = /\{\{|\{%|<%/;

/** Others' YAML of this size is data, or definitions of custom resources. */
const LARGE = 1024 * 1024;

/** The documents of the sources that are for this command. */
export function documentsOf(sources: readonly Source[], faults: Fault[]): Mapping[] {
  return sources.flatMap(source => documentsIn(source, faults));
}

function documentsIn({ name, found, misnamed, read }: Source, faults: Fault[]): Mapping[] {
  const { text, instead } = read();
  if (misnamed) {
    if (HAS_OURS.test(text)) faults.push(nameFault(name));
    return [];
  }
  const isLikeOurs = !found || LOOKS_LIKE_OURS.test(text);
  if (!isLikeOurs && text.length > LARGE) return [];
  if (instead) {
    faults.push(encodingFault(instead, endOf(text, name, instead)));
    return [];
  }
  const parsed = parse(text, name);
  if (!isLikeOurs && TEMPLATE.test(text) && parsed.faults.length > 0) return [];
  const own = parsed.documents.flatMap(node => ownDocument(node, found, faults));
  // Another reader may take what this one does not, such as a merge key.
  if (isLikeOurs || parsed.documents.length === 0) faults.push(...parsed.faults);
  return own;
}

function encodingFault(instead: string, place: Place): Fault {
  return { place, field: 'YAML', rule: `must be UTF-8, and is ${instead}`, fix: 'Save the file as UTF-8.' };
}

function nameFault(file: string): Fault {
  const name = path.basename(file);
  const right = `${name.slice(0, -path.extname(name).length)}.yaml`;
  return {
    place: { file, line: 1, column: 1 },
    field: 'file',
    value: name,
    rule: 'has documents of this kind, and is not read, since its name does not end in .yaml or .yml',
    fix: `Rename it to ${right}.`,
  };
}

/** Where the first wrong byte is; all of UTF-16 is wrong. */
function endOf(text: string, file: string, instead: Decoded['instead']): Place {
  const lines = instead === 'UTF-16' ? [''] : text.split('\n');
  return { file, line: lines.length, column: lines.at(-1)!.length + 1 };
}

function ownDocument(node: Node, found: boolean, faults: Fault[]): Mapping[] {
  if (isNull(node)) return [];
  if (node.type !== 'mapping') {
    if (!found || isMeant(node)) {
      faults.push({
        place: node.place,
        field: 'document',
        rule: 'must have apiVersion, kind, metadata and spec',
        fix: `Begin with apiVersion: ${API_VERSION}.`,
      });
    }
    return [];
  }
  const apiVersion = textIn(node, 'apiVersion');
  if (apiVersion === API_VERSION) return [node];
  if (!found || isMeant(node)) {
    const entry = node.entries.get('apiVersion');
    faults.push({
      place: entry?.value.place ?? node.place,
      field: 'apiVersion',
      value: apiVersion,
      rule: `must be ${API_VERSION}`,
      fix: `Write apiVersion: ${API_VERSION}.`,
      leftOut: nameIn(node),
    });
  } else {
    refuseListed(node, faults);
  }
  return [];
}

/** Whether a document is one of ours with mistakes: one of its values is our apiVersion or a kind of ours, or nearly so. */
function isMeant(node: Node): boolean {
  if (node.type === 'list') return node.items.some(item => item.type === 'mapping' && isMeant(item));
  if (node.type === 'scalar') return typeof node.value === 'string' && /pinterest\.com\/v|kind\W+pinterest/i.test(node.value);
  return [...node.entries.values()].some(({ name, value }) => (
    value.type === 'scalar' && (isGroup(value.source) || (distance(name.toLowerCase(), 'kind') < 3 && isKind(value.source)))
  ));
}

function isGroup(text: string): boolean {
  const [group, version] = text.toLowerCase().split('/');
  return text.toLowerCase().includes('platform.pinterest') || (version !== undefined && distance(group, GROUP) <= MOST_TYPOS);
}

function isKind(text: string): boolean {
  const given = text.toLowerCase();
  return /^pinterest[a-z]/.test(given) || KINDS.some(kind => distance(kind, given) <= MOST_TYPOS);
}

/** kubectl takes a List apart. Here one would be left out as a document of others. */
function refuseListed({ entries }: Mapping, faults: Fault[]): void {
  const items = entries.get('items')?.value;
  for (const item of items?.type === 'list' ? items.items : []) {
    if (item.type !== 'mapping' || !isMeant(item)) continue;
    faults.push({
      place: item.place,
      field: 'items',
      rule: 'must not have documents of this kind',
      fix: 'Write each as a document of its own, after ---.',
    });
  }
}
