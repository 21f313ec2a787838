import { shownBy } from './merge-keys';
import { item, Path } from './path';
import { isEqual, isFields } from './values';

/** A field that is another one, is new, or is gone. */
export interface FieldChange {
  readonly path: Path;
  /** Undefined if it is new. */
  readonly before?: unknown;
  /** Undefined if it is gone. */
  readonly after?: unknown;
  /** Whether only the order of a list's items is another one; then these are their names. */
  readonly order?: boolean;
}

/** The differences of two values, field by field; items of lists by what names them. */
export function fieldChanges(before: unknown, after: unknown, path: Path = []): FieldChange[] {
  if (isEqual(before, after)) return [];
  if (isFields(before) && isFields(after)) {
    // In the order of what is there now; then what is gone.
    return [...new Set([...Object.keys(after), ...Object.keys(before)])]
      .flatMap(name => fieldChanges(before[name], after[name], [...path, name]));
  }
  if (Array.isArray(before) && Array.isArray(after) && [...before, ...after].every(isFields)) {
    return listChanges(before, after, path);
  }
  return [{ path, before, after }];
}

function listChanges(before: unknown[], after: unknown[], path: Path): FieldChange[] {
  const keyOf = shownBy(path, before, after);
  if (keyOf === undefined) return unnamedChanges(before, after, path);
  const was = new Map(before.map(each => [keyOf(each), each]));
  const is = new Map(after.map(each => [keyOf(each), each]));
  const changes = [...new Set([...is.keys(), ...was.keys()])]
    .flatMap(key => fieldChanges(was.get(key), is.get(key), [...path, item(key)]));
  const [wasOrder, isOrder] = [[...was.keys()].filter(key => is.has(key)), [...is.keys()].filter(key => was.has(key))];
  return isEqual(wasOrder, isOrder) ? changes : [...changes, { path, before: wasOrder, after: isOrder, order: true }];
}

/** Items without names: what both have is left out, as often as both have it, and the rest is compared in its order. */
function unnamedChanges(before: readonly unknown[], after: readonly unknown[], path: Path): FieldChange[] {
  const [gone, added] = [placesOfOthers(before, after), placesOfOthers(after, before)];
  if (gone.length === 0 && added.length === 0) return [{ path, before, after, order: true }];
  return [
    ...added.flatMap((n, nth) => fieldChanges(before[gone[nth]], after[n], [...path, item(`${n}`)])),
    ...gone.slice(added.length).map(n => ({ path: [...path, item(`${n}`)], before: before[n] })),
  ];
}

/** Where in a list the items are that another one does not have, or not so often. */
function placesOfOthers(list: readonly unknown[], other: readonly unknown[]): number[] {
  const left = new Map<string, number>();
  for (const each of other.map(one => JSON.stringify(one))) left.set(each, (left.get(each) ?? 0) + 1);
  return list.flatMap((each, n) => {
    const text = JSON.stringify(each);
    const times = left.get(text) ?? 0;
    left.set(text, times - 1);
    return times > 0 ? [] : [n];
  });
}
