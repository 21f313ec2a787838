import { calleeOf, callsIn, isProxied, OutgoingCall, proxyConfigsOf } from './calls';
import { isReady } from './containers';
import { evaluate, WorkloadStatus } from './evaluate';
import { REGISTRAR_CONTAINER, registrarOf, wantsEntry } from './rules/registration';
import { DaemonSet, Pod } from './snapshot/objects';
import { ReadSnapshot, readSnapshot } from './snapshot/read-snapshot';
import { READINGS } from './snapshot/readings';
import { slim } from './snapshot/slim';
import { Snapshot } from './snapshot/snapshot';
import { logKey, Surroundings } from './surroundings';
import { keyOf, Workload, WorkloadId } from './workload';
import { workloadsOf } from './workloads-of';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { KubernetesObject } from '../cluster/kubernetes-object';
import { Failure, FailureReason } from '../cluster/read';
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

export interface NotRead {
  readonly what: string;
  readonly namespace?: string;
  readonly failure: Failure;
}

/** The logs of proxies are read for so many workloads at most: each is a request of its own. */
const CLOSELY = 40;
/** So many pods of each. */
const PROXIES = 3;
/** And those of so many registrars. */
const REGISTRARS = 40;

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

const RUNTIME = 'pinterest.com/runtime';

/** The daemons of the runtime, if a workload depends on them: who sees the whole cluster has them already. */
async function runtimeOf(cluster: ClusterReader, workloads: readonly Workload[], { daemonSets, pods }: Snapshot, whole: boolean) {
  const ofRuntime = ({ metadata }: Pod | DaemonSet) => metadata.labels?.[RUNTIME] !== undefined;
  if (whole) return { daemons: daemonSets.filter(ofRuntime), pods: pods.filter(ofRuntime), notRead: [] };
  const needed = workloads.some(each => each.pods.some(pod => wantsEntry(pod) || pod.spec?.nodeName === undefined));
  if (!needed) return { daemons: [], pods: [], notRead: [] };
  const [daemons, found] = await Promise.all([
    cluster.list<DaemonSet>(resource('apps/v1', 'daemonsets'), { labels: RUNTIME }, slim),
    cluster.list<Pod>(resource('v1', 'pods'), { labels: RUNTIME }, slim),
  ]);
  const failure = daemons.failure ?? found.failure;
  return {
    daemons: daemons.value?.items ?? [],
    pods: found.value?.items ?? [],
    notRead: failure === undefined ? [] : [{ what: 'daemons of the runtime', failure }],
  };
}

interface WantedLog {
  readonly pod: Pod;
  readonly container: string;
  readonly selection: LogSelection;
}

/** Logs that say what no object says. */
async function logsOf(cluster: ClusterReader, wanted: readonly WantedLog[]) {
  const once = new Map(wanted.map(each => [logKey(each.pod.metadata.namespace, each.pod.metadata.name, each.container), each]));
  const found = new Map<string, string>();
  const failures = new Map<string, NotRead>();
  await Promise.all(
    [...once].map(async ([key, { pod, container, selection }]) => {
      const { namespace = 'default', name } = pod.metadata;
      const read = await cluster.log(namespace, name, { container, ...selection });
      const what = `logs of ${container === 'proxy' ? 'proxies' : 'registrars'}`;
      if (read.failure === undefined) {
        found.set(key, read.value);
      } else if (read.failure.reason !== FailureReason.NOT_FOUND) {
        // Not that of a pod that has gone since.
        failures.set(`${namespace} ${what}`, { what, namespace, failure: read.failure });
      }
    }),
  );
  return { found, notRead: [...failures].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each) };
}

/** Of the nodes with pods that want to be in ZooKeeper. */
function registrarLogs(workloads: readonly Workload[], runtimePods: readonly Pod[]): WantedLog[] {
  const registrars = new Set(
    workloads
      .flatMap(({ pods }) => pods.filter(pod => wantsEntry(pod) && isReady(pod)))
      .map(pod => registrarOf(pod, runtimePods))
      .filter(pod => pod !== undefined),
  );
  return [...registrars]
    .slice(0, REGISTRARS)
    .map(pod => ({ pod, container: REGISTRAR_CONTAINER, selection: { tailLines: 300 } }));
}

/** Of some pods of each workload that calls, and of those that it calls: the others do the same. */
function proxyLogs(
  workloads: readonly Workload[],
  everyone: readonly Workload[],
  calls: ReadonlyMap<string, readonly OutgoingCall[]>,
): WantedLog[] {
  const callers = workloads.filter(each => (calls.get(keyOf(each)) ?? []).length > 0);
  const callees = new Set(
    callers
      .flatMap(each => calls.get(keyOf(each)) ?? [])
      .flatMap(({ host }) => {
        const callee = calleeOf(host);
        return callee === undefined ? [] : [keyOf(callee)];
      }),
  );
  const pods = [...callers, ...everyone.filter(each => callees.has(keyOf(each)))].flatMap(each =>
    each.pods.filter(isProxied).slice(0, PROXIES),
  );
  return pods.map(pod => ({ pod, container: 'proxy', selection: { tailLines: 2000, sinceSeconds: 300, timestamps: true } }));
}

/** What they call, by the configuration of their proxies; what cannot be read is not looked at. */
async function callsOf(cluster: ClusterReader, workloads: readonly Workload[]): Promise<Map<string, OutgoingCall[]>> {
  const found = await Promise.all(
    workloads.map(async each => {
      const pod = each.pods.find(isProxied);
      const maps = pod === undefined ? [] : proxyConfigsOf(pod);
      const read = await Promise.all(
        maps.map(name =>
          cluster.get<KubernetesObject & { readonly data?: Readonly<Record<string, string>> }>(
            resource('v1', 'configmaps'),
            name,
            each.namespace,
          ),
        ),
      );
      return [keyOf(each), read.flatMap(({ value }) => Object.values(value?.data ?? {})).flatMap(callsIn)] as const;
    }),
  );
  return new Map(found);
}

function notRead({ failures }: Snapshot): NotRead[] {
  return failures.map(({ what, namespace, failure }) => ({ what: READINGS[what].called, namespace, failure }));
}
