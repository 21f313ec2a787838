import { RecordedWorkload } from 'cdk8s-pinterest';
import { propertyChanges } from './property-changes';
import { groupBy } from '../../group-by';
import { FieldChange } from '../fields/field-changes';
import { isEqual } from '../fields/values';

/** A workload of an app. */
export interface PlannedWorkload {
  /** Tells it from all others of the apps, and is the same as long as it is the same one for its callers. */
  readonly id: string;
  readonly app: string;
  readonly record: RecordedWorkload;
}

/** A workload that is another one than before, by what its author and its platform say of it. */
export interface WorkloadChange {
  readonly type: WorkloadChangeType;
  readonly before?: PlannedWorkload;
  readonly after?: PlannedWorkload;
  readonly properties: readonly FieldChange[];
  /** What else is said of it: its kind, release, channel, team, contact and identity. */
  readonly facts: readonly FieldChange[];
}

export enum WorkloadChangeType {
  NEW = 'new',
  GONE = 'gone',
  CHANGED = 'changed',
  /** It is in another chart. */
  MOVED = 'moved',
  /** One that is gone, and one that is new, are the same with another name, in another namespace, or on another cluster. */
  RENAMED = 'renamed',
}

const FACTS = ['kind', 'release', 'channel', 'team', 'contact', 'spiffeId'] as const;

/** All workloads of both sides, also those of which nothing is different: their objects may be. */
export function workloadChanges(before: readonly PlannedWorkload[], after: readonly PlannedWorkload[]): WorkloadChange[] {
  const was = new Map(before.map(each => [each.id, each]));
  const is = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !is.has(id));
  const renamed = renames(gone, after.filter(({ id }) => !was.has(id)));
  const old = new Set([...renamed.values()].map(({ id }) => id));
  return [
    ...after.map(each => {
      const one = was.get(each.id);
      if (one) return changeOf(chartOf(one) === chartOf(each) ? WorkloadChangeType.CHANGED : WorkloadChangeType.MOVED, one, each);
      const other = renamed.get(each.id);
      return other
        ? changeOf(WorkloadChangeType.RENAMED, other, each)
        : { type: WorkloadChangeType.NEW, after: each, properties: [], facts: [] };
    }),
    ...gone.filter(({ id }) => !old.has(id)).map(each => ({
      type: WorkloadChangeType.GONE, before: each, properties: [], facts: [],
    })),
  ];
}

/**
 * Those that are gone, by the ids of the new ones that are the same: of the same construct, of the same name on another cluster,
 * or with the same properties; where only one of each is.
 */
function renames(gone: readonly PlannedWorkload[], added: readonly PlannedWorkload[]): Map<string, PlannedWorkload> {
  const renamed = new Map<string, PlannedWorkload>();
  const old = new Set<PlannedWorkload>();
  for (const keyOf of [sameConstruct, sameName, sameProperties]) {
    const was = groupBy(gone.filter(each => !old.has(each)), keyOf);
    for (const [key, [one, ...others]] of groupBy(added.filter(({ id }) => !renamed.has(id)), keyOf)) {
      const these = was.get(key) ?? [];
      if (these.length !== 1 || others.length > 0) continue;
      renamed.set(one.id, these[0]);
      old.add(these[0]);
    }
  }
  return renamed;
}

function sameConstruct({ app, record: { cluster, kind, path } }: PlannedWorkload): string {
  return JSON.stringify([app, cluster, kind, path]);
}

function sameName({ app, record: { kind, namespace, name } }: PlannedWorkload): string {
  return JSON.stringify([app, kind, namespace, name]);
}

function sameProperties({ app, record: { cluster, kind, properties } }: PlannedWorkload): string {
  return JSON.stringify([app, cluster, kind, properties]);
}

function changeOf(type: WorkloadChangeType, before: PlannedWorkload, after: PlannedWorkload): WorkloadChange {
  const properties = propertyChanges(before.record.properties, after.record.properties);
  const said = new Set(properties.map(({ path }) => path.join('.')));
  const facts = FACTS.filter(name => !said.has(name) && !isEqual(before.record[name], after.record[name]))
    .map(name => ({ path: [name], before: before.record[name], after: after.record[name] }));
  return { type, before, after, properties, facts };
}

/** The path of what a workload is in. */
export function chartOf({ record: { path } }: PlannedWorkload): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
