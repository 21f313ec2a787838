import { OutgoingCall } from './calls';
import { DaemonSet, Node, Pod } from './snapshot/objects';
import { Workload } from './workload';

/** What the rules know beside the workload itself. */
export interface Surroundings {
  /** In milliseconds. */
  readonly now: number;
  readonly nodes: readonly Node[];
  /** The daemons of the runtime's releases, where they could be read. */
  readonly runtimeDaemons: readonly DaemonSet[];
  readonly runtimePods: readonly Pod[];
  /** All workloads that are looked at. */
  readonly workloads: readonly Workload[];
  /** The last lines of logs, by namespace, pod and container; only of what is looked at closely. */
  readonly logs: ReadonlyMap<string, string>;
  /** What each workload calls, by its namespace and name; only of what is looked at closely. */
  readonly calls: ReadonlyMap<string, readonly OutgoingCall[]>;
}

export const logKey = (namespace: string | undefined, pod: string, container: string): string =>
  `${namespace}/${pod}/${container}`;
