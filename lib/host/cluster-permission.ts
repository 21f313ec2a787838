import { eachOf, emptyOr, optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';

/** Something that a daemon may do with objects of the Kubernetes API, in every namespace. */
export interface ClusterPermission {
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
}

/**
 * ClusterRoles have no namespace, so the name contains the daemon's. Namespaces and daemons have no colon in their names,
 * so no two daemons share a role, and none collides with Kubernetes' own (`system:`).
 */
export function clusterRoleName(namespace: string, name: string): string {
  return `daemon:${namespace}:${name}`;
}

export function clusterRoleRules(permissions: ClusterPermission[]) {
  return permissions.map(({ apiGroup = '', resources, verbs }) => ({ apiGroups: [apiGroup], resources, verbs }));
}

export function clusterRoleBinding(role: string, namespace: string, serviceAccount: string) {
  return {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace }],
  };
}

/** As the API server names them; `*` is all. */
export const PERMISSION_SHAPE = shape({
  resources: eachOf(text(KINDS.resourceType)),
  verbs: eachOf(text(KINDS.verb)),
  apiGroup: optional(emptyOr(text(KINDS.objectName, { fix: 'Write for example "apps".' }))),
}, 'Write { resources, verbs }.');

export function permissionProblems(permissions: ClusterPermission[]): Problem[] {
  return permissions.flatMap(({ resources, verbs }, n) => [
    ...must(resources.length > 0, {
      field: `permissions[${n}].resources`, rule: 'must name a resource', fix: 'Write for example ["pods"].',
    }),
    ...must(verbs.length > 0, {
      field: `permissions[${n}].verbs`, rule: 'must name a verb', fix: 'Write for example ["get", "list", "watch"].',
    }),
  ]);
}
