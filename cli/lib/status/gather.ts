import { OutgoingCall } from './calls';
import { evaluate, WorkloadStatus } from './evaluate';
import { callsOf, logsOf, proxyLogs, registrarLogs } from './gather-logs';
import { NotRead } from './not-read';
import { RUNTIME_LABEL } from '../cluster/labels';
import { wantsEntry } from './rules/registration';
import { DaemonSet, Pod } from './snapshot/objects';
import { ReadSnapshot, readSnapshot } from './snapshot/read-snapshot';
import { READINGS } from './snapshot/readings';
import { slim } from './snapshot/slim';
import { Snapshot } from './snapshot/snapshot';
import { Surroundings } from './surroundings';
import { keyOf, Workload, WorkloadId } from './workload';
import { workloadsOf } from './workloads-of';
import { ClusterReader } from '../cluster/cluster-reader';
import { resource } from '../cluster/resource';

/** What of a cluster is looked at. */
export interface Scope {
  /** All of them without it. */
  readonly namespaces?: readonly string[];
  /** Those that must be there; without it those that there are. */
  readonly expected?: readonly WorkloadId[];
  /** Which of those that there are. */
  readonly only?: (id: WorkloadId) => boolean;
}

/** How the workloads of a scope are. */
export interface ClusterStatus {
  readonly workloads: readonly WorkloadStatus[];
  /** What could not be read, in words. */
  readonly notRead: readonly NotRead[];
}

/** The logs of proxies are read for so many workloads at most: each is a request of its own. */
const CLOSELY = 40;

/** Reads a cluster once, and judges what it has. */
export async function gather(cluster: ClusterReader, scope: Scope): Promise<ClusterStatus> {
  return statusOf(cluster, scope, await readSnapshot(cluster, scope.namespaces));
}

/** Judges what has been read; what only few workloads need is read here. */
export async function statusOf(
  cluster: ClusterReader,
  { expected, only, namespaces }: Scope,
  { snapshot }: ReadSnapshot,
): Promise<ClusterStatus> {
  const there = workloadsOf(snapshot);
  const known = new Set(there.map(keyOf));
  const chosen =
    expected === undefined ? there.filter(each => only === undefined || only(each)) : workloadsOf(snapshot, expected);
  const everyone = [...there, ...chosen.filter(each => !known.has(keyOf(each)))];
  const runtime = await runtimeOf(cluster, chosen, snapshot, namespaces === undefined);
  const calls = chosen.length > CLOSELY ? new Map<string, OutgoingCall[]>() : await callsOf(cluster, chosen);
  const logs = await logsOf(cluster, [...registrarLogs(chosen, runtime.pods), ...proxyLogs(chosen, everyone, calls)]);
  const around: Surroundings = {
    now: snapshot.now,
    nodes: snapshot.nodes,
    runtimeDaemons: runtime.daemons,
    runtimePods: runtime.pods,
    workloads: everyone,
    logs: logs.found,
    calls,
  };
  return { workloads: evaluate(chosen, snapshot, around), notRead: [...notRead(snapshot), ...runtime.notRead, ...logs.notRead] };
}


/** The daemons of the runtime, if a workload depends on them: who sees the whole cluster has them already. */
async function runtimeOf(cluster: ClusterReader, workloads: readonly Workload[], { daemonSets, pods }: Snapshot, whole: boolean) {
  const ofRuntime = ({ metadata }: Pod | DaemonSet) => metadata.labels?.[RUNTIME_LABEL] !== undefined;
  if (whole) return { daemons: daemonSets.filter(ofRuntime), pods: pods.filter(ofRuntime), notRead: [] };
  const needed = workloads.some(each => each.pods.some(pod => wantsEntry(pod) || pod.spec?.nodeName === undefined));
  if (!needed) return { daemons: [], pods: [], notRead: [] };
  const [daemons, found] = await Promise.all([
    cluster.list<DaemonSet>(resource('apps/v1', 'daemonsets'), { labels: RUNTIME_LABEL }, slim),
    cluster.list<Pod>(resource('v1', 'pods'), { labels: RUNTIME_LABEL }, slim),
  ]);
  const failure = daemons.failure ?? found.failure;
  return {
    daemons: daemons.value?.items ?? [],
    pods: found.value?.items ?? [],
    notRead: failure === undefined ? [] : [{ what: 'daemons of the runtime', failure }],
  };
}

function notRead({ failures }: Snapshot): NotRead[] {
  return failures.map(({ what, namespace, failure }) => ({ what: READINGS[what].called, namespace, failure }));
}
