import { createHmac } from 'node:crypto';
import { Fields, isFields } from '../fields/values';

/**
 * A Secret that was read from a cluster, with its values hidden as records hide them: with the same key, equal ones look the
 * same. Other objects are as they are.
 */
export function withoutSecrets<T>(object: T, key: string): T {
  if (!isFields(object) || object.kind !== 'Secret' || !isFields(object.data)) return object;
  const data = mapValues(object.data, value => hidden(Buffer.from(value, 'base64'), key));
  return { ...object, data } as T;
}

function hidden(bytes: Buffer, key: string): string {
  return `(hidden ${createHmac('sha256', key).update(bytes).digest('hex').slice(0, 16)})`;
}

/** A Secret with hidden values that a server takes: it wants Base64. What was text is data, as the server keeps it. */
export function asServerTakes<T>(object: T): T {
  if (!isFields(object) || object.kind !== 'Secret') return object;
  const { data, stringData, ...rest } = object;
  const all = { ...(isFields(data) && data), ...(isFields(stringData) && stringData) };
  if (Object.keys(all).length === 0) return object;
  return { ...rest, data: mapValues(all, value => Buffer.from(value).toString('base64')) } as T;
}

/** The same, as it was asked. */
export function asHidden<T>(object: T): T {
  if (!isFields(object) || object.kind !== 'Secret' || !isFields(object.data)) return object;
  return { ...object, data: mapValues(object.data, value => Buffer.from(value, 'base64').toString()) } as T;
}

/** Text of a Secret becomes data: so it is compared with what a cluster has. */
export function withTextAsData<T>(object: T): T {
  return asHidden(asServerTakes(object));
}

function mapValues(values: Fields, map: (value: string) => string): Fields {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(`${value as string}`)]));
}
