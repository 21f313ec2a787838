import { Cron } from 'cdk8s';
import {
  Permission, PermissionRule, PermissionScope, PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService,
  PinterestStatefulSet, PinterestTrainingJob, ServiceAccountRef, TrainingFramework,
} from 'cdk8s-pinterest';
import { ApiResource, ClusterRole, ISubject, Role, ServiceAccount } from 'cdk8s-plus-27';
import { Built, BARE, CONTAINER } from '../synth';

const BATCH = { image: CONTAINER.image, command: ['work'] };
const KINDS: [string, (chart: any, props: any) => any][] = [
  ['service', (chart, props) => new PinterestService(chart, 'op', { container: CONTAINER, ...props })],
  ['store', (chart, props) => new PinterestStatefulSet(chart, 'op', { container: CONTAINER, ...props })],
  ['daemon', (chart, props) => new PinterestDaemon(chart, 'op', { container: CONTAINER, ...props })],
  ['job set', (chart, props) => new PinterestJobSet(chart, 'op', { container: BATCH, ...props })],
  ['cron job', (chart, props) => new PinterestCronJob(chart, 'op', { container: BATCH, schedule: Cron.daily(), ...props })],
  ['training', (chart, props) => new PinterestTrainingJob(chart, 'op', {
    container: BATCH, framework: TrainingFramework.pytorch({ nodes: 1 }), ...props,
  })],
];

const READS_PODS = Permission.inNamespace({ resources: ['pods'], verbs: ['get', 'list'] });

/** Pod specs, wherever they are. */
function podsOf(built: Built<any>): any[] {
  const found: any[] = [];
  const walk = (value: any): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('automountServiceAccountToken' in value && 'containers' in value) found.push(value);
    Object.values(value).forEach(walk);
  };
  walk(built.all());
  return found;
}

test.each(KINDS)('a %s with a permission in its namespace has a role, its binding and a token', (_, build) => {
  const built = new Built(chart => build(chart, { permissions: [READS_PODS] }), BARE, 'platform');
  expect(built.errors).toEqual([]);
  expect(built.one('Role')).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: expect.objectContaining({ name: 'op', namespace: 'platform' }),
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }],
  });
  expect(built.one('RoleBinding')).toMatchObject({
    metadata: { name: 'op', namespace: 'platform' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'op' },
    subjects: [{ kind: 'ServiceAccount', name: 'op', namespace: 'platform' }],
  });
  expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([true]);
  expect(built.it.role.name).toBe('op');
  expect(built.it.roleBinding.name).toBe('op');
});

test.each(KINDS)('a %s without permission has no role and no token', (_, build) => {
  const built = new Built(chart => build(chart, {}), BARE, 'platform');
  expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([false]);
  expect(built.all('Role').concat(built.all('ClusterRole'))).toEqual([]);
});

test('a permission in the cluster is a ClusterRole, in an infrastructure namespace', () => {
  const permissions = [READS_PODS, Permission.inCluster({ resources: ['nodes'], verbs: ['watch'] })];
  const built = new Built(chart => new PinterestService(chart, 'op', { container: CONTAINER, permissions }), BARE, 'platform');
  expect(built.errors).toEqual([]);
  const { metadata, rules } = built.one('ClusterRole');
  expect([metadata.name, metadata.namespace, rules]).toEqual([
    'workload:platform:op', undefined, [{ apiGroups: [''], resources: ['nodes'], verbs: ['watch'] }],
  ]);
  expect(built.one('ClusterRoleBinding').subjects).toEqual([{ kind: 'ServiceAccount', name: 'op', namespace: 'platform' }]);
  expect(built.one('Role').rules).toHaveLength(1);
});

test('what a daemon may do holds in every namespace, unless it says otherwise', () => {
  const permissions: PermissionRule[] = [{ resources: ['nodes'], verbs: ['list'] }, READS_PODS];
  const built = new Built(chart => new PinterestDaemon(chart, 'op', { container: CONTAINER, permissions }), BARE, 'platform');
  expect(built.one('ClusterRole').rules).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }]);
  expect(built.one('Role').rules).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }]);
});

const rule = (more: Partial<PermissionRule>): PermissionRule => ({ resources: ['pods'], verbs: ['get'], ...more });
const said = (permission: PermissionRule, namespace = 'shop') => (
  new Built(chart => (
    new PinterestService(chart, 'op', { container: CONTAINER, permissions: [permission] })
  ), BARE, namespace).errors
);

