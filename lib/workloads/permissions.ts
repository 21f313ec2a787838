import { ApiObject } from 'cdk8s';
import { PermissionRule, PermissionScope } from '../access/permission';
import { clusterRoleName, RBAC, roleBinding, roleRules } from '../access/roles';

/** The roles of a workload, and their bindings to its service account. */
export interface Grants {
  readonly role?: ApiObject;
  readonly roleBinding?: ApiObject;
  readonly clusterRole?: ApiObject;
  readonly clusterRoleBinding?: ApiObject;
}

/** Makes objects of a workload. */
export interface GrantMaker {
  object(id: string, apiVersion: string, kind: string, content: object): ApiObject;
  clusterObject(id: string, apiVersion: string, kind: string, name: string, content: object): ApiObject;
}

export interface Grantee {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly isDaemon: boolean;
}

/** With the scope that a permission has if it says nothing: that of a daemon is the cluster. */
export function scoped(permissions: PermissionRule[], isDaemon: boolean): PermissionRule[] {
  const scope = isDaemon ? PermissionScope.CLUSTER : PermissionScope.NAMESPACE;
  return permissions.map(permission => ({ ...permission, scope: permission.scope ?? scope }));
}

/** Makes a Role for what is allowed in the namespace, and a ClusterRole for what is allowed in all. */
export function grant(maker: GrantMaker, grantee: Grantee, permissions: PermissionRule[]): Grants {
  if (permissions.length === 0) return {};
  const { name, namespace, serviceAccount, isDaemon } = grantee;
  const account = { name: serviceAccount, namespace };
  const [here, everywhere] = [PermissionScope.NAMESPACE, PermissionScope.CLUSTER].map(scope => (
    scoped(permissions, isDaemon).filter(permission => permission.scope === scope)
  ));
  const clusterRole = clusterRoleName(isDaemon ? 'daemon' : 'workload', namespace, name);
  return {
    ...(here.length > 0 && {
      role: maker.object('role', RBAC, 'Role', { rules: roleRules(here) }),
      roleBinding: maker.object('role-binding', RBAC, 'RoleBinding', roleBinding('Role', name, account)),
    }),
    ...(everywhere.length > 0 && {
      clusterRole: maker.clusterObject('cluster-role', RBAC, 'ClusterRole', clusterRole, { rules: roleRules(everywhere) }),
      clusterRoleBinding: maker.clusterObject(
        'cluster-role-binding', RBAC, 'ClusterRoleBinding', clusterRole, roleBinding('ClusterRole', clusterRole, account),
      ),
    }),
  };
}
