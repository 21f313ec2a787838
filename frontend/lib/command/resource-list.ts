import * as path from 'node:path';
import { stringify } from 'yaml';
import { asWritten } from './as-written';
import { GROUP } from '../app/sources';
import { Fault } from '../documents/fault';
import { Mapping, Node, textIn } from '../documents/node';
import { parse } from '../documents/parse';

/** What kustomize and kpt hand to a function. */
export interface ResourceList {
  /** Documents for this command: items, and the configuration of the function. */
  readonly own: readonly Mapping[];
  /** What is handed on. */
  readonly others: readonly Node[];
  readonly functionConfig?: Node;
}

const API_VERSIONS = ['config.kubernetes.io/v1', 'config.kubernetes.io/v1beta1', 'config.kubernetes.io/v1alpha1'];
const SOURCE = 'ResourceList';

/** In which file an item was, as kustomize and kpt say it. */
const PATHS = ['config.kubernetes.io/path', 'internal.config.kubernetes.io/path'];

/** Reads a list of resources; undefined if it is none. */
export function readResourceList(text: string, faults: Fault[]): ResourceList | undefined {
  const { documents: [list], faults: found } = parse(text, SOURCE);
  faults.push(...found);
  if (list?.type !== 'mapping' || textIn(list, 'kind') !== 'ResourceList' || !API_VERSIONS.includes(
    textIn(list, 'apiVersion') ?? '',
  )) return undefined;
  const items = list.entries.get('items')?.value;
  const functionConfig = list.entries.get('functionConfig')?.value;
  const all = items?.type === 'list' ? items.items : [];
  return {
    own: [...functionConfig && isOwn(functionConfig) ? [functionConfig] : [], ...all.filter(isOwn)].map(inItsFile),
    others: all.filter(item => !isOwn(item)),
    functionConfig,
  };
}

function isOwn(node: Node): node is Mapping {
  return node.type === 'mapping' && (textIn(node, 'apiVersion') ?? '').startsWith(`${GROUP}/`);
}

/** Its places are in the file that it comes from; lines are those of the list, which are nobody's. */
function inItsFile(node: Mapping): Mapping {
  const metadata = node.entries.get('metadata')?.value;
  const annotations = metadata?.type === 'mapping' ? metadata.entries.get('annotations')?.value : undefined;
  const file = annotations?.type === 'mapping'
    ? PATHS.map(name => textIn(annotations, name)).find(each => each !== undefined && isInside(each))
    : undefined;
  return file === undefined ? node : withFile(node, file) as Mapping;
}

/** Beside its file a document finds its platform: another one than the author of the annotation may choose. */
function isInside(file: string): boolean {
  return !path.isAbsolute(file) && path.normalize(file).split(path.sep)[0] !== '..';
}

function withFile(node: Node, file: string): Node {
  const place = { ...node.place, file };
  if (node.type === 'scalar') return { ...node, place };
  if (node.type === 'list') return { ...node, place, items: node.items.map(item => withFile(item, file)) };
  return {
    ...node,
    place,
    entries: new Map(
      [...node.entries].map(
        ([name, entry]) => [name, { ...entry, place: { ...entry.place, file }, value: withFile(entry.value, file) }],
      ),
    ),
  };
}

/** The answer: what was handed on, and the documents of the manifests as they are. */
export function writeResourceList(
  { others, functionConfig }: ResourceList, manifests: readonly string[], problems: readonly string[],
): string {
  const items = [...others.map(asWritten), ...manifests];
  return [
    'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n',
    items.length === 0 ? 'items: []\n' : `items:\n${items.map(listed).join('')}`,
    functionConfig === undefined ? '' : `functionConfig:\n${indented(asWritten(functionConfig))}`,
    problems.length === 0 ? '' : textOf({ results: problems.map(message => ({ message, severity: 'error' })) }),
  ].join('');
}

/** Readers of YAML 1.1 must see the same strings. */
function textOf(value: unknown): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}

function listed(text: string): string {
  return `-${indented(text).slice(1)}`;
}

function indented(text: string): string {
  // A ^ of the flag m would also stand after other line breaks, within a text.
  return text.replace(/(^|\n)(?=[^\n])/g, '$1  ');
}
