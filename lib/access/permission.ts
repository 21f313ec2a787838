import { copyOf } from '../validation/look';

/** Where a permission holds. */
export enum PermissionScope {
  /** In the workload's own namespace. */
  NAMESPACE = 'namespace',

  /** In every namespace, and for objects without one. Only workloads in infrastructure namespaces may have it. */
  CLUSTER = 'cluster',
}

/** Something that a workload may do with objects of the Kubernetes API. */
export interface PermissionRule {
  /** The resources, in the plural, with a subresource after a slash: `pods`, `nodes/metrics`. */
  readonly resources: string[];

  /** The verbs: `get`, `list`, `watch`, ... */
  readonly verbs: string[];

  /**
   * The API group of the resources; `*` is every group, in infrastructure namespaces.
   *
   * @default - the core group, of pods and nodes
   */
  readonly apiGroup?: string;

  /**
   * The names of the objects that are meant. Kubernetes cannot limit `create` and `deletecollection` to names. Those of signers
   * have a domain: `example.com/mesh`, `example.com/*`.
   *
   * @default - all objects of these resources
   */
  readonly names?: string[];

  /**
   * Where it holds.
   *
   * @default PermissionScope.NAMESPACE, and for daemons PermissionScope.CLUSTER
   */
  readonly scope?: PermissionScope;

  /**
   * Paths of the API server that are no resources, such as `/metrics`; `/healthz/*` is all below. Then there are no resources,
   * and the scope is the cluster.
   *
   * @default - none
   */
  readonly paths?: string[];
}

/** A permission of a daemon, which holds in every namespace unless it says otherwise. */
export interface ClusterPermission extends PermissionRule {}

/** Permissions of workloads. */
export class Permission {
  /** What it may do in its own namespace. Makes a Role and its binding. */
  public static inNamespace(rule: PermissionRule): PermissionRule {
    return scoped(rule, PermissionScope.NAMESPACE);
  }

  /**
   * What it may do in every namespace, and with objects without namespace; for infrastructure namespaces only. Makes a
   * ClusterRole and its binding.
   */
  public static inCluster(rule: PermissionRule): PermissionRule {
    return scoped(rule, PermissionScope.CLUSTER);
  }

  /**
   * What it may ask of the API server besides resources, such as `/metrics`; for infrastructure namespaces only. Makes a
   * ClusterRole and its binding.
   *
   * @param verbs such as `get`
   */
  public static onPaths(paths: string[], verbs: string[]): PermissionRule {
    return { resources: [], verbs, paths, scope: PermissionScope.CLUSTER };
  }

  private constructor() {}
}

/** What is no object in plain JavaScript, or cannot be read, is refused where it is used. */
function scoped(rule: PermissionRule, scope: PermissionScope): PermissionRule {
  const copy = copyOf(rule);
  return copy === rule ? rule : { ...copy, scope };
}
