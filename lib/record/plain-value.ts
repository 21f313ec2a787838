import { isConstruct } from '../tree/scope';
import { isPlainObject } from '../validation/words';

/** Nobody writes properties that are nested more deeply, but a cycle has no end. */
const DEEPEST = 20;

/** A value as JSON can say it: an object of a class with its name, a construct as its path. It never throws. */
export function plainValue(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  try {
    if (isConstruct(value)) return { construct: value.node.path };
    if (Array.isArray(value)) return value.map(item => plainValue(item, depth + 1));
    if (value instanceof Map) return plainValue(Object.fromEntries(value), depth);
    if (value instanceof Set) return plainValue([...value], depth);
    if (value instanceof Date) return value;
    const fields = Object.entries(value).map(([name, field]) => [name, plainValue(field, depth + 1)] as const)
      .filter(([, field]) => field !== undefined);
    return { ...(!isPlainObject(value) && { class: value.constructor.name }), ...Object.fromEntries(fields) };
  } catch {
    return undefined;
  }
}
