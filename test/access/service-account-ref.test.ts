import { Caller, Permission, PinterestService, Port, PortAccess, ServiceAccountRef } from 'cdk8s-pinterest';
import { Group, ServiceAccount } from 'cdk8s-plus-27';
import { BARE, Built, CONTAINER, IDENTITY, World } from '../synth';

const service = (chart: any, name: string, props: any = {}) => (
  new PinterestService(chart, name, { container: CONTAINER, ...props })
);
const podOf = (built: Built<any>, name: string) => (
  built.all('Deployment').find(({ metadata }) => metadata.name === name).spec.template.spec
);
const errors = (build: (chart: any) => unknown, world: World = BARE) => new Built(build, world).errors;

test('an account that exists already is used, and none is made', () => {
  const built = new Built(chart => service(chart, 'api', { serviceAccount: ServiceAccountRef.existing('deployer') }), BARE);
  expect(built.errors).toEqual([]);
  expect(built.all('ServiceAccount')).toEqual([]);
  expect(podOf(built, 'api')).toMatchObject({ serviceAccountName: 'deployer', automountServiceAccountToken: false });
  expect(built.it.serviceAccount).toBeUndefined();
});

test('its pods get a token where they ask for it', () => {
  const serviceAccount = ServiceAccountRef.existing('deployer', { apiToken: true });
  const built = new Built(chart => service(chart, 'api', { serviceAccount }), BARE);
  expect(podOf(built, 'api').automountServiceAccountToken).toBe(true);
});

test('two workloads share an account, and permissions are bound to it', () => {
  const built = new Built(chart => {
    const web = service(chart, 'web');
    return service(chart, 'api', {
      serviceAccount: ServiceAccountRef.of(web), permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })],
    });
  }, BARE);
  expect(built.errors).toEqual([]);
  expect(built.one('ServiceAccount').metadata.name).toBe('web');
  expect(podOf(built, 'api')).toMatchObject({ serviceAccountName: 'web', automountServiceAccountToken: true });
  expect(podOf(built, 'web')).toMatchObject({ serviceAccountName: 'web', automountServiceAccountToken: false });
  expect(built.one('RoleBinding')).toMatchObject({ metadata: { name: 'api' }, subjects: [{ name: 'web', namespace: 'shop' }] });
  expect(built.it.toSubjectConfiguration()).toMatchObject({ name: 'web', namespace: 'shop' });
});

test('an account of cdk8s-plus is used', () => {
  const built = new Built(chart => service(chart, 'api', {
    serviceAccount: ServiceAccountRef.of(new ServiceAccount(chart, 'account', { metadata: { name: 'robot' } })),
  }), BARE);
  expect(built.errors).toEqual([]);
  expect(podOf(built, 'api').serviceAccountName).toBe('robot');
});

test('an account of another namespace is refused', () => {
  expect(errors(chart => service(chart, 'api', {
    serviceAccount: ServiceAccountRef.of({
      toSubjectConfiguration: () => ({ kind: 'ServiceAccount', name: 'web', namespace: 'front' }),
    } as any),
  }))).toEqual(['[chart/api] serviceAccount = "front/web": is in another namespace than its pods, which are in shop. '
    + 'Use an account of the same namespace.']);
});

test.each<[string, any, string]>([
  ['a name', 'web', 'serviceAccount = "web": must be an object, and is a string.'],
  ['no name', ServiceAccountRef.existing(undefined as any), 'serviceAccount: must name an account.'],
  ['no workload', ServiceAccountRef.of(undefined as any), 'serviceAccount: must name an account.'],
  ['what has no account', ServiceAccountRef.of({} as any), 'serviceAccount.owner = {}: must be a workload or a ServiceAccount.'],
  ['a token in place of options', ServiceAccountRef.existing('a', true as any), 'serviceAccount = true: must be an object'],
  ['an object', { name: 'web' }, 'serviceAccount: must be made by its own function, and is a plain object.'],
])('%s is no account', (_, serviceAccount, line) => {
  expect(errors(chart => service(chart, 'api', { serviceAccount }))).toContainEqual(expect.stringContaining(line));
});

const MESH: World = { identity: IDENTITY };

test('with identities, a workload is known by its account', () => {
  const built = new Built(chart => service(chart, 'api', { serviceAccount: ServiceAccountRef.existing('deployer') }), MESH);
  expect(built.errors).toEqual([]);
  expect(built.one('Certificate').spec.uris).toEqual(['spiffe://example.com/ns/shop/sa/deployer']);
  expect(built.it.spiffeId).toBe('spiffe://example.com/ns/shop/sa/deployer');
});

test('with identities, a workload of another account cannot be a caller: nobody could tell the two', () => {
  const build = (chart: any) => {
    service(chart, 'api', { callers: [Caller.workload('web')] });
    service(chart, 'web', { serviceAccount: ServiceAccountRef.existing('deployer') });
  };
  expect(errors(build, MESH)).toEqual([
    '[chart/api] callers = "shop/web": has no service account of its own, by which its certificate would name it. '
      + 'Leave out its serviceAccount, or let it call by another way.',
  ]);
  expect(errors(build)).toEqual([]);
});

test('with identities, a workload whose account others use cannot be a caller: they would be let in, too', () => {
  const build = (chart: any) => {
    service(chart, 'api', { callers: [Caller.workload('web')] });
    service(chart, 'cron', { serviceAccount: ServiceAccountRef.of(service(chart, 'web')) });
  };
  expect(errors(build, MESH)).toEqual([
    '[chart/api] callers = "shop/web": shares its service account with chart/cron, which would be let in, too. '
      + 'Give each workload an account of its own.',
  ]);
  expect(errors(build)).toEqual([]);
});

test('with identities, the callers of a single port are judged as those of the whole workload', () => {
  const ports = [Port.http(9000, { name: 'console', access: PortAccess.callers(Caller.workload('web')) })];
  const build = (chart: any) => {
    service(chart, 'api', { ports });
    service(chart, 'cron', { serviceAccount: ServiceAccountRef.of(service(chart, 'web')) });
  };
  expect(errors(build, MESH)).toEqual([
    '[chart/api] ports[0].access = "shop/web": shares its service account with chart/cron, which would be let in, too. '
      + 'Give each workload an account of its own.',
  ]);
  expect(errors(build)).toEqual([]);
});

test('permissions are not given to the account of all pods that name none', () => {
  const permissions = [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })];
  const existing = (name: string) => (chart: any) => (
    service(chart, 'api', { permissions, serviceAccount: ServiceAccountRef.existing(name) })
  );
  expect(errors(existing('default'))).toEqual(['[chart/api] serviceAccount = "default": is that of all pods of the '
    + 'namespace that '
    + 'name none, who would get the permissions, too. Leave serviceAccount out, or name another one.']);
  expect(errors(existing('reader'))).toEqual([]);
});

test('no pod runs as a user or a group', () => {
  expect(errors(chart => service(chart, 'api', {
    serviceAccount: ServiceAccountRef.of(Group.fromName(chart, 'group', 'system:masters')),
  }))).toEqual(['[chart/api] serviceAccount = "system:masters": is a Group, as which no pod can run. '
    + 'Write for example ServiceAccountRef.existing("deployer").']);
});
