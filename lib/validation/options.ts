import { sortOf } from './words';

/** What was given in place of an object of options, by what stands for each of its options. */
const GIVEN = new WeakMap<object, unknown>();

/** An option of those that were given. In plain JavaScript they may be anything, such as the option alone. */
export function optionOf<T extends object, K extends keyof T>(options: T | undefined | null, name: K): T[K] | undefined {
  if (options === undefined || options === null) return undefined;
  if (typeof options === 'object') return options[name];
  // Judged like the option, it is refused by name.
  const standIn = {};
  GIVEN.set(standIn, options);
  return standIn as T[K];
}

/** What was given in place of an object of options, and how a message says that; undefined if a value is none of these. */
export function noOptions(value: unknown): { readonly given: unknown; readonly rule: string } | undefined {
  if (typeof value !== 'object' || value === null || !GIVEN.has(value)) return undefined;
  const given = GIVEN.get(value);
  return { given, rule: `must be in { }, and is ${sortOf(given)}` };
}
