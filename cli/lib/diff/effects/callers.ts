import { Effect } from './effect';
import { Restart } from './restarts';
import { groupBy } from '../../group-by';
import { isEqual } from '../fields/values';
import { ObjectChange, ObjectChangeType } from '../objects/object-change';
import { Refusal } from '../verdict/refusals';
import { TouchedWorkload } from '../workloads/touched-workload';
import { PlannedWorkload, WorkloadChangeType } from '../workloads/workload-change';

/** Who calls a workload, and whom it calls, by their names, after a change; of one that is gone, before it. */
export interface Callers {
  readonly workload: PlannedWorkload;
  /** What callers could notice, in words. */
  readonly why: readonly string[];
  /** Those that it lets in, and those that say that they call it. */
  readonly calledBy: readonly string[];
  /** Whom it calls, where that is another one than before. */
  readonly calls: readonly string[];
  /** Those that still call it, though it is gone. */
  readonly left: readonly string[];
}

/** Kinds that decide how a workload is reached, and by whom. */
const DOORS: Readonly<Record<string, string | undefined>> = {
  Service: 'its Service differs',
  NetworkPolicy: 'who may connect differs',
  Ingress: 'how it is reached from outside differs',
  HTTPRoute: 'how it is reached from outside differs',
  GRPCRoute: 'how it is reached from outside differs',
};

/**
 * Only those of which callers, or those that are called, could notice something.
 *
 * @param after all workloads as they are afterwards
 */
export function callersOf(
  touched: readonly TouchedWorkload[], after: readonly PlannedWorkload[], restarts: readonly Restart[],
  refusals: readonly Refusal[],
): Callers[] {
  const calls = after.flatMap(each => each.record.calls.map(({ host }) => ({ caller: each, called: keyOf(each, host) })));
  const calling = groupBy(calls, ({ called }) => called);
  const there = new Set(after.map(({ id }) => id));
  const restarting = new Set(restarts.flatMap(({ effect, object: { id } }) => effect === Effect.RESTART ? [id] : []));
  const refused = new Set(refusals.map(({ object: { id } }) => id));
  return touched.flatMap(each => {
    const { change, workload } = each;
    const { namespace, name, callers, calls: own } = workload.record;
    const why = noticed(each, restarting, refused);
    const now = (calling.get(keyOf(workload, `${name}.${namespace}`)) ?? []).map(({ caller }) => nameOf(caller));
    const declared = callers.map(caller => (
      caller.name === '' ? `pods of ${caller.namespace}` : `${caller.namespace}/${caller.name}`
    ));
    const calledBy = why.length > 0 ? [...new Set([...declared, ...now])].sort() : [];
    const [was, is] = [change.before, change.after].map(side => side?.record.calls.map(({ host }) => host));
    const called = is !== undefined && !isEqual(was, is) ? own.map(({ host }) => shortHost(host)) : [];
    if (calledBy.length + called.length === 0) return [];
    return [{ workload, why, calledBy, calls: called, left: there.has(workload.id) ? [] : now }];
  });
}

/** What of a workload those could notice that call it. */
function noticed(
  { change: { type, before, facts }, objects }: TouchedWorkload, restarting: ReadonlySet<string>, refused: ReadonlySet<string>,
): string[] {
  switch (type) {
    case WorkloadChangeType.NEW: return [];
    case WorkloadChangeType.GONE: return ['it is gone'];
    case WorkloadChangeType.RENAMED: return [`it was ${nameOf(before!)}`];
    case WorkloadChangeType.MOVED: case WorkloadChangeType.CHANGED: break;
  }
  const changed = objects.filter(({ after }) => after === undefined || !refused.has(after.id));
  return [...new Set([
    ...(type === WorkloadChangeType.MOVED ? ['it is in another chart'] : []),
    ...(changed.some(({ after }) => restarting.has(after?.id ?? '')) ? ['it restarts'] : []),
    ...changed.flatMap(doorOf),
    ...(facts.some(({ path }) => path[0] === 'spiffeId') ? ['its identity differs'] : []),
  ])];
}

function doorOf({ type, before, after, fields }: ObjectChange): string[] {
  const door = DOORS[(after ?? before)!.kind];
  if (door === undefined) return [];
  const isOther = type === ObjectChangeType.CHANGED ? fields.some(({ path: [first] }) => first === 'spec')
    : type !== ObjectChangeType.MOVED;
  return isOther ? [door] : [];
}

/** On one cluster, by the first two names of the host: `api.pinboard.svc`. */
function keyOf({ app, record: { cluster } }: PlannedWorkload, host: string): string {
  return JSON.stringify([app, cluster, host.split('.').slice(0, 2)]);
}

/** `pinboard/api` of a Service of the cluster, which is what a workload's Service is called; any other host as it is. */
function shortHost(host: string): string {
  const [, name, namespace] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? [];
  return name === undefined ? host : `${namespace}/${name}`;
}

function nameOf({ record: { namespace, name } }: PlannedWorkload): string {
  return `${namespace}/${name}`;
}
