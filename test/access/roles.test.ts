import { Permission } from '../../lib/access/permission';
import { clusterRoleName, roleBinding, roleRules } from '../../lib/access/roles';

test('roles of workloads do not meet, wherever the hyphens are', () => {
  expect(clusterRoleName('daemon', 'a', 'b-c')).not.toBe(clusterRoleName('daemon', 'a-b', 'c'));
  expect(clusterRoleName('daemon', 'system', 'node')).not.toMatch(/^system:/);
});

test('permissions are rules, of the core group unless told otherwise, bound to the service account', () => {
  expect(roleRules([
    { resources: ['pods', 'nodes'], verbs: ['get'] },
    { apiGroup: 'apps', resources: ['daemonsets'], verbs: ['list', 'watch'], names: ['agent'] },
    Permission.onPaths(['/metrics'], ['get']),
  ])).toEqual([
    { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list', 'watch'], resourceNames: ['agent'] },
    { nonResourceURLs: ['/metrics'], verbs: ['get'] },
  ]);
  expect(roleBinding('ClusterRole', 'daemon:platform:agent', { namespace: 'platform', name: 'agent' })).toEqual({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'daemon:platform:agent' },
    subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace: 'platform' }],
  });
});
