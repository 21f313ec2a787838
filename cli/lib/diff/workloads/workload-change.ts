import { RecordedWorkload } from 'cdk8s-pinterest';
import { propertyChanges } from './property-changes';
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
  /** One that is gone, and one that is new, have the same properties. */
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

/** Those that are gone, by the ids of the new ones that say the same: where only one of each does. */
function renames(gone: readonly PlannedWorkload[], added: readonly PlannedWorkload[]): Map<string, PlannedWorkload> {
  const alike = new Map<string, { was: PlannedWorkload[]; is: PlannedWorkload[] }>();
  const ofSay = ({ app, record: { cluster, kind, properties } }: PlannedWorkload) => {
    const said = JSON.stringify([app, cluster, kind, properties]);
    const found = alike.get(said) ?? { was: [], is: [] };
    alike.set(said, found);
    return found;
  };
  for (const each of gone) ofSay(each).was.push(each);
  for (const each of added) ofSay(each).is.push(each);
  const pairs = [...alike.values()].filter(({ was, is }) => was.length === 1 && is.length === 1);
  return new Map(pairs.map(({ was: [one], is: [other] }) => [other.id, one]));
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
