import { RecordedOrigin, RecordedWorkload } from 'cdk8s-pinterest';
import { fieldOrigin } from './field-origin';
import { groupBy } from '../../group-by';
import { pathText } from '../fields/path';
import { ObjectChange, ObjectChangeType } from '../objects/object-change';

/** What of a workload's objects is another one, by who has put it there. */
export interface Cause {
  /** In words: `the component traffic of the release 2026.11`. */
  readonly origin: string;
  /** The user, a kind, a component, the platform or a patch. */
  readonly type: string;
  readonly objects: readonly CausedObject[];
}

/** The fields of one object; none if it is new or gone as a whole. */
export interface CausedObject {
  /** `Deployment api`. */
  readonly object: string;
  readonly change: ObjectChangeType;
  readonly fields: readonly string[];
}

interface Part {
  readonly object: string;
  readonly change: ObjectChangeType;
  readonly origin: RecordedOrigin;
  readonly field?: string;
}

/** Who has made the differences of the objects of one workload. @param workload as it is now, or was */
export function causesOf(changes: readonly ObjectChange[], workload: RecordedWorkload | undefined): Cause[] {
  const parts = changes.flatMap<Part>(({ type: change, before, after, fields }) => {
    const object = (after ?? before)!;
    const of = { object: `${object.kind} ${object.name}`, change };
    // Of one with another name, its content says why.
    const inside = change === ObjectChangeType.RENAMED ? fields.filter(({ path }) => path[0] !== 'metadata') : fields;
    if (inside.length === 0) return [{ ...of, origin: object.origin }];
    return inside.map(({ path }) => ({ ...of, origin: fieldOrigin(path, object, workload), field: pathText(path) }));
  });
  return [...groupBy(parts, ({ origin }) => origin.text)].map(([origin, own]) => ({
    origin,
    type: own[0].origin.type,
    objects: [...groupBy(own, ({ object }) => object)].map(([object, fields]) => ({
      object, change: fields[0].change, fields: fields.flatMap(({ field }) => field ?? []),
    })),
  }));
}
