import { ApiObject, App, ImplicitTokenResolver, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { isPlain } from '../yaml/document';
import { onceForShared } from '../yaml/shared';

type Fields = { [field: string]: unknown };

/** What an ApiObject and its metadata keep to themselves. */
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

/** Whether nothing but cdk8s' own resolvers decides what the values of an app become. */
export function resolvesAsUsual(app: App): boolean {
  return !process.env.CDK8S_DISABLE_SORT
    && app.resolvers.every(resolver => RESOLVERS.some(known => resolver.constructor === known));
}

/**
 * What `toJson` of a plain ApiObject gives where values resolve as usual, in a fraction of the time: cdk8s asks for each
 * value in it what the app's resolvers are, and writes down the keys that lead to it.
 *
 * @returns undefined where the object must be asked itself
 */
export function asWritten(object: ApiObject): Fields | undefined {
  const { props, patches, metadata } = object as unknown as Internals;
  if (object.toJson !== ApiObject.prototype.toJson || !props || !metadata._additionalAttributes) return undefined;
  // A patch changes what it is applied to, of which other objects may have a share.
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
 * A mapping that was made elsewhere, of which cdk8s knows whether it takes it.
 * An instance of a class is refused where it is written.
 */
class NotPlain extends Error {}

/** Metadata alone is written without empty lists and objects, wherever in it they are. */
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

/** In the order of their names, without what is not there. */
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

/** Most have a handful of fields, for which a call of sort takes longer than the work itself. */
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
