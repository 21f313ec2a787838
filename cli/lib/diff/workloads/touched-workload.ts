import { Cause, causesOf } from './causes';
import { Place, Places } from './places';
import { PlannedWorkload, WorkloadChange, workloadChanges, WorkloadChangeType } from './workload-change';
import { groupBy } from '../../group-by';
import { FieldChange } from '../fields/field-changes';
import { Path } from '../fields/path';
import { ObjectChange } from '../objects/object-change';
import { Side } from '../side';

/** A workload of which something on a cluster is another one, and why. */
export interface TouchedWorkload {
  readonly change: WorkloadChange;
  /** As it is afterwards; before, if it is gone. */
  readonly workload: PlannedWorkload;
  /** Where it is written. */
  readonly place?: Place;
  /** What its author has changed, and where. */
  readonly lines: readonly PropertyLine[];
  /** Its objects that differ, and who has put that there. */
  readonly causes: readonly Cause[];
  readonly objects: readonly ObjectChange[];
}

/** A property that is another one, and its line: of one that is gone, where it was. */
export interface PropertyLine extends FieldChange {
  readonly place?: Place;
  /** How the value of a class is written in which it is. */
  readonly written?: WrittenValue;
}

/** A value of a class as the source of each side has it. */
export interface WrittenValue {
  readonly path: Path;
  readonly before?: string;
  readonly after?: string;
}

/** Workloads whose objects differ. */
export function touchedWorkloads(changes: readonly ObjectChange[], before: Side, after: Side): TouchedWorkload[] {
  const objects = byWorkload(changes);
  return workloadChanges(before.workloads, after.workloads).flatMap(change => {
    const own = [...new Set([change.after && keyOf(change.after), change.before && keyOf(change.before)]
      .flatMap(key => key === undefined ? [] : objects.get(key) ?? []))];
    if (own.length === 0 && change.type === WorkloadChangeType.CHANGED) return [];
    const workload = (change.after ?? change.before)!;
    return [{
      change,
      workload,
      place: (change.after ? after : before).places.of(workload.record),
      lines: change.properties.map(each => ({
        ...each,
        place: placeOf(each, change, before.places, after.places),
        written: writtenValue(each, change, before.places, after.places),
      })),
      causes: causesOf(own, workload.record),
      objects: own,
    }];
  });
}

function placeOf(
  { path, after: is }: FieldChange,
  { before, after }: WorkloadChange,
  was: Places,
  now: Places,
): Place | undefined {
  return is === undefined ? was.ofProperty(before!.record, path) : now.ofProperty(after!.record, path);
}

/** Longer ones are easier to read field by field. */
const LONGEST = 100;

/** The innermost one around a property that both sides write, and not alike: a constant elsewhere may differ, too. */
function writtenValue(
  { path, before: old, after: now }: FieldChange, { before, after }: WorkloadChange, was: Places, is: Places,
): WrittenValue | undefined {
  for (let length = path.length; length > 0; length--) {
    const around = path.slice(0, length);
    // Only of the property itself it is known that one side has none.
    const isNone = (value: unknown) => length === path.length && value === undefined;
    const texts = [
      isNone(old) || before === undefined ? '' : was.classValueOf(before.record, around) ?? NOT_FOUND,
      isNone(now) || after === undefined ? '' : is.classValueOf(after.record, around) ?? NOT_FOUND,
    ];
    if (texts[0] === texts[1] || texts.some(text => text === NOT_FOUND || text.length > LONGEST)) continue;
    return { path: around, before: texts[0] || undefined, after: texts[1] || undefined };
  }
  return undefined;
}

const NOT_FOUND = '\0';

/** By the workload to which they belong now, or belonged. */
function byWorkload(changes: readonly ObjectChange[]): Map<string | undefined, ObjectChange[]> {
  return groupBy(changes, change => {
    const { app, workload } = (change.after ?? change.before)!;
    return workload === undefined ? undefined : JSON.stringify([app, workload]);
  });
}

function keyOf({ app, record: { path } }: PlannedWorkload): string {
  return JSON.stringify([app, path]);
}
