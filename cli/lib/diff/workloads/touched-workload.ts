import { Cause, causesOf } from './causes';
import { Place, Places } from './places';
import { PlannedWorkload, WorkloadChange, workloadChanges, WorkloadChangeType } from './workload-change';
import { groupBy } from '../../group-by';
import { FieldChange } from '../fields/field-changes';
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
      lines: change.properties.map(each => ({ ...each, place: placeOf(each, change, before.places, after.places) })),
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
