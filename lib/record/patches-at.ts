import { pointerOf } from './field-tokens';
import { isFields } from './fields';
import { tokensOf } from '../tree/pointer';

/** Those of JSON patches, such as `replace /spec/replicas`, that have made or changed what is at these keys. */
export function patchesAt(patches: readonly string[], keys: readonly string[]): string[] {
  return patches.filter(patch => {
    const [operation, tokens] = partsOf(patch);
    if (operation === 'test' || operation === 'remove') return false;
    return tokens.length <= keys.length && tokens.every((token, n) => token === keys[n]);
  });
}

/** The same patches, with numbers for what they have added to the end of lists: the last items of what has come of it. */
export function numbered(patches: readonly string[], content: unknown): string[] {
  const after = new Map<string, number>();
  return [...patches].reverse().map(patch => {
    const [operation, tokens] = partsOf(patch);
    if (tokens.at(-1) !== '-') return patch;
    const keys = tokens.slice(0, -1);
    const list = pointerOf(keys);
    const later = (after.get(list) ?? 0) + 1;
    after.set(list, later);
    return `${operation} ${list}/${lengthAt(content, keys) - later}`;
  }).reverse();
}

function partsOf(patch: string): [operation: string, tokens: string[]] {
  const [operation, ...path] = patch.split(' ');
  return [operation, tokensOf(path.join(' '))];
}

function lengthAt(content: unknown, keys: readonly string[]): number {
  let at = content;
  for (const key of keys) at = isFields(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined;
  return Array.isArray(at) ? at.length : 0;
}
