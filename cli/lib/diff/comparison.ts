import { groupBy } from '../group-by';
import { Callers, callersOf } from './effects/callers';
import { ResourceChange, resourceChanges, Total, totalOf } from './effects/resource-changes';
import { Restart, restarts } from './effects/restarts';
import { isEqual } from './fields/values';
import { Drift } from './live/drift';
import { LiveObject } from './live/live-object';
import { ObjectChange, objectChanges, ObjectChangeType } from './objects/object-change';
import { PlannedObject } from './objects/planned-object';
import { Side } from './side';
import { stepFor } from './verdict/next-steps';
import { Judgement, judge, Refusal } from './verdict/refusals';
import { Server } from './verdict/verdict-program';
import { TouchedWorkload, touchedWorkloads } from './workloads/touched-workload';

/** What differs between two states of an app, and what that does. */
export interface Comparison {
  /** With what is compared, in words. */
  readonly base: string;
  /** What one should know of the comparison itself. */
  readonly notes: readonly string[];
  readonly workloads: readonly TouchedWorkload[];
  readonly refusals: readonly RefusedChange[];
  readonly restarts: readonly Restart[];
  readonly resources: readonly ResourceChange[];
  /** What all pods of a cluster take, where that differs. */
  readonly totals: readonly ClusterTotal[];
  readonly callers: readonly Callers[];
  readonly objects: readonly JudgedChange[];
  /** What others have changed on the cluster; empty where no cluster is compared. */
  readonly drift: readonly ObjectDrift[];
  /** On the cluster, and of a team of the app: nobody knows whether the app had them. Empty where no cluster is compared. */
  readonly undecided: readonly LiveObject[];
  /** Whether it is known which lines differ: a cluster knows no lines. */
  readonly knowsLines: boolean;
  /** Whether all could be read that was to be compared. */
  readonly isWhole: boolean;
}

/** A field of an object that somebody else has changed on the cluster. */
export interface ObjectDrift extends Drift {
  readonly object: PlannedObject;
}

export interface RefusedChange extends Refusal {
  /** What to do about it, in sentences. */
  readonly step: string;
}

export interface JudgedChange extends ObjectChange {
  /** Whether the server stores the same as before. */
  readonly sameStored: boolean;
}

export interface ClusterTotal {
  readonly cluster: string;
  readonly before: Total;
  readonly after: Total;
}

/** What is known of the server of a cluster, by the cluster's name. */
export type Servers = (cluster: string | undefined) => Server;

/** Compares two states. */
export async function compare(
  { before, after }: { readonly before: Side; readonly after: Side }, servers: Servers, base: string, notes: readonly string[],
): Promise<Comparison> {
  const changes = objectChanges(before.objects, after.objects);
  const judgements = await judgeAll(changes, servers);
  return comparisonOf({ before, after }, judgements, base, notes);
}

/** What changes of objects do. */
export function comparisonOf(
  { before, after }: { readonly before: Side; readonly after: Side },
  judgements: readonly Judgement[],
  base: string,
  notes: readonly string[],
): Comparison {
  const workloads = touchedWorkloads(judgements.map(({ change }) => change), before, after);
  const renamed = new Map(judgements.flatMap(({ change: { type, before: was, after: is } }) => (
    type === ObjectChangeType.RENAMED ? [[was!.id, is!.id] as const] : []
  )));
  const refusals = judgements.flatMap(({ change, refusals: own }) => own.map(each => ({ ...each, step: stepFor(each, change) })));
  const restarting = restarts(judgements, before.objects, after.objects);
  const inOrder = inOrderOfClusters(before, after);
  return {
    base,
    notes,
    workloads: inOrder(workloads, ({ workload: { record } }) => record.cluster),
    refusals: inOrder(refusals, ({ object }) => object.cluster),
    restarts: inOrder(restarting, ({ object }) => object.cluster),
    resources: inOrder(resourceChanges(before.objects, after.objects, renamed), ({ object }) => object.cluster),
    totals: inOrder(totals(before.objects, after.objects), ({ cluster }) => cluster),
    callers: inOrder(callersOf(workloads, after.workloads, restarting, refusals), ({ workload: { record } }) => record.cluster),
    objects: inOrder(judgements, ({ change }) => (change.after ?? change.before)!.cluster).map(({ change, stored }) => ({
      ...change,
      sameStored: change.type === ObjectChangeType.CHANGED && stored !== undefined && isEqual(stored.before, stored.after),
    })),
    drift: [],
    undecided: [],
    knowsLines: true,
    isWhole: true,
  };
}

/** Sorts by clusters, everywhere in the same order: that of the platform, in which the app writes them. */
function inOrderOfClusters(
  before: Side, after: Side,
): <T>(all: readonly T[], clusterOf: (each: T) => string | undefined) => T[] {
  const clusters = [...after.objects, ...before.objects].map(({ cluster = '' }) => cluster);
  const places = new Map([...new Set([...after.clusters, ...before.clusters, ...clusters])].map((cluster, n) => [cluster, n]));
  return (all, clusterOf) => {
    const place = (each: (typeof all)[number]) => places.get(clusterOf(each) ?? '') ?? -1;
    return [...all].sort((one, other) => place(one) - place(other));
  };
}

/** In the order of the changes. */
async function judgeAll(changes: readonly ObjectChange[], servers: Servers): Promise<Judgement[]> {
  const byCluster = groupBy(changes.filter(({ type }) => type === ObjectChangeType.CHANGED), ({ after }) => after!.cluster);
  const judged = await Promise.all([...byCluster].map(([cluster, own]) => judge(own, servers(cluster))));
  const found = new Map(judged.flat().map(each => [each.change, each]));
  return changes.map(change => found.get(change) ?? { change, refusals: [] });
}

function totals(before: readonly PlannedObject[], after: readonly PlannedObject[]): ClusterTotal[] {
  const clusters = [...new Set([...after, ...before].map(({ cluster = '' }) => cluster))];
  return clusters.flatMap(cluster => {
    const [was, is] = [before, after].map(objects => totalOf(objects.filter(each => (each.cluster ?? '') === cluster)));
    return isEqual(was, is) ? [] : [{ cluster, before: was, after: is }];
  });
}
