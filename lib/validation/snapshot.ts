import { types } from 'node:util';
import { messageOf } from './message';
import { Problem } from './problem';
import { isPlainObject } from './words';

export type Fields = Record<string, unknown>;

/** Called with the name of a field that cannot be read, and why. */
type Failed = (name: string, reason: string) => void;

/** Makes a problem of each field that cannot be read. */
export function failedIn(field: string, problems: Problem[]): Failed {
  return (name, value) => problems.push({
    field: [field, name].filter(part => part !== '').join('.') || 'props',
    value,
    rule: 'cannot be read: that throws an error',
    fix: 'Write the value itself.',
  });
}

/** By which jsii marks objects that a program in another language has, at times with getters of that program. */
const OTHER_LANGUAGE = Symbol.for('$__jsii__objid__$');

/**
 * What an object says at one look. In plain JavaScript it may have getters, or be a proxy, which say something else at the next:
 * then what is judged would not be what is written.
 *
 * @param names fields that count, whether its own or those of its class
 */
export function snapshot(value: object, names: readonly string[], failed: Failed): Fields {
  if (!types.isProxy(value)) {
    // A program in another language knows its objects again by what they are, not by what they say.
    if (isForeign(value)) return value as Fields;
    if (!isPlainObject(value)) {
      // A value object of this library or of cdk8s, mostly.
      if (!names.some(name => isGetter(value, name))) return value as Fields;
    } else {
      try {
        return { ...value };
      } catch {
        // One of its fields cannot be read: the others can.
      }
    }
  }
  return readEach(value, names, failed);
}

/** Whether a program in another language has the object. */
export function isForeign(value: object): boolean {
  return OTHER_LANGUAGE in value;
}

/** The names of an object's own fields. */
export function namesOf(value: object, failed: Failed): string[] {
  try {
    return Object.keys(value);
  } catch (error) {
    failed('', messageOf(error));
    return [];
  }
}

function isGetter(value: object, name: string): boolean {
  for (let at: object | null = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property) return property.get !== undefined;
  }
  return false;
}

function readEach(value: object, names: readonly string[], failed: Failed): Fields {
  const copy: Fields = Object.create(prototypeOf(value));
  for (const name of new Set([...names, ...namesOf(value, failed)])) {
    try {
      const item = (value as Fields)[name];
      if (item !== undefined) setOwn(copy, name, item);
    } catch (error) {
      failed(name, messageOf(error));
    }
  }
  return copy;
}

function prototypeOf(value: object): object | null {
  try {
    const prototype: object | null = Object.getPrototypeOf(value);
    return types.isProxy(prototype) ? Object.prototype : prototype;
  } catch {
    return Object.prototype;
  }
}

/** Also where the class has a getter of this name, which an assignment would call. */
export function setOwn(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
