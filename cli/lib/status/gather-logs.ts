import { calleeOf, callsIn, isProxied, OutgoingCall, proxyConfigsOf } from './calls';
import { isReady } from './containers';
import { NotRead } from './not-read';
import { REGISTRAR_CONTAINER, registrarOf, wantsEntry } from './rules/registration';
import { Pod } from './snapshot/objects';
import { logKey } from './surroundings';
import { keyOf, Workload } from './workload';
import { ClusterReader, LogSelection } from '../cluster/cluster-reader';
import { KubernetesObject } from '../cluster/kubernetes-object';
import { FailureReason } from '../cluster/read';
import { resource } from '../cluster/resource';

/** So many pods of each workload. */
const PROXIES = 3;
/** And so many registrars. */
const REGISTRARS = 40;

export interface WantedLog {
  readonly pod: Pod;
  readonly container: string;
  readonly selection: LogSelection;
}

/** Logs that say what no object says. */
export async function logsOf(cluster: ClusterReader, wanted: readonly WantedLog[]) {
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
export function registrarLogs(workloads: readonly Workload[], runtimePods: readonly Pod[]): WantedLog[] {
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
export function proxyLogs(
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
export async function callsOf(cluster: ClusterReader, workloads: readonly Workload[]): Promise<Map<string, OutgoingCall[]>> {
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
