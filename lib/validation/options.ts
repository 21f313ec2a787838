import { types } from 'node:util';
import { memberOf } from './look';
import { Problem } from './problem';
import { failedIn, isForeign, snapshot } from './snapshot';
import { unknownFields } from './unknown-fields';
import { isList, isPlainObject, sortOf } from './words';

/** What is wrong with the options that a value object was made of, by that object: it has no construct yet. */
const WRONG = new WeakMap<object, Wrong>();

interface Wrong {
  readonly in: (field: string) => Problem[];
  /** Whether there were no options at all, but something else: nothing more is to be said of the value object. */
  readonly isAll: boolean;
}

/** An option of those that were given. In plain JavaScript they may be anything: that is refused by {@link madeOf}. */
export function optionOf<T extends object, K extends keyof T & string>(options: T | undefined | null, name: K): T[K] | undefined {
  return memberOf(options, name) as T[K] | undefined;
}

/** The options of these names, in the same way. */
export function optionsOf<T extends object>(options: T | undefined | null, names: readonly string[]): Partial<T> {
  return Object.fromEntries(names.map(name => [name, memberOf(options, name)])) as Partial<T>;
}

/**
 * The value object itself, which is refused where it is judged if it was made of something else than an object of these options.
 *
 * @param names the first one is what is most likely meant by a value alone
 */
export function madeOf<T extends object>(made: T, options: unknown, names: readonly string[]): T {
  // Most have none.
  if (options === undefined || options === null) return made;
  const before = WRONG.get(made);
  if (optionProblems(options, names, '').length > 0) {
    const isAll = !isObjectOf(options, names);
    WRONG.set(made, { in: field => [...before?.in(field) ?? [], ...optionProblems(options, names, field)], isAll });
  }
  return made;
}

/** A value object that was made of another one, with whatever was wrong with that one's options. */
export function madeFrom<T extends object>(made: T, other: T): T {
  const wrong = WRONG.get(other);
  if (wrong) WRONG.set(made, wrong);
  return made;
}

/** What is wrong with the options that a value object was made of. */
export function wrongOptions(made: object, field: string): Problem[] {
  return WRONG.get(made)?.in(field) ?? NONE;
}

/** Whether a value object was made of something that is no object of options. */
export function hadNoOptions(made: object): boolean {
  return WRONG.get(made)?.isAll ?? false;
}

const NONE: Problem[] = [];

/** What is wrong with options; the names of those that there are are all that counts. */
export function optionProblems(options: unknown, names: readonly string[], field: string): Problem[] {
  if (options === undefined || options === null) return [];
  if (isObjectOf(options, names)) {
    const problems: Problem[] = [];
    const given = snapshot(options, names, failedIn(field, problems));
    const isPlain = !types.isProxy(options) && !isForeign(options) && isPlainObject(options);
    return [...problems, ...isPlain ? unknownFields(given, new Set(names), field) : NONE];
  }
  const isObject = typeof options === 'object' && !isList(options);
  return [{
    field: field === '' ? names[0] : `${field}.${names[0]}`,
    value: isObject ? undefined : options,
    rule: `must be in { }, and is ${isObject ? `a ${classOf(options)}` : sortOf(options)}`,
    fix: `Write { ${names[0]}: ... }.`,
  }];
}

/** An instance of a class may well have options, by its getters. */
function isObjectOf(options: unknown, names: readonly string[]): options is object {
  if (typeof options !== 'object' || options === null || isList(options)) return false;
  return types.isProxy(options) || isPlainObject(options) || names.some(name => name in options);
}

/** Such as Size, which was passed in place of `{ limit: Size }`. */
function classOf(value: object): string {
  return value.constructor?.name || 'object';
}
