import { SynthesisRecord } from 'cdk8s-pinterest';
import { appName, objectsOf, PlannedObject } from './objects/planned-object';
import { Places } from './workloads/places';
import { PlannedWorkload } from './workloads/workload-change';

/** One of two states that are compared. */
export interface Side {
  readonly objects: readonly PlannedObject[];
  readonly workloads: readonly PlannedWorkload[];
  readonly places: Places;
  /** Those of its platforms, in their order. */
  readonly clusters: readonly string[];
}

/** What an app says of one state of its project. */
export interface Synth {
  readonly directory: string;
  readonly records: readonly SynthesisRecord[];
}

/** The same app has the same name on both sides: an app alone needs none. */
export function sidesOf(before: Synth, after: Synth): { readonly before: Side; readonly after: Side } {
  const alone = before.records.length <= 1 && after.records.length <= 1;
  return { before: sideOf(before, alone), after: sideOf(after, alone) };
}

function sideOf({ directory, records }: Synth, alone: boolean): Side {
  const named = records.map(record => ({ record, app: alone ? '' : appName(record, directory) }));
  return {
    objects: named.flatMap(({ record, app }) => objectsOf(record, app)),
    workloads: named.flatMap(({ record, app }) =>
      record.workloads.map(each => ({ id: workloadId(app, each), app, record: each })),
    ),
    places: new Places(directory),
    clusters: records.flatMap(({ clusters }) => clusters.map(({ name }) => name)),
  };
}

function workloadId(app: string, { cluster, namespace, name }: PlannedWorkload['record']): string {
  return JSON.stringify([app, cluster, namespace, name]);
}
