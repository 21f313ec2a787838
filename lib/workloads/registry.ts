import { IConstruct } from 'constructs';
import { WorkloadIntent } from '../runtime/workload-intent';

type Names = Map<string, IConstruct[]>;

const REGISTRIES = new WeakMap<IConstruct, Names>();

/** The workloads of an app by cluster, namespace and name, so that a look-up is not a walk through the tree. */
export function register(construct: IConstruct, intent: WorkloadIntent): void {
  const names = REGISTRIES.get(construct.node.root) ?? new Map();
  REGISTRIES.set(construct.node.root, names);
  const key = keyOf(intent.cluster.name, intent.namespace, intent.name);
  names.set(key, [...(names.get(key) ?? []), construct]);
}

/** All workloads that claim this name. */
export function registered(within: IConstruct, cluster: string, namespace: string, name: string): IConstruct[] {
  return REGISTRIES.get(within.node.root)?.get(keyOf(cluster, namespace, name)) ?? [];
}

/** The names of a cluster's workloads, as `namespace/name`. */
export function registeredNames(within: IConstruct, cluster: string): string[] {
  return [...(REGISTRIES.get(within.node.root)?.keys() ?? [])].filter(key => key.startsWith(`${cluster}/`)).map(key => key.slice(cluster.length + 1));
}

function keyOf(cluster: string, namespace: string, name: string): string {
  return `${cluster}/${namespace}/${name}`;
}
