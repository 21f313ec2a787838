import { Caller, Channel, Discovery, Exposure, Gang, Port, PortAccess, Shards } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { api, complaints, CONTAINER, MESH, OWNER, Shop } from '../synth';

/* What only plain JavaScript can pass: values that say something else at each look, or nothing at all. */

const EVIL = 'registry.example.com/evil:1\n  command: [x]';

/** Says what is right once, and something else ever after. */
function fickle<T extends object>(value: T, field: keyof T, later: unknown): T {
  let looks = 0;
  return Object.defineProperty({ ...value }, field, { enumerable: true, get: () => looks++ === 0 ? value[field] : later });
}

function fickleProxy<T extends object>(value: T, later: unknown): T {
  const looks = new Map<unknown, number>();
  return new Proxy(value, {
    get: (target, field) => {
      looks.set(field, (looks.get(field) ?? 0) + 1);
      return looks.get(field) === 1 ? Reflect.get(target, field) : later;
    },
  });
}

function revoked(): any {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const throwing: any = { get image() { throw new Error('not yet'); }, portNumber: 8080 };

test.each<[string, any]>([
  ['a getter', { container: fickle(CONTAINER, 'image', EVIL) }],
  ['a proxy', { container: fickleProxy(CONTAINER, EVIL) }],
  ['a proxy of all properties', fickleProxy({ container: CONTAINER }, { image: EVIL })],
  ['an owner', { owner: fickle(OWNER, 'team', EVIL) }],
  ['a map', { config: { env: fickle({ A: 'x' }, 'A', { a: EVIL }) } }],
  ['a caller', { callers: [fickleProxy(Caller.external('web', 'front'), EVIL)] }],
  ['a class with a getter', {
    container: new class {
      private looks = 0;
      public readonly portNumber = 8080;
      public get image() { return this.looks++ === 0 ? CONTAINER.image : EVIL; }
    }(),
  }],
  ['a variable', { container: { ...CONTAINER, envVariables: { A: fickleProxy(EnvValue.fromValue('x'), EVIL) } } }],
])('%s that changes its mind is taken at its first word', (_, props) => {
  const shop = api(props);
  const text = [...shop.write().values()].join('\n');
  expect(text).not.toContain('evil');
});

test('a cluster that changes its mind is taken at its first word', () => {
  const props = { name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37 };
  const platform = new Platform({ clusters: [new Cluster(fickleProxy(props, EVIL))] });
  expect([...Shop.of({ api: {} }, { platform }).write().values()].join('\n')).not.toContain('evil');
});

test.each<[string, any, string]>([
  ['a container', { container: throwing },
    'container.image = "not yet": cannot be read: that throws an error. Write the value itself.'],
  ['a revoked proxy', { container: revoked() },
    'container = "Cannot perform \'ownKeys\' on a proxy that has been revoked": cannot be read'],
  ['a revoked image', { container: { image: revoked() } }, 'container.image = an object: must be a string, and is an object.'],
  ['a revoked list', { callers: revoked() }, 'callers = an object: must be a list, and is an object.'],
  ['a revoked variable', { container: { ...CONTAINER, envVariables: { A: revoked() } } }, 'container.envVariables["A"]'],
  ['a revoked duration', { stop: revoked() }, 'stop = an object: must be a Duration.'],
  ['a revoked discovery', { discovery: revoked() }, 'discovery'],
  ['a revoked choice', { protocol: revoked() }, 'protocol = an object: is no TrafficProtocol.'],
])('%s that cannot be read is a problem, and hides no other', (_, props, line) => {
  const lines = complaints(() => api({ ...props, priorityClassName: 'A B' }).write());
  expect(lines).toContainEqual(expect.stringContaining(line));
  expect(lines).toContainEqual(expect.stringContaining('priorityClassName = "A B"'));
});

test.each([1e6, 2 ** 32 - 1])('a list of %d items is refused at once', length => {
  const list: any[] = [];
  list.length = length;
  const start = performance.now();
  const props = { container: { ...CONTAINER, args: list }, callers: list, secrets: list, owner: list as any };
  expect(complaints(() => api(props).write()))
    .toEqual(expect.arrayContaining([
      expect.stringContaining(`container.args = ${length}: must have at most 50000 items.`),
      expect.stringContaining(`callers = ${length}: must have at most 50000 items.`),
    ]));
  expect(performance.now() - start).toBeLessThan(5000);
});

test.each<[string, any, string]>([
  ['a caller\'s namespace', { callers: [Caller.workload('api', 'front' as any)] },
    'callers[0].namespace = "front": must be in { }, and is a string. Write { namespace: ... }.'],
  ['a pin\'s last day', { channel: Channel.pinned('2026.11', '2027-01-31' as any) },
    'channel.until = "2027-01-31": must be in { }, and is a string. Write { until: ... }.'],
  ['a path of discovery', { discovery: Discovery.kingpin('/discovery/a' as any) },
    'discovery.options = "/discovery/a": must be an object'],
])('%s that is not in an object is not left out silently', (_, props, line) => {
  expect(complaints(() => api(props, { ...MESH, zooKeeper: { servers: ['zk:2181'] } }).write()))
    .toContainEqual(expect.stringContaining(line));
});

test.each<[string, () => any, string]>([
  ['an access', () => ({ ports: [Port.grpc(9, { access: PortAccess.WORLD.plus('callers' as any) })] }),
    'ports[0].access = "callers": must be a PortAccess. Write for example PortAccess.MONITORING.'],
  ['no access', () => ({ ports: [Port.grpc(9, { access: PortAccess.WORLD.plus(undefined as any) })] }),
    'ports[0].access: must be'],
  ['no exposure', () => ({ exposure: Exposure.ingress({ host: 'a.example.com' }).plus(undefined as any) }),
    'exposure: must be an object, and is missing.'],
])('%s that is added to another is not left out silently', (_, props, line) => {
  expect(complaints(() => api(props()).write())).toContainEqual(expect.stringContaining(line));
});

test('an image whose tag is a missing value is refused', () => {
  for (const tag of ['null', 'None', 'undefined']) {
    expect(complaints(() => api({ container: { ...CONTAINER, image: `registry.example.com/api:${tag}` } }).write()))
      .toContainEqual(expect.stringContaining('is what a program writes where a value is missing'));
  }
});

test('a queue that is not in an object is not left out silently', () => {
  expect(Gang.volcano('boards' as any)).not.toEqual(Gang.volcano());
  expect(Gang.coscheduling('mine' as any)).not.toEqual(Gang.coscheduling());
  expect(Shards.of(['a', 'b'] as any)._problems).toHaveLength(1);
});

test('options where their class belongs are told what makes it of them', () => {
  const options = { path: 'models/a', mountPath: '/a' };
  expect(complaints(() => api({ dependencies: [options as any], logs: { directory: '/logs' } as any }).write())).toEqual([
    '[chart/api] logs: must be made by its own function, and is a plain object. Write LogFiles.of({ directory }).',
    '[chart/api] dependencies[0]: must be made by its own function, and is a plain object. '
      + 'Write Dependency.of({ path, mountPath }).',
  ]);
});
