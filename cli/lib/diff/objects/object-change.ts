import { PlannedObject } from './planned-object';
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
  /** The same thing has another name: an object is made, and another one goes. */
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
  const goneByThing = new Map(gone.map(each => [thingOf(each), each]));
  const changes: ObjectChange[] = [];
  for (const each of after) {
    const one = was.get(each.id);
    const other = one ?? goneByThing.get(thingOf(each));
    if (one === undefined) goneByThing.delete(thingOf(each));
    const change = other === undefined ? { type: ObjectChangeType.NEW, after: each, fields: [] } : changeOf(other, each);
    if (change) changes.push(change);
  }
  const renamed = new Set(changes.flatMap(change => change.type === ObjectChangeType.RENAMED ? [change.before?.id] : []));
  return [
    ...changes,
    ...gone.filter(({ id }) => !renamed.has(id)).map(each => ({ type: ObjectChangeType.GONE, before: each, fields: [] })),
  ];
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