test.each<[string, PermissionRule, string]>([
  ['all verbs', rule({ verbs: ['*'] }), '[chart/op] permissions[0].verbs = "*": is allowed in infrastructure namespaces only: '
    + 'it also means what a later version or an operator adds. List what it needs.'],
  ['all groups', rule({ apiGroup: '*' }), '[chart/op] permissions[0].apiGroup = "*": is allowed in infrastructure '],
  ['all resources', rule({ resources: ['*'] }), '[chart/op] permissions[0].resources = "*": is allowed in infrastructure '],
  ['all subresources', rule({ resources: ['pods/*'] }), '[chart/op] permissions[0].resources = "pods/*": is allowed in '],
  ['impersonation', rule({ resources: ['users'], verbs: ['impersonate'] }), '[chart/op] permissions[0].verbs = "impersonate": '
    + 'is allowed in infrastructure namespaces only: it lets it act as any other user. Leave it out.'],
  ['escalation', rule({ apiGroup: 'rbac.authorization.k8s.io', resources: ['roles'], verbs: ['escalate'] }),
    '[chart/op] permissions[0].verbs = "escalate": is allowed'],
  ['any binding', rule({ apiGroup: 'rbac.authorization.k8s.io', resources: ['roles'], verbs: ['bind'] }),
    '[chart/op] permissions[0].verbs = "bind": is allowed'],
  ['all secrets', rule({ resources: ['secrets'] }), '[chart/op] permissions[0].resources = "secrets": without names '
    + 'is allowed in infrastructure namespaces only: who reads all Secrets of a namespace has the '
    + 'tokens and keys of everybody in it, and who creates one gets the token of any '
    + 'service account. Write their names, or mount the Secret.'],
  ['the token of any account', rule({ resources: ['serviceaccounts/token'], verbs: ['create'] }),
    '[chart/op] permissions[0].resources = "serviceaccounts/token": without names is allowed'],
  ['a path of the API server', Permission.onPaths(['/metrics'], ['get']), '[chart/op] permissions[0] = "shop": is not an '
    + 'infrastructure namespace'],
  ['the cluster', Permission.inCluster(rule({})), '[chart/op] permissions[0] = "shop": is not an infrastructure namespace, '
    + 'and only workloads in those may have permissions in every namespace. Write Permission.inNamespace, or move it. '
    + 'Known infrastructure namespaces: kube-system, platform.'],
])('outside of infrastructure namespaces, %s is refused', (_, permission, line) => {
  expect(said(permission)).toEqual([expect.stringContaining(line)]);
  expect(said(permission, 'platform')).toEqual([]);
});

test.each<[string, PermissionRule, string]>([
  ['no verb', rule({ verbs: [] }), 'permissions[0].verbs: must name a verb.'],
  ['no resource', rule({ resources: [] }), 'permissions[0].resources: must name a resource.'],
  ['nodes of a namespace', rule({ resources: ['nodes'] }), 'permissions[0].resources = "nodes": are in no namespace, so that a '
    + 'permission in one allows nothing. Write Permission.inCluster, in an infrastructure namespace.'],
  ['watching namespaces of a namespace', rule({ resources: ['namespaces'], verbs: ['get', 'watch'] }),
    'permissions[0].resources = "namespaces": are in no namespace, so that a permission in one allows nothing. '
    + 'Write Permission.inCluster, in an infrastructure namespace, or "get" alone.'],
  ['a path beside resources', rule({ paths: ['/metrics'], scope: PermissionScope.CLUSTER }), 'permissions[0].paths: are no '
    + 'resources, and in no namespace. Write Permission.onPaths(paths, verbs), and a second permission for resources.'],
  ['a path in a namespace', rule({ resources: [], paths: ['/metrics'] }), 'permissions[0].paths: are no resources'],
  ['a verb that no path has', Permission.onPaths(['/metrics'], ['post', 'watch']), 'permissions[0].verbs = "watch": is no verb '
    + 'of a path. Write get, head, post, put, patch, delete, options or *.'],
  ['a path with a star in it', Permission.onPaths(['/a/*/b'], ['get']), 'permissions[0].paths = "/a/*/b": must be a path of the '
    + 'API server, with "*" at its end at most.'],
  ['a name with two slashes', rule({ names: ['a/b/c'] }), 'permissions[0].names = "a/b/c": must be letters'],
  ['a star as a name', rule({ names: ['*'] }), 'permissions[0].names = "*": must be letters'],
  ['creation by name', rule({ names: ['a'], verbs: ['get', 'create'] }), 'permissions[0].verbs = "create": cannot be limited '
    + 'to names: Kubernetes would allow it for none. Write a second permission for it, without names.'],
  ['nothing', Permission.inNamespace(undefined as any), 'permissions[0]: must be an object, and is missing.'],
  ['a scope that is a word', rule({ scope: 'everywhere' as any }), 'permissions[0].scope = "everywhere": is no PermissionScope.'],
])('%s is refused', (_, permission, line) => {
  expect(said(permission)).toContainEqual(expect.stringContaining(line));
});

test.each<[string, PermissionRule]>([
  ['secrets by name', rule({ resources: ['secrets'], verbs: ['get', 'update'], names: ['tokens'] })],
  ['the token of an account by name', rule({ resources: ['serviceaccounts/token'], verbs: ['create'], names: ['runner'] })],
  ['pods and their commands', rule({ resources: ['pods', 'pods/exec'], verbs: ['create', 'delete'] })],
  ['the namespace itself, to read,', rule({ resources: ['namespaces'] })],
  ['secrets of another group', rule({ apiGroup: 'store.example.com', resources: ['secrets'] })],
])('%s are allowed everywhere', (_, permission) => {
  expect(said(permission)).toEqual([]);
});

