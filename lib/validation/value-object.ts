import { types } from 'node:util';
import { Rule } from './judge';
import { has } from './look';
import { isList, isPlainObject } from './words';

/**
 * A value object, which only the functions of its class make: an object without this field of theirs is of another class, or an
 * attempt to write one by hand, and its fields are not worth a word.
 */
export function valueObject(field: string, rule: Rule, fix: string): Rule {
  return (value, where, problems) => {
    if (typeof value !== 'object' || value === null || isList(value) || has(value, field)) return rule(value, where, problems);
    const isPlain = !types.isProxy(value) && isPlainObject(value);
    problems.push({ field: where, rule: `must be made by its own function${isPlain ? ', and is a plain object' : ''}`, fix });
    return undefined;
  };
}
