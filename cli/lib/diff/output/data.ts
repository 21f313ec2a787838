import { TEAM_LABEL } from '../../cluster/labels';
import { Comparison, JudgedChange } from '../comparison';
import { PodCount } from '../effects/pod-templates';
import { FieldChange } from '../fields/field-changes';
import { pathText } from '../fields/path';
import { deliveryOf } from '../live/deliveries';
import { PlannedObject } from '../objects/planned-object';
import { fieldOrigin } from '../workloads/field-origin';
import { TouchedWorkload } from '../workloads/touched-workload';
import { PlannedWorkload, WorkloadChangeType } from '../workloads/workload-change';

/** The whole comparison, as schemas/diff.schema.json describes it. */
export function comparisonData(comparison: Comparison): object {
  const { base, notes, workloads, refusals, restarts, resources, totals, callers, objects, drift, undecided } = comparison;
  const byPath = new Map(workloads.map(({ workload }) => [JSON.stringify([workload.app, workload.record.path]), workload]));
  return {
    base,
    notes,
    workloads: workloads.map(workloadData),
    drift: drift.map(({ object, field, by, isTakenBack }) => ({ object: nameOf(object), ...fieldData(field), by, isTakenBack })),
    refusals: refusals.map(({ object, field, message, step }) => ({ object: nameOf(object), field, message, step })),
    restarts: restarts.map(({ object, effect, pods, why, how }) => ({
      object: nameOf(object),
      effect,
      pods: podsOf(pods),
      why,
      how,
    })),
    resources: {
      objects: resources.map(({ object, before, after }) => ({ object: nameOf(object), before, after })),
      clusters: totals,
    },
    callers: callers.map(({ workload, why, calledBy, calls, left }) => ({
      workload: workloadName(workload), why, calledBy, calls, left,
    })),
    objects: objects.map(change => objectData(change, byPath.get(JSON.stringify([
      (change.after ?? change.before)!.app, (change.after ?? change.before)!.workload,
    ])))),
    undecided: undecided.map(each => {
      const { apiVersion, kind, metadata: { namespace, name, labels } } = each;
      return { apiVersion, kind, namespace, name, team: labels?.[TEAM_LABEL], deliveredBy: deliveryOf(each)?.text };
    }),
  };
}

function workloadData({ change, workload, place, lines, causes }: TouchedWorkload): object {
  const { type, before, facts } = change;
  const isElsewhere = type === WorkloadChangeType.MOVED || type === WorkloadChangeType.RENAMED;
  return {
    change: type,
    ...workloadName(workload),
    kind: workload.record.kind,
    path: workload.record.path,
    place,
    from: isElsewhere ? { ...workloadName(before!), path: before!.record.path } : undefined,
    properties: lines.map(each => ({
      ...fieldData(each), place: each.place, written: each.written && { ...each.written, path: pathText(each.written.path) },
    })),
    facts: facts.map(fieldData),
    causes,
  };
}

function objectData(change: JudgedChange, workload: PlannedWorkload | undefined): object {
  const { type, before, after, fields, sameStored } = change;
  const object = (after ?? before)!;
  return {
    change: type,
    ...nameOf(object),
    file: object.file,
    workload: object.workload,
    origin: object.origin.text,
    from:
      before && after && (before.id !== after.id || before.file !== after.file)
        ? { name: before.name, file: before.file || undefined }
        : undefined,
    sameStored,
    fields: fields.map(each => ({ ...fieldData(each), origin: fieldOrigin(each.path, object, workload?.record).text })),
  };
}

function fieldData({ path, before, after, order }: FieldChange): object {
  return { path: pathText(path), before, after, order };
}

function nameOf({ cluster, apiVersion, kind, namespace, name }: PlannedObject): object {
  return { cluster, apiVersion, kind, namespace, name };
}

function workloadName({ record: { cluster, namespace, name } }: PlannedWorkload): object {
  return { cluster, namespace, name };
}

function podsOf(pods: PodCount | undefined): PodCount | undefined {
  return pods && { min: pods.min, max: pods.max };
}
