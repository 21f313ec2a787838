import { isFields } from '../references/fields';

/** A step into a document: its key in JSON, and by what a reason calls it. */
export interface Step {
  readonly key: string;
  readonly name: string;
}

/** What is in an object or a list; items of a list are called by their names, where these tell them apart. */
export function stepsInto(value: unknown): [Step, unknown][] {
  if (Array.isArray(value)) {
    const names = namesOf(value);
    return value.map((item, n) => [{ key: `${n}`, name: names?.[n] ?? `${n}` }, item]);
  }
  return isFields(value) ? Object.entries(value).map(([key, field]) => [{ key, name: key }, field]) : [];
}

/** By which items of a list are known: mounts by their path, for several mount one volume. */
const NAMES = ['mountPath', 'name'];

function namesOf(items: unknown[]): string[] | undefined {
  for (const field of NAMES) {
    const names = items.map(item => isFields(item) ? item[field] : undefined);
    if (names.every(name => typeof name === 'string') && new Set(names).size === names.length) return names as string[];
  }
  return undefined;
}

/** `spec.containers[app].env[*]` as its names. */
export function tokensOfField(field: string): string[] {
  return [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, item]) => item ?? whole);
}

/** As a JSON pointer. */
export function pointerOf(keys: readonly string[]): string {
  return keys.map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
