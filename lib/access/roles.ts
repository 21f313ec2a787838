import { PermissionRule } from './permission';

export const RBAC = 'rbac.authorization.k8s.io/v1';

/** The service account that gets a role. */
export interface Account {
  readonly name: string;
  readonly namespace: string;
}

/**
 * ClusterRoles have no namespace, so the name contains the workload's. Namespaces and workloads have no colon in their names,
 * so no two workloads share a role, and none collides with Kubernetes' own (`system:`).
 */
export function clusterRoleName(sort: string, namespace: string, name: string): string {
  return `${sort}:${namespace}:${name}`;
}

export function roleRules(permissions: PermissionRule[]) {
  return permissions.map(({ apiGroup = '', resources, verbs, names = [], paths = [] }) => (
    paths.length > 0
      ? { nonResourceURLs: paths, verbs }
      : { apiGroups: [apiGroup], resources, verbs, ...(names.length > 0 && { resourceNames: names }) }
  ));
}

export function roleBinding(kind: 'Role' | 'ClusterRole', role: string, { name, namespace }: Account) {
  return {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  };
}
