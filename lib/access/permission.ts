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
   * The API group of the resources.
   *
   * @default - the core group, of pods and nodes
   */
  readonly apiGroup?: string;

  /**
   * The names of the objects that are meant. Kubernetes cannot limit `create` and `deletecollection` to names.
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
}

/** A permission of a daemon, which holds in every namespace unless it says otherwise. */
export interface ClusterPermission extends PermissionRule {}

/** Permissions of workloads. */
export class Permission {
  /** What it may do in its own namespace. Makes a Role and its binding. */
  public static inNamespace(rule: PermissionRule): PermissionRule {
    return { ...rule, scope: PermissionScope.NAMESPACE };
  }

  /**
   * What it may do in every namespace, and with objects without namespace; for infrastructure namespaces only. Makes a
   * ClusterRole and its binding.
   */
  public static inCluster(rule: PermissionRule): PermissionRule {
    return { ...rule, scope: PermissionScope.CLUSTER };
  }

  private constructor() {}
}
