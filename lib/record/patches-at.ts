import { pointerOf } from './field-tokens';
import { isFields } from '../references/fields';
import { writesInto } from '../synthesis/patched-field';
import { tokensOf } from '../tree/pointer';

/** Those of JSON patches, such as `replace /spec/replicas`, that have made or changed what is at these keys. */
export function patchesAt(patches: readonly string[], keys: readonly string[]): string[] {
  return patches.filter(patch => writesInto(...partsOf(patch), keys));
}

/** The same patches, with numbers for what they have added to the end of lists: the last items of what has come of it. */
export function numbered(patches: readonly string[], content: unknown): string[] {
  const after = new Map<string, number>();
  return [...patches].reverse().map(patch => {
    const [operation, path] = partsOf(patch);
    const tokens = tokensOf(path);
    if (tokens.at(-1) !== '-') return patch;
    const keys = tokens.slice(0, -1);
    const list = pointerOf(keys);
    const later = (after.get(list) ?? 0) + 1;
    after.set(list, later);
    return `${operation} ${list}/${lengthAt(content, keys) - later}`;
  }).reverse();
}

function partsOf(patch: string): [operation: string, path: string] {
  const [operation, ...path] = patch.split(' ');
  return [operation, path.join(' ')];
}

function lengthAt(content: unknown, keys: readonly string[]): number {
  let at = content;
  for (const key of keys) at = isFields(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined;
  return Array.isArray(at) ? at.length : 0;
}
