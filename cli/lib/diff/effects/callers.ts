import { groupBy } from '../../group-by';
import { PlannedWorkload } from '../workloads/workload-change';

/** Who calls a workload, and whom it calls, by their names, after a change; of one that is gone, before it. */
export interface Callers {
  readonly workload: PlannedWorkload;
  /** Those that it lets in, and those that say that they call it. */
  readonly calledBy: readonly string[];
  readonly calls: readonly string[];
  /** Those that still call it, though it is gone. */
  readonly left: readonly string[];
}

/** @param touched those of which something is different @param after all workloads as they are afterwards */
export function callersOf(touched: readonly PlannedWorkload[], after: readonly PlannedWorkload[]): Callers[] {
  const calls = after.flatMap(each => each.record.calls.map(({ host }) => ({ caller: each, called: keyOf(each, host) })));
  const calling = groupBy(calls, ({ called }) => called);
  const there = new Set(after.map(({ id }) => id));
  return touched.flatMap(workload => {
    const { namespace, name, callers, calls: own } = workload.record;
    const now = (calling.get(keyOf(workload, `${name}.${namespace}`)) ?? []).map(({ caller }) => nameOf(caller));
    const declared = callers.map(each => each.name === '' ? `pods of ${each.namespace}` : `${each.namespace}/${each.name}`);
    const isGone = !there.has(workload.id);
    const calledBy = [...new Set([...declared, ...now])].sort();
    if (calledBy.length + own.length === 0) return [];
    return [{ workload, calledBy, calls: own.map(({ host }) => shortHost(host)), left: isGone ? now : [] }];
  });
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
