import { Owners, Writer } from './owners';
import { FieldChange } from '../fields/field-changes';

/** A field that somebody else has changed on the cluster. */
export interface Drift {
  readonly field: FieldChange;
  readonly by: Writer;
}

/** Those of the fields that differ which somebody else has written last: applying the app takes that back. */
export function driftIn(fields: readonly FieldChange[], owners: Owners): Drift[] {
  return fields.flatMap(field => {
    const by = field.before === undefined || field.order ? undefined : owners.otherOf(field.path);
    return by === undefined ? [] : [{ field, by }];
  });
}
