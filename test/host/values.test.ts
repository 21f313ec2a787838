import { DaemonUpdate, Toleration } from 'cdk8s-pinterest';
import { PercentOrAbsolute, TaintEffect } from 'cdk8s-plus-27';
import { clusterRoleBinding, clusterRoleName, clusterRoleRules } from '../../lib/host/cluster-permission';
import { updateStrategy } from '../../lib/host/daemon-update';
import { tolerationSpec } from '../../lib/requirements/toleration';

test.each([
  [Toleration.everything(), { operator: 'Exists' }],
  [Toleration.taint({ key: 'gpu' }), { key: 'gpu', operator: 'Exists' }],
  [Toleration.taint({ key: 'pool', value: 'batch', effect: TaintEffect.NO_EXECUTE }), {
    key: 'pool', operator: 'Equal', value: 'batch', effect: 'NoExecute',
  }],
  [Toleration.taint({ key: 'pool', value: '' }), { key: 'pool', operator: 'Equal' }],
])('a toleration is written as the API server keeps it: %j', (toleration, spec) => {
  expect(tolerationSpec(toleration)).toEqual(spec);
});

test('an update either lacks pods or has more of them', () => {
  expect(updateStrategy(DaemonUpdate.unavailable(PercentOrAbsolute.absolute(2)))).toEqual({
    type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 2 },
  });
  expect(updateStrategy(DaemonUpdate.surge(PercentOrAbsolute.percent(20)))).toEqual({
    type: 'RollingUpdate', rollingUpdate: { maxSurge: '20%', maxUnavailable: 0 },
  });
});

test('roles of daemons do not meet, wherever the hyphens are', () => {
  expect(clusterRoleName('a', 'b-c')).not.toBe(clusterRoleName('a-b', 'c'));
  expect(clusterRoleName('system', 'node')).not.toMatch(/^system:/);
});

test('permissions are rules, of the core group unless told otherwise, bound to the service account', () => {
  expect(clusterRoleRules([
    { resources: ['pods', 'nodes'], verbs: ['get'] }, { apiGroup: 'apps', resources: ['daemonsets'], verbs: ['list', 'watch'] },
  ])).toEqual([
    { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get'] },
    { apiGroups: ['apps'], resources: ['daemonsets'], verbs: ['list', 'watch'] },
  ]);
  expect(clusterRoleBinding('daemon:platform:agent', 'platform', 'agent')).toEqual({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'daemon:platform:agent' },
    subjects: [{ kind: 'ServiceAccount', name: 'agent', namespace: 'platform' }],
  });
});
