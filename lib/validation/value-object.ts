import { types } from 'node:util';
import { Rule } from './judge';
import { isPlainObject } from './words';

/**
 * A value object, which only the functions of its class make: a plain object without this field of theirs is an attempt to
 * write one by hand, and its fields are not worth a word.
 */
export function valueObject(field: string, rule: Rule, fix: string): Rule {
  return (value, where, problems) => {
    if (!isPlain(value) || field in value) return rule(value, where, problems);
    problems.push({ field: where, rule: 'must be made by its own function, and is a plain object', fix });
    return undefined;
  };
}

/** A proxy may throw wherever it is looked at. */
function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !types.isProxy(value) && isPlainObject(value);
}
