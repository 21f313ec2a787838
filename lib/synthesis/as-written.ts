import { ApiObject, App, ImplicitTokenResolver, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { isPlain } from '../yaml/document';
import { onceForShared } from '../yaml/shared';

type Fields = { [field: string]: unknown };

/** Private fields of an ApiObject and its metadata. */
interface Internals {
  readonly props: Fields;
  readonly patches: unknown[];
  readonly metadata: {
    readonly _additionalAttributes: Fields;
    readonly name?: string;
    readonly namespace?: string;
    readonly annotations: Fields;
    readonly finalizers: unknown[];
    readonly ownerReferences: unknown[];
    readonly labels: Fields;
  };
}

const RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** Whether the app's values are resolved by cdk8s' own resolvers only, and keys are sorted. */
export function resolvesAsUsual(app: App): boolean {
  return !process.env.CDK8S_DISABLE_SORT
    && app.resolvers.every(resolver => RESOLVERS.some(usual => resolver.constructor === usual));
}

/**
 * The result of `toJson` of a plain ApiObject if values resolve as usual, in a fraction of the time: for each value, cdk8s
 * looks up the app's resolvers, and records the keys that lead to it.
 *
 * @returns undefined if the object's own `toJson` must be called
 */
export function asWritten(object: ApiObject): Fields | undefined {
  const { props, patches, metadata } = object as unknown as Internals;
  if (object.toJson !== ApiObject.prototype.toJson || !props || !metadata._additionalAttributes) return undefined;
  // A patch changes its target in place, and other objects may share parts of it.
  if (patches?.length !== 0) return undefined;
  const { _additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels } = metadata;
  try {
    const head = plain(
      { ..._additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels }, WITHOUT_EMPTY,
    );
    return headFirst(props, head);
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/**
 * A plain object of another realm, which cdk8s accepts or refuses itself.
 * An instance of a class is refused where it is written.
 */
class NotPlain extends Error {}

/** Only metadata is written without empty lists and objects, at any depth. */
const WITHOUT_EMPTY = true;

function plain(value: any, withoutEmpty = false): unknown {
  if (value === null || typeof value !== 'object') return value ?? undefined;
  if (Array.isArray(value)) return withoutEmpty && value.length === 0 ? undefined : value.map(each => plain(each, withoutEmpty));
  if (value.constructor === Object && typeof value.resolve !== 'function') {
    return withoutEmpty ? plainFields(value, withoutEmpty) : plainOnce(value);
  }
  if (value instanceof Lazy) return plain(value.produce(), withoutEmpty);
  if (typeof value.resolve === 'function') return plain(value.resolve(), withoutEmpty);
  if (typeof value.value === 'string' || typeof value.value === 'number') return { value: value.value };
  if (isPlain(value)) throw new NotPlain();
  return value;
}

/** Sorted by name, without undefined values. */
function plainFields(fields: Fields, withoutEmpty = false): Fields | undefined {
  const result: Fields = {};
  let empty = true;
  for (const field of sortedKeys(fields)) {
    const value = plain(fields[field], withoutEmpty);
    if (value === undefined) continue;
    result[field] = value;
    empty = false;
  }
  return empty && withoutEmpty ? undefined : result;
}

const plainOnce = onceForShared((fields: Fields) => plainFields(fields)!);

/** Most objects have a handful of fields, for which a call of `sort` takes longer than this loop. */
function sortedKeys(fields: Fields): string[] {
  const keys = Object.keys(fields);
  if (keys.length > 20) return keys.sort();
  for (let n = 1; n < keys.length; n++) {
    const key = keys[n];
    let place = n;
    for (; place > 0 && keys[place - 1] > key; place--) keys[place] = keys[place - 1];
    keys[place] = key;
  }
  return keys;
}

function headFirst(props: Fields, metadata: unknown): Fields {
  const result: Fields = {};
  const add = (field: string, value: unknown) => {
    if (value !== undefined) result[field] = value;
  };
  add('apiVersion', plain(props.apiVersion));
  add('kind', plain(props.kind));
  add('metadata', metadata);
  for (const field of sortedKeys(props)) if (!HEAD.has(field)) add(field, plain(props[field]));
  return result;
}

const HEAD = new Set(['apiVersion', 'kind', 'metadata']);
