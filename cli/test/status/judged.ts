import { evaluate, WorkloadStatus } from '../../lib/status/evaluate';
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
