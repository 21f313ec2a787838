import { PlannedObject } from './planned-object';
import { groupBy } from '../../group-by';
import { FieldChange, fieldChanges } from '../fields/field-changes';

/** An object that is another one than before. */
export interface ObjectChange {
  readonly type: ObjectChangeType;
  readonly before?: PlannedObject;
  readonly after?: PlannedObject;
  readonly fields: readonly FieldChange[];
}

export enum ObjectChangeType {
  NEW = 'new',
  GONE = 'gone',
  CHANGED = 'changed',
  /** The same thing has another name, or is elsewhere: an object is made, and another one goes. */
  RENAMED = 'renamed',
  /** The same object is in another file. */
  MOVED = 'moved',
}

/** The hash of its content at the end of an object's name. */
export const HASH = /-[0-9a-f]{8}$/;

/** What is different, in the order of what is there now; then what is gone. */
export function objectChanges(before: readonly PlannedObject[], after: readonly PlannedObject[]): ObjectChange[] {
  const was = new Map(before.map(each => [each.id, each]));
  const is = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !is.has(id));
  const others = pairsOf(gone, after.filter(({ id }) => !was.has(id)));
  const old = new Set([...others.values()].map(({ id }) => id));
  return [
    ...after.flatMap<ObjectChange>(each => {
      const other = was.get(each.id) ?? others.get(each.id);
      if (other === undefined) return [{ type: ObjectChangeType.NEW, after: each, fields: [] }];
      return changeOf(other, each) ?? [];
    }),
    ...gone.filter(({ id }) => !old.has(id)).map(each => ({ type: ObjectChangeType.GONE, before: each, fields: [] })),
  ];
}

/** Those that are gone, by the ids of the new ones that are the same thing: first what is in the same place, then elsewhere. */
function pairsOf(gone: readonly PlannedObject[], added: readonly PlannedObject[]): Map<string, PlannedObject> {
  const pairs = new Map<string, PlannedObject>();
  const paired = new Set<PlannedObject>();
  for (const keyOf of [thingOf, thingInNamespaces, thingOnClusters]) {
    const byKey = (all: readonly PlannedObject[], isLeft: (each: PlannedObject) => boolean) => (
      groupBy(all.filter(each => isLeft(each) && keyOf(each) !== undefined), keyOf)
    );
    const was = byKey(gone, each => !paired.has(each));
    for (const [key, those] of byKey(added, each => !pairs.has(each.id))) {
      const these = was.get(key) ?? [];
      // In the same place the last one counts; elsewhere nobody knows which of several it is.
      if (these.length === 0 || (keyOf !== thingOf && (these.length > 1 || those.length > 1))) continue;
      pairs.set(those[0].id, these.at(-1)!);
      paired.add(these.at(-1)!);
    }
  }
  return pairs;
}

function changeOf(before: PlannedObject, after: PlannedObject): ObjectChange | undefined {
  const fields = fieldChanges(before.content, after.content);
  if (before.id !== after.id) return { type: ObjectChangeType.RENAMED, before, after, fields };
  if (fields.length > 0) return { type: ObjectChangeType.CHANGED, before, after, fields };
  return before.file === after.file ? undefined : { type: ObjectChangeType.MOVED, before, after, fields };
}

/** What an object is if its name does not count: its construct, or a name of which the hash of its content is left out. */
function thingOf({ app, cluster = '', apiVersion, kind, namespace = '', name, path }: PlannedObject): string {
  return JSON.stringify([
    app,
    cluster,
    apiVersion,
    kind,
    namespace,
    HASH.test(name) ? ['name', name.replace(HASH, '')] : ['path', path],
  ]);
}

/** What an object is whatever its namespace: its construct. */
function thingInNamespaces({ app, cluster = '', apiVersion, kind, path }: PlannedObject): string | undefined {
  return path === '' ? undefined : JSON.stringify([app, cluster, apiVersion, kind, path]);
}

/** What an object is whatever its cluster: its name there. */
function thingOnClusters({ app, cluster, apiVersion, kind, namespace = '', name }: PlannedObject): string | undefined {
  return cluster === undefined ? undefined : JSON.stringify([app, apiVersion, kind, namespace, name.replace(HASH, '')]);
}