test('what an Argo CD or a cert-manager may do can be said', () => {
  const permissions = [
    Permission.inCluster({ apiGroup: '*', resources: ['*'], verbs: ['*'] }),
    Permission.onPaths(['*', '/healthz/*'], ['get']),
    Permission.inCluster({
      apiGroup: 'cert-manager.io', resources: ['signers'], names: ['issuers.cert-manager.io/*'], verbs: ['approve'],
    }),
  ];
  const built = new Built(chart => new PinterestService(chart, 'op', { container: CONTAINER, permissions }), BARE, 'platform');
  expect(built.errors).toEqual([]);
  expect(built.one('ClusterRole').rules).toEqual([
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*', '/healthz/*'], verbs: ['get'] },
    { apiGroups: ['cert-manager.io'], resources: ['signers'], verbs: ['approve'], resourceNames: ['issuers.cert-manager.io/*'] },
  ]);
});

test.each<[string, (chart: any) => [ISubject, unknown]]>([
  ['its own, by name', chart => [
    ServiceAccount.fromServiceAccountName(chart, 'ref', 'op', { namespaceName: 'shop' }), undefined,
  ]],
  ['one of cdk8s-plus', chart => {
    const account = new ServiceAccount(chart, 'robot', { metadata: { name: 'robot' } });
    return [account, ServiceAccountRef.of(account)];
  }],
])('a role that is bound to the account of the pods gives them a token: %s', (_, accountOf) => {
  const built = new Built(chart => {
    const [account, serviceAccount]: any = accountOf(chart);
    new Role(chart, 'r').bind(account);
    new PinterestService(chart, 'op', { container: CONTAINER, serviceAccount });
    new PinterestService(chart, 'other', { container: CONTAINER });
  }, BARE);
  expect(built.errors).toEqual([]);
  expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([true, false]);
});

test('a role that is bound to one workload gives no token to another of the same account', () => {
  const built = new Built(chart => {
    const first = new PinterestService(chart, 'op', { container: CONTAINER });
    new PinterestService(chart, 'other', { container: CONTAINER, serviceAccount: ServiceAccountRef.of(first) });
    new Role(chart, 'r').bind(first);
  }, BARE);
  expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([true, false]);
});

test.each(KINDS)('a role that cdk8s-plus binds to a %s gives its pods a token, whenever it is bound', (_, build) => {
  for (const bind of [
    (chart: any, it: any) => new Role(chart, 'r', { rules: [{ verbs: ['get'], resources: [ApiResource.PODS] }] }).bind(it),
    (_chart: any, it: any) => new Role(it, 'r').bind(it),
    (chart: any, it: any) => new ClusterRole(chart, 'r').bind(it),
    (chart: any, it: any) => new ClusterRole(chart, 'r').bindInNamespace('shop', it),
  ]) {
    const built = new Built(chart => build(chart, {}), BARE, 'platform');
    expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([false]);
    bind(built.chart, built.it);
    expect(podsOf(built).map(pod => pod.automountServiceAccountToken)).toEqual([true]);
    const [binding] = built.all().filter(({ kind }) => /RoleBinding$/.test(kind));
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'op', namespace: 'platform', apiGroup: '' }]);
    expect(built.write().get('chart.k8s.yaml')).toContain('automountServiceAccountToken: true');
  }
});

const NOTHING = ', so that the permission allows nothing. ';
test.each<[string, PermissionRule, string]>([
  ['a resource of another group', rule({ resources: ['deployments/scale'] }),
    `resources = "deployments/scale": is no resource of the core group${NOTHING}Write apiGroup: 'apps'.`],
  ['a resource in the singular', rule({ resources: ['pod'] }),
    `resources = "pod": is no resource of the core group${NOTHING}Write its plural and its apiGroup.`],
  ['a resource of the core group in another', rule({ apiGroup: 'apps' }),
    `resources = "pods": is no resource of the group apps${NOTHING}Leave out the apiGroup.`],
  ['the name of the core group', rule({ apiGroup: 'core' }), 'apiGroup = "core": is no API group. Leave it out for '
    + 'pods, services'],
  ['a version', rule({ apiGroup: 'v1' }), 'apiGroup = "v1": is no API group.'],
  ['a made-up verb', rule({ verbs: ['read'] }), 'verbs = "read": is no verb of the API.'],
  ['objects without namespace', rule({ apiGroup: 'rbac.authorization.k8s.io', resources: ['clusterroles'] }),
    'resources = "clusterroles": are in no namespace, so that a permission in one allows nothing.'],
])('what would allow nothing is refused: %s', (_, permission, line) => {
  expect(said(Permission.inNamespace(permission))).toEqual([expect.stringContaining(`[chart/op] permissions[0].${line}`)]);
});

test.each<[string, PermissionRule]>([
  ['metrics of pods', rule({ apiGroup: 'metrics.k8s.io' })],
  ['resources of an operator', rule({ apiGroup: 'example.com', resources: ['widgets'], verbs: ['polish'] })],
  ['parts of pods', rule({ resources: ['pods/log', 'pods/exec', 'services/proxy'], verbs: ['get', 'create'] })],
])('%s may be asked for', (_, permission) => {
  expect(said(permission)).toEqual([]);
});
