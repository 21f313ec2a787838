import { mergedBy } from '../fields/merge-keys';
import { isItem, item, Path } from '../fields/path';
import { isFields } from '../fields/values';

/** Some fields of an object, by their steps. One without any below it is meant as a whole. */
export type FieldSet = ReadonlyMap<string, FieldSet>;

/** The fields that a manager has written, as the server keeps them: `{"f:spec": {"f:replicas": {}}}`. */
export function managedSet(fieldsV1: unknown): FieldSet {
  if (!isFields(fieldsV1)) return new Map();
  return new Map(Object.entries(fieldsV1).flatMap(([step, below]) => {
    const name = stepOf(step);
    return name === undefined ? [] : [[name, managedSet(below)] as const];
  }));
}

/** All fields that a document states. */
export function statedSet(value: unknown, path: Path = []): FieldSet {
  if (isFields(value)) {
    return new Map(Object.entries(value).map(([name, field]) => [name, statedSet(field, [...path, name])] as const));
  }
  const keyOf = Array.isArray(value) ? mergedBy(path, value) : undefined;
  if (keyOf === undefined) return new Map();
  return new Map((value as unknown[]).map(each => [item(keyOf(each)), statedSet(each, [...path, item(keyOf(each))])] as const));
}

export function union(sets: readonly FieldSet[]): FieldSet {
  const steps = new Set(sets.flatMap(set => [...set.keys()]));
  return new Map([...steps].map(step => {
    const below = sets.flatMap(set => set.get(step) ?? []);
    // One has it as a whole.
    return [step, below.some(each => each.size === 0) ? new Map() : union(below)] as const;
  }));
}

/** Whether a field is in a set, is in one that is meant as a whole, or has fields that are. */
export function has(set: FieldSet, path: Path): boolean {
  let at = set;
  for (const [n, step] of path.entries()) {
    if (at.size === 0) return n > 0;
    const below = at.get(step);
    if (below === undefined) return false;
    at = below;
  }
  return true;
}

/** A field, an item by its keys or its value; undefined for the mark that the parent itself is meant. */
function stepOf(step: string): string | undefined {
  const [, type, name] = /^([fkvi]):([^]*)$/.exec(step) ?? [];
  switch (type) {
    case 'f': return name;
    case 'k': return item(Object.values(JSON.parse(name) as object).join('/'));
    case 'v': return item(`${JSON.parse(name) as string}`);
    case 'i': return item(name);
    default: return undefined;
  }
}

/** Whether a set speaks of single items of a list of words, as of finalizers. */
export function hasItems(set: FieldSet | undefined): boolean {
  return set !== undefined && [...set.keys()].some(isItem);
}
