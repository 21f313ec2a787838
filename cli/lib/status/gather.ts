import { isReady } from './containers';
import { evaluate, WorkloadStatus } from './evaluate';
import { REGISTRAR_CONTAINER, registrarOf, wantsEntry } from './rules/registration';
import { DaemonSet, Pod } from './snapshot/objects';
import { ReadSnapshot, readSnapshot } from './snapshot/read-snapshot';
import { READINGS } from './snapshot/readings';
import { slim } from './snapshot/slim';
import { Snapshot } from './snapshot/snapshot';
import { logKey, Surroundings } from './surroundings';
import { Workload, WorkloadId } from './workload';
import { workloadsOf } from './workloads-of';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { Failure } from '../cluster/read';
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
/** And those of so many registrars. */
const REGISTRARS = 40;

/** Reads a cluster once, and judges what it has. */
export async function gather(cluster: ClusterReader, scope: Scope): Promise<ClusterStatus> {
  return statusOf(cluster, scope, await readSnapshot(cluster, scope.namespaces));
}

/** Judges what has been read; what only few workloads need is read here. */
export async function statusOf(cluster: ClusterReader, { expected, only, namespaces }: Scope, { snapshot }: ReadSnapshot): Promise<ClusterStatus> {
  const all = workloadsOf(snapshot, expected);
  const workloads = only === undefined ? all : all.filter(only);
  const runtime = await runtimeOf(cluster, workloads, snapshot, namespaces === undefined);
  const logs = await logsOf(cluster, workloads, runtime.pods);
  const around: Surroundings = {
    now: snapshot.now, nodes: snapshot.nodes, runtimeDaemons: runtime.daemons, runtimePods: runtime.pods, workloads: all, logs: logs.found,
  };
  return { workloads: evaluate(workloads, snapshot, around), notRead: [...notRead(snapshot), ...runtime.notRead, ...logs.notRead] };
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
    daemons: daemons.value?.items ?? [], pods: found.value?.items ?? [],
    notRead: failure === undefined ? [] : [{ what: 'daemons of the runtime', failure }],
  };
}

/** Logs that say what no object says. */
async function logsOf(cluster: ClusterReader, workloads: readonly Workload[], runtimePods: readonly Pod[]) {
  const wanted = new Map<string, { readonly pod: Pod; readonly container: string; readonly selection: LogSelection }>();
  const want = (pod: Pod, container: string, selection: LogSelection) => (
    wanted.set(logKey(pod.metadata.namespace, pod.metadata.name, container), { pod, container, selection })
  );
  const registrars = new Set(workloads.flatMap(({ pods }) => pods.filter(pod => wantsEntry(pod) && isReady(pod)))
    .map(pod => registrarOf(pod, runtimePods)).filter(pod => pod !== undefined));
  for (const pod of [...registrars].slice(0, REGISTRARS)) want(pod, REGISTRAR_CONTAINER, { tailLines: 300 });
  if (workloads.length <= CLOSELY) {
    for (const { pods } of workloads) for (const pod of proxiedOf(pods)) want(pod, 'proxy', { tailLines: 200, sinceSeconds: 300 });
  }
  const found = new Map<string, string>();
  const failures: NotRead[] = [];
  await Promise.all([...wanted].map(async ([key, { pod, container, selection }]) => {
    const { namespace = 'default', name } = pod.metadata;
    const read = await cluster.log(namespace, name, { container, ...selection });
    if (read.failure === undefined) found.set(key, read.value);
    else failures.push({ what: `logs of ${container === 'proxy' ? 'proxies' : 'registrars'}`, namespace, failure: read.failure });
  }));
  const once = new Map(failures.map(each => [`${each.what} ${each.namespace}`, each]));
  return { found, notRead: [...once.entries()].sort(([one], [other]) => one < other ? -1 : 1).map(([, each]) => each) };
}

/** Two of a workload's pods with a proxy that runs: the others do the same. */
function proxiedOf(pods: readonly Pod[]): Pod[] {
  return pods.filter(({ status }) => [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? []]
    .some(({ name, state }) => name === 'proxy' && state?.running !== undefined)).slice(0, 2);
}

function notRead({ failures }: Snapshot): NotRead[] {
  return failures.map(({ what, namespace, failure }) => ({ what: READINGS[what].called, namespace, failure }));
}
