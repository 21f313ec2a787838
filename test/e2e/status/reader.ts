import { apply, kubectl } from '../kubectl';

/** Of a user who may read pods, deployments and replica sets of a namespace, and nothing else. */
export function limitedKubeconfig(namespace: string): string {
  const metadata = { name: 'reader', namespace };
  apply(JSON.stringify({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }));
  apply(JSON.stringify({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata,
    rules: [
      { apiGroups: ['', 'apps'], resources: ['pods', 'deployments', 'replicasets'], verbs: ['get', 'list', 'watch'] },
    ],
  }));
  apply(JSON.stringify({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', ...metadata }],
  }));
  const token = kubectl(['create', 'token', 'reader', '-n', namespace]).trim();
  const { clusters, contexts } = JSON.parse(kubectl(['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json']));
  return JSON.stringify({
    'apiVersion': 'v1', 'kind': 'Config', clusters, 'users': [{ name: 'reader', user: { token } }], 'current-context': 'reader',
    'contexts': [{ name: 'reader', context: { cluster: contexts[0].context.cluster, user: 'reader', namespace } }],
  });
}
