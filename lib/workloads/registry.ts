import { IConstruct } from 'constructs';
import { Claims, rootOf } from './claims';
import { useNamespace } from '../platform/used-namespaces';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Channel } from '../requirements/channel';
import { workloadPath } from '../resources/names';
import { NetworkPort } from '../resources/network';
import { WorkloadIntent } from '../runtime/workload-intent';
import { Problem } from '../validation/problem';

/** A workload of an app. */
export interface Registered {
  readonly construct: IConstruct;
  readonly intent: WorkloadIntent;
  readonly channel: Channel;
  /** What its author wrote. */
  readonly props?: object;
  /** Who may call it. */
  readonly callers?: readonly { readonly name: string; readonly namespace: string }[];
  /** The name of its service account, if that is not its own. */
  readonly account?: string;
  /** The labels of its pods, if it was adopted: they may have another name. */
  readonly podLabels?: Record<string, string>;
  /** Where others reach its ports, once the tree is whole. */
  readonly reachedAt?: () => ReachedPort[];
  /** The ports of its main Service, once the tree is whole. */
  readonly served?: () => ServedPort[];
}

/** A port of a Service, as its callers see it. */
export interface ServedPort {
  /** The name of the application's port. */
  readonly name: string;
  /** Its number in the Service. */
  readonly port: number;
  readonly protocol: TrafficProtocol;
  /** Where the pods are reached. */
  readonly at: NetworkPort;
  /** Whether a proxy stands before it. */
  readonly proxied: boolean;
  /** Whether it has callers of its own. */
  readonly ownCallers: boolean;
  /** Whether somebody may call it who is no other pod of the workload, nor monitoring. */
  readonly serves: boolean;
  /** Whether it is for a workload with this SPIFFE id. */
  readonly lets: (spiffeId: string) => boolean;
}

/** A port of an application, and at which port of its pods it is reached: that of a proxy, maybe. */
export interface ReachedPort {
  readonly number: number;
  readonly at: NetworkPort;
}

type Names = Map<string, Registered[]>;

/** Workloads that use a service account of another name, by the path that a workload of this name has. */
const SHARERS = new Claims();
const OTHER_ACCOUNT = new WeakSet<IConstruct>();

const REGISTRIES = new WeakMap<IConstruct, Names>();

/** Registers a workload of an app by cluster, namespace and name, so that look-ups need no walk through the tree. */
export function register(workload: Registered): void {
  const { construct, intent } = workload;
  const root = rootOf(construct);
  const names: Names = REGISTRIES.get(root) ?? new Map();
  REGISTRIES.set(root, names);
  const key = workloadPath(intent.cluster.name, intent.namespace, intent.name);
  names.set(key, [...(names.get(key) ?? []), workload]);
  useNamespace(construct, intent.cluster.name, intent.namespace);
  if (workload.account !== undefined) registerSharer(workload, workload.account);
}

function registerSharer({ construct, intent: { cluster, namespace } }: Registered, account: string): void {
  SHARERS.add(workloadPath(cluster.name, namespace, account), construct);
  OTHER_ACCOUNT.add(construct);
}

/** Workloads of other names that use the service account of a workload. */
export function sharersOf(within: IConstruct, cluster: string, namespace: string, name: string): IConstruct[] {
  return SHARERS.of(workloadPath(cluster, namespace, name), within);
}

/** Whether a workload's service account is not its own. */
export function usesOtherAccount(workload: IConstruct): boolean {
  return OTHER_ACCOUNT.has(workload);
}

/** Where the ports of a workload are reached; undefined if there is no such workload. */
export function reachedAt(within: IConstruct, cluster: string, namespace: string, name: string): ReachedPort[] | undefined {
  const all = REGISTRIES.get(rootOf(within))?.get(workloadPath(cluster, namespace, name));
  return all?.flatMap(workload => workload.reachedAt?.() ?? []);
}

/** The labels that find the pods of a workload of the app that was adopted. */
export function adoptedLabels(
  within: IConstruct, cluster: string, namespace: string, name: string,
): Record<string, string> | undefined {
  return registeredAs(within, workloadPath(cluster, namespace, name)).find(({ podLabels }) => podLabels !== undefined)?.podLabels;
}

/** All workloads with this path. */
export function registeredAs(within: IConstruct, path: string): Registered[] {
  return REGISTRIES.get(rootOf(within))?.get(path) ?? [];
}

/** All workloads with this name. */
export function registered(within: IConstruct, cluster: string, namespace: string, name: string): IConstruct[] {
  return REGISTRIES.get(rootOf(within))?.get(workloadPath(cluster, namespace, name))?.map(({ construct }) => construct) ?? [];
}

/** All workloads of an app, in the order of cluster, namespace and name. */
export function allRegistered(within: IConstruct): Registered[] {
  const names: Names = REGISTRIES.get(rootOf(within)) ?? new Map();
  return [...names.keys()].sort().flatMap(key => names.get(key)!);
}

/** The names of a cluster's workloads, as `namespace/name`. */
export function registeredNames(within: IConstruct, cluster: string): string[] {
  return [...(REGISTRIES.get(rootOf(within))?.keys() ?? [])].filter(key => key.startsWith(`${cluster}/`))
    .map(key => key.slice(cluster.length + 1));
}

/** Other workloads of the app with the same name. Call it once the whole tree is built. */
export function nameCollisions(scope: IConstruct, { cluster, namespace, name }: WorkloadIntent): Problem[] {
  return registered(scope, cluster.name, namespace, name).filter(other => other !== scope).map(other => ({
    field: 'name',
    value: name,
    rule: `is also the name of ${other.node.path}, in the same cluster and namespace`,
    fix: 'Rename one of the two, or give their charts different namespaces.',
  }));
}
