import { union } from './field-set';
import { Own, ownPart } from './own-part';
import { Owners, Writer } from './owners';
import { FieldChange, fieldChanges } from '../fields/field-changes';

/** A field that somebody else has changed on the cluster. */
export interface Drift {
  /** As it is there, and as it would be. */
  readonly field: FieldChange;
  readonly by: Writer;
  /** Whether applying the app takes it back: of what the app does not state, it leaves what it finds. */
  readonly isTakenBack: boolean;
}

/** Those of the fields that differ which somebody else has written last. */
export function driftIn(fields: readonly FieldChange[], owners: Owners): Drift[] {
  return fields.flatMap(field => {
    const by = field.before === undefined || field.order ? undefined : owners.otherOf(field.path);
    return by === undefined ? [] : [{ field, by, isTakenBack: true }];
  });
}

/** What people have added by hand to an object, beside what is the user's. */
export function addedByHand(live: unknown, own: Own, owners: Owners): Drift[] {
  const { byHand } = owners;
  if (byHand.size === 0) return [];
  const withIt = ownPart(live, { ...own, applied: union([own.applied ?? new Map(), byHand]) });
  return fieldChanges(withIt, ownPart(live, own)).flatMap(field => {
    const by = field.order ? undefined : owners.otherOf(field.path);
    return by === undefined ? [] : [{ field, by, isTakenBack: false }];
  });
}
