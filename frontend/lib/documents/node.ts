/** Where something is written. Lines and columns are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A value of a document, and its place. */
export type Node = Scalar | List | Mapping;

export interface Scalar {
  readonly type: 'scalar';
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** As it is written; the same as the value if it is in quotes or in several lines. */
  readonly source: string;
  /** Whether it has neither quotes nor several lines, so that YAML decides what it is. */
  readonly plain: boolean;
}

export interface List {
  readonly type: 'list';
  readonly place: Place;
  readonly items: readonly Node[];
}

export interface Mapping {
  readonly type: 'mapping';
  readonly place: Place;
  /** By their names, in their order. */
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A name and its value. */
export interface Entry {
  readonly name: string;
  /** Of its name. */
  readonly place: Place;
  readonly value: Node;
}

/** The string of a property. */
export function textIn(node: Mapping, name: string): string | undefined {
  const value = node.entries.get(name)?.value;
  return value?.type === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}

export function isNull(node: Node): boolean {
  return node.type === 'scalar' && node.value === null;
}

/** A mapping in which nothing is. */
export function emptyAt(place: Place): Mapping {
  return { type: 'mapping', place, entries: new Map() };
}

/** What a node is, in words. */
export function sortOf(node: Node): string {
  if (node.type === 'list') return 'a list';
  if (node.type === 'mapping') return 'a mapping';
  if (node.value === null) return 'empty';
  return {
    string: 'a string', number: 'a number', boolean: 'true or false',
  }[typeof node.value as 'string' | 'number' | 'boolean'];
}

/** The same as plain values. */
export function plainOf(node: Node): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'list') return node.items.map(plainOf);
  return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, plainOf(value)]));
}
