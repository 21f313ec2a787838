import { ago, event, service, together } from './objects';
import { evaluate, WorkloadStatus } from '../../lib/status/evaluate';
import { Pod } from '../../lib/status/snapshot/objects';
import { Snapshot } from '../../lib/status/snapshot/snapshot';
import { Surroundings } from '../../lib/status/surroundings';
import { WorkloadId } from '../../lib/status/workload';
import { workloadsOf } from '../../lib/status/workloads-of';

/** How the workloads of a snapshot are. */
export function judged(
  snapshot: Snapshot,
  expected?: readonly WorkloadId[],
  around: Partial<Surroundings> = {},
): WorkloadStatus[] {
  const workloads = workloadsOf(snapshot, expected);
  return evaluate(workloads, snapshot, {
    now: snapshot.now,
    nodes: snapshot.nodes,
    runtimeDaemons: [],
    runtimePods: [],
    workloads,
    logs: new Map(),
    calls: new Map(),
    ...around,
  });
}

/** The only one, in a few words. */
export function brief(snapshot: Snapshot, around: Partial<Surroundings> = {}): string {
  const [{ health, summary, findings }] = judged(snapshot, undefined, around);
  return [`${health}: ${summary}`, ...findings.map(({ cause, urgency, what }) => `${urgency} ${cause}: ${what}`)].join('\n');
}

/** What is found in the one pod of a service. */
export const inPod = (one: Pod, more: Partial<Snapshot> = {}): string[] =>
  brief(together({ ...service('api', { replicas: 1, revisions: [[one]] }), ...more }))
    .split('\n')
    .slice(1);

/** How a container has ended. */
export const ended = (exitCode: number, more: object = {}) => ({ exitCode, finishedAt: ago(20), ...more }) as never;

/** A warning about that pod. */
export const about = (reason: string, message: string) => ({ events: [event('Pod', 'api-0-0', reason, message)] });
