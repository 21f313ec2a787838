import { Cron, Duration } from 'cdk8s';
import {
  Adoption, Call, Caller, Egress, EgressPeer, HostAccess, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet,
  PinterestService, PinterestServiceProps, PinterestStatefulSet, PinterestTrainingJob, Port, PortAccess, PortProxy,
  ServiceAccountRef, TrafficProtocol, TrainingFramework,
} from 'cdk8s-pinterest';
import { Release } from 'cdk8s-pinterest/platform';
import { EnvironmentComponent } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';
import { warningsOf } from '../../lib/validation/warning';
import { containersOf } from '../everything';
import { api, BARE, Built, complaints, CONTAINER, MESH, named, Services, Shop, VERSIONS } from '../synth';

const EXTERNAL = { host: 'pay.example.com', port: 8443, spiffeId: 'spiffe://example.org/pay' };
const WEB = [Caller.workload('web')];

// Warnings have a test of their own.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => {}));

/** What the application finds in its variables. */
function found(props: Partial<PinterestServiceProps>, others: Services = {}, world = MESH): Record<string, string> {
  const shop = Shop.of({ web: props, ...others }, world);
  expect(complaints(() => shop.write())).toEqual([]);
  const { spec } = shop.all('Deployment').find(({ metadata }) => metadata.name === 'web').spec.template;
  const env = named(spec.containers, 'app').env.filter(({ name }: any) => /_(URL|ADDRESS)$/.test(name));
  return Object.fromEntries(env.map(({ name, value }: any) => [name, value]));
}

const errors = (props: Partial<PinterestServiceProps>, others: Services = {}, world = MESH) =>
  complaints(() => Shop.of({ web: props, ...others }, world).write());

const CATALOG: Services = {
  api: { callers: WEB },
  catalog: { container: { image: 'x:1' }, ports: [Port.grpc(9090), Port.tcp(9091)], callers: WEB },
};

test('an application finds what it calls in its variables, at ports that follow from the order', () => {
  const calls = [Call.http('api'), Call.grpc('catalog', 9090), Call.tcp('catalog', 9091, { env: 'RAW' })];
  expect(found({ calls }, CATALOG)).toEqual({ API_URL: 'http://127.0.0.1:16000', CATALOG_ADDRESS: '127.0.0.1:16001' });
  const raw = Shop.of({ web: { calls }, ...CATALOG }).all('Deployment')[0].spec.template.spec.containers[0].env;
  expect(named(raw, 'RAW').value).toBe('127.0.0.1:16002');
});

test('where there are no certificates, the same application finds the callee itself', () => {
  const pages = Call.http('pages', { namespace: 'cms', elsewhere: true, port: 8080 });
  const calls = [Call.http('api'), Call.grpc('catalog', 9090), pages];
  expect(found({ calls }, CATALOG, BARE)).toEqual({
    API_URL: 'http://api.shop.svc.cluster.local',
    CATALOG_ADDRESS: 'catalog.shop.svc.cluster.local:9090',
    PAGES_URL: 'http://pages.cms.svc.cluster.local:8080',
  });
  const shop = Shop.of({ web: { calls }, ...CATALOG }, BARE);
  expect(shop.all('ConfigMap')).toEqual([]);
  expect(JSON.stringify(shop.all('Deployment'))).not.toContain('proxy');
});

test('the proxy\'s ports avoid those of the application, and those that calls name', () => {
  const ports = [
    Port.tcp(16000, { access: PortAccess.KUBELET }),
    Port.udp(16001, { name: 'media', lastNumber: 16003, access: PortAccess.PEERS }),
  ];
  const calls = ['a', 'b', 'c'].map((name, n) => Call.external(name, { ...EXTERNAL, ...(n === 1 && { localPort: 16004 }) }));
  expect(found({ calls, ports })).toEqual({
    A_URL: 'http://127.0.0.1:16005', B_URL: 'http://127.0.0.1:16004', C_URL: 'http://127.0.0.1:16006',
  });
});

test('variables are called like the callee, as a shell can read it', () => {
  const call = (name: string) => Call.external(name, EXTERNAL);
  expect(Object.keys(found({ calls: [call('a-b2'), call('2fast')] }))).toEqual(['A_B2_URL', '_2FAST_URL']);
});

test('containers that a user adds find them, too, and keep their own', () => {
  const built = (version: string) => new Built(chart => {
    const { pod } = new PinterestService(chart, 'web', { container: CONTAINER, calls: [Call.external('pay', EXTERNAL)] });
    pod.addSidecar('helper', { container: { image: 'x:1', command: ['x'] } });
    const envVariables = { PAY_URL: EnvValue.fromValue('mine') };
    pod.addSidecar('other', { container: { image: 'x:1', command: ['x'], envVariables } });
    pod.addInitContainer('first', { container: { image: 'x:1' } });
  }, { ...MESH, version });
  const value = (version: string, name: string) => (
    named(named(containersOf(built(version).template), name).env ?? [], 'PAY_URL')?.value
  );
  for (const version of ['1.28', '1.29']) {
    expect([value(version, 'helper'), value(version, 'other')]).toEqual(['http://127.0.0.1:16000', 'mine']);
    expect(value(version, 'proxy')).toBeUndefined();
  }
  // Before 1.29 there is no proxy yet.
  expect(['1.28', '1.29'].map(version => value(version, 'first'))).toEqual([undefined, 'http://127.0.0.1:16000']);
});

const JOB = { container: { image: 'registry.example.com/job:1', command: ['work'] }, calls: [Call.external('pay', EXTERNAL)] };
const KINDS: [string, (chart: PinterestChart) => unknown][] = [
  ['service', chart => new PinterestService(chart, 'it', { ...JOB, container: CONTAINER })],
  ['worker without port', chart => new PinterestService(chart, 'it', JOB)],
  ['stateful set', chart => new PinterestStatefulSet(chart, 'it', { ...JOB, container: CONTAINER })],
  ['daemon', chart => new PinterestDaemon(chart, 'it', JOB)],
  ['job set', chart => new PinterestJobSet(chart, 'it', JOB)],
  ['cron job', chart => new PinterestCronJob(chart, 'it', { ...JOB, schedule: Cron.daily() })],
  ['training', chart => new PinterestTrainingJob(chart, 'it', { ...JOB, framework: TrainingFramework.pytorch({ nodes: 2 }) })],
];

test.each(KINDS)('a %s calls, by the one proxy of its pod', (_, build) => {
  for (const version of VERSIONS) {
    const built = new Built(build, { ...MESH, version }, 'platform');
    expect(built.errors).toEqual([]);
    const { spec } = built.all().find(({ kind }) => /^(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(kind));
    const template = spec.jobTemplate?.spec.template ?? spec.template;
    expect(containersOf(template).filter(({ name }) => name === 'proxy')).toHaveLength(1);
    const app = template.spec.containers.at(-1);
    expect(named(app.env, 'PAY_URL').value).toBe('http://127.0.0.1:16000');
  }
});

test('on the network of a node nobody calls by a proxy, since it would be every program of the node', () => {
  const host = [HostAccess.network('reads packets')];
  const build = (chart: PinterestChart) => new PinterestDaemon(chart, 'it', { ...JOB, host });
  expect(new Built(build, MESH, 'platform').errors).toEqual([
    '[chart/it] calls: are not for pods on the network of their node, where every program could call with their identity. '
      + 'Leave them out, or HostAccess.network.',
  ]);
  const plain = (chart: PinterestChart) => new PinterestDaemon(chart, 'it', {
    ...JOB, calls: [Call.http('a', { namespace: 'b', elsewhere: true })], host,
  });
  expect(new Built(plain, BARE, 'platform').errors).toEqual([]);
});

test.each<[string, Partial<PinterestServiceProps>, Services, string[]]>([
  ['nobody', { calls: [Call.http('apo')] }, CATALOG, [
    '[chart/web] calls[0] = "shop/apo": is not a workload of this app on the cluster prod. Known workloads: shop/api, '
      + 'shop/catalog, shop/web. Write elsewhere: true for a workload of another app.',
  ]],
  ['one that does not let it in', { calls: [Call.http('api')] }, { api: {} }, [
    '[chart/web] calls[0] = "shop/api": does not let shop/web in. Add Caller.workload("web") to the callers of shop/api.',
  ]],
  ['one of this app that is said to be elsewhere', { calls: [Call.http('api', { elsewhere: true })] }, { api: {} }, [
    '[chart/web] calls[0] = "shop/api": does not let shop/web in. Add Caller.workload("web") to the callers of shop/api.',
  ]],
  ['a port with callers of its own', { calls: [Call.http('api')] }, {
    api: {
      container: { image: 'x:1' },
      callers: WEB,
      ports: [Port.http(8080, { servicePort: 443, access: PortAccess.callers(Caller.workload('api')) })],
    },
  }, [
    '[chart/web] calls[0] = "shop/api": does not let shop/web in. Add Caller.workload("web") to the callers of shop/api, at its '
      + 'port "http".',
  ]],
  ['a port that is none', { calls: [Call.http('api', { port: 8080 }), Call.grpc('catalog', 443)] }, CATALOG, [
    '[chart/web] calls[0].port = 8080: is no port of the Service of shop/api. Known ports: 443.',
    '[chart/web] calls[1].port = 443: is no port of the Service of shop/catalog. Known ports: 9090, 9091.',
  ]],
  ['a port that speaks something else', { calls: [Call.grpc('api', 443), Call.tcp('catalog', 9090)] }, CATALOG, [
    '[chart/web] calls[0].port = 443: of shop/api speaks HTTP. Write Call.http.',
    '[chart/web] calls[1].port = 9090: of shop/catalog speaks HTTP2. Write Call.grpc.',
  ]],
  ['a port without proxy', { calls: [Call.tcp('db', 5432)] }, {
    db: { container: { image: 'x:1' }, callers: WEB, ports: [Port.tcp(5432, { proxy: PortProxy.none('has its own TLS') })] },
  }, [
    '[chart/web] calls[0].port = 5432: of shop/db has no proxy that takes the certificate. Let the application call it by '
      + 'itself, and leave the call out.',
  ]],
  ['a worker', { calls: [Call.http('db')] }, { db: { container: { image: 'x:1' } } }, [
    '[chart/web] calls[0] = "shop/db": serves no port that others reach by a Service. Give it a port, or leave the call out.',
  ]],
  ['another Service', { calls: [Call.http('api')] }, { api: { callers: WEB, service: { name: 'front' } } }, [
    '[chart/web] calls[0].service = "api": is not the Service of shop/api, which is called front. Write service: "front".',
  ]],
  ['another service account', { calls: [Call.http('api')] }, {
    api: { callers: WEB, serviceAccount: ServiceAccountRef.existing('robot') },
  }, [
    '[chart/web] calls[0].serviceAccount = "api": is not the service account of shop/api. Write serviceAccount: "robot".',
  ]],
])('a call to %s is refused', (_, props, others, lines) => {
  expect(errors(props, others)).toEqual(lines);
});

test('what is refused of a Service or a service account is right when it is named', () => {
  const calls = [Call.http('api', { service: 'front', serviceAccount: 'robot' })];
  const callee = { callers: WEB, service: { name: 'front' }, serviceAccount: ServiceAccountRef.existing('robot') };
  expect(errors({ calls }, { api: callee })).toEqual([]);
});

test('everybody who is let in may call: all of a namespace, all pods, or some in some protocol', () => {
  const ports = (access: PortAccess) => ({ container: { image: 'x:1' }, ports: [Port.http(8080, { servicePort: 443, access })] });
  for (const access of [PortAccess.EVERY_POD, PortAccess.namespaces('shop'), PortAccess.callers(...WEB)]) {
    expect(errors({ calls: [Call.http('api')] }, { api: ports(access) })).toEqual([]);
  }
  // A gRPC client may call a port of TCP, which hands its bytes on, and an HTTP client one of HTTP/2.
  const tcp = { callers: WEB, protocol: TrafficProtocol.TCP };
  expect(errors({ calls: [Call.grpc('api', 8080)] }, { api: tcp })).toEqual([]);
  expect(errors({ calls: [Call.http('catalog', { port: 9090 })] }, CATALOG)).toEqual([]);
});

test.each<[string, Call[], string[]]>([
  ['a misspelt option', [Call.http('api', { namspace: 'x' } as any)],
    ['calls[0].namspace: is no such property. Did you mean namespace?']],
  ['an option of another call', [Call.grpc('catalog', 9090, { port: 1 } as any)],
    ['calls[0].port: is no such property. Known properties: connections, elsewhere, env, localPort, namespace, retry, service, '
      + 'serviceAccount, silenceTimeout.']],
  ['a protocol without port', [(Call as any).tcp('db')],
    ['calls[0].port: must be a port number. Write for example Call.grpc("db", 9090).']],
  ['options that are a text', [(Call as any).http('api', 'shop')],
    ['calls[0].namespace = "shop": must be in { }, and is a string. Write { namespace: ... }.']],
  ['a call by hand', [{ name: 'api' } as any],
    ['calls[0]: must be made by its own function, and is a plain object. Write for example Call.http("api").']],
  ['a text', ['api' as any], ['calls[0] = "api": must be an object, and is a string. Write for example Call.http("api").']],
  ...[
    '0', '1.2.3', '127.0.0.1', '127.1', 'a.0x7f', '::1', '*.example.com', 'Pay.example.com', 'a b', 'example.com:443', '',
    'vault', 'localhost', 'api.shop.svc',
  ].map(
    (host): [string, Call[], string[]] => [`the host ${JSON.stringify(host)}`, [Call.external('pay', { ...EXTERNAL, host })], [
      `calls[0].host = ${JSON.stringify(host)}: must be a whole host name in lower case, no address. Write for example `
        + '"payments.example.com".',
    ]],
  ),
  ...['spiffe://example.com', 'https://example.com/a', 'spiffe://example.com/a/../b', 'spiffe://example.com/a b', 'a/b'].map(
    (spiffeId): [string, Call[], string[]] => [`the id ${spiffeId}`, [Call.external('pay', { ...EXTERNAL, spiffeId })], [
      `calls[0].spiffeId = "${spiffeId}": must be a SPIFFE id: a trust domain in lower case, and a path of letters, digits, "-", `
        + '"_" and ".". Write for example "spiffe://example.com/ns/shop/sa/api".',
    ]],
  ),
  ['a time that is none', [Call.external('pay', { ...EXTERNAL, silenceTimeout: Duration.millis(1) })],
    ['calls[0].silenceTimeout = "1 ms": must be a Duration from 1 second to 24 days. Write for example Duration.minutes(5).']],
  ['no connections', [Call.external('pay', { ...EXTERNAL, connections: 0 })],
    ['calls[0].connections = 0: must be a whole number from 1 to 5000. Write 1 to 5000.']],
  ['a port of the system', [Call.external('pay', { ...EXTERNAL, localPort: 80 })],
    ['calls[0].localPort = 80: must be a whole number from 1024 to 65535. Write 1024 to 65535.']],
  ['a port of the application', [Call.external('pay', { ...EXTERNAL, localPort: 8080 })],
    ['calls[0].localPort = 8080: is the port of the container "app" in the same pod. Write another localPort.']],
  ['a port of the proxy', [Call.external('pay', { ...EXTERNAL, localPort: 8443 })],
    ['calls[0].localPort = 8443: is the port of the container "proxy" in the same pod. Write another localPort.']],
  ['one port twice', ['a', 'b'].map(name => Call.external(name, { ...EXTERNAL, localPort: 9000 })),
    ['calls[1].localPort = 9000: is that of calls[0], too. Write localPort in one of the two.']],
  ['one variable twice', [EXTERNAL, { ...EXTERNAL, host: 'b.example.com' }].map(each => Call.external('pay', each)),
    ['calls[1].env = "PAY_URL": is that of calls[0], too. Write env in one of the two.']],
])('%s is refused', (_, calls, lines) => {
  const said = errors({ calls });
  for (const line of lines) expect(said).toContain(`[chart/web] ${line}`);
});

test('a variable of the application\'s own is refused by its name', () => {
  const container = { ...CONTAINER, envVariables: { PAY_URL: EnvValue.fromValue('x') } };
  expect(errors({ container, calls: [Call.external('pay', EXTERNAL)] })).toEqual([
    '[chart/web] container.envVariables = "PAY_URL": is set by calls[0], with the address of its callee. '
      + 'Remove it, or write another env in calls[0].',
  ]);
});

test('without identity nobody calls by mTLS, and without the component nobody calls', () => {
  expect(errors({ calls: [Call.external('pay', EXTERNAL)] }, {}, BARE)).toEqual([
    '[chart/web] calls[0] = "pay": is by mTLS, and the cluster prod has no identity. Set identity on the Cluster, or leave it '
      + 'out.',
  ]);
  const without = new Release({ name: 'without', components: [new EnvironmentComponent()] });
  expect(errors({ calls: [Call.external('pay', EXTERNAL)] }, {}, { ...MESH, offered: [without] })).toEqual([
    '[chart/web] calls: the release without has no component that makes them. Leave them out, or add one to the release.',
  ]);
});

test('pods whose egress is limited may reach what they call, and nothing more of it', () => {
  const egress = Egress.only(EgressPeer.workload('api', { ports: [8080] }));
  const calls = [
    Call.grpc('catalog', 9090), Call.http('pages', { namespace: 'cms', elsewhere: true }), Call.external('pay', EXTERNAL),
  ];
  const shop = Shop.of({ web: { calls, network: { egress } }, ...CATALOG });
  expect(complaints(() => shop.write())).toEqual([]);
  const policy = shop.all('NetworkPolicy').find(({ metadata }) => metadata.name === 'web');
  const pods = (namespace: string, name: string) => [{
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
  }];
  expect(policy.spec.egress.slice(2)).toEqual([
    { to: pods('shop', 'catalog'), ports: [{ port: 8443, protocol: 'TCP' }] },
    { to: pods('cms', 'pages') },
    { ports: [{ port: 8443, protocol: 'TCP' }] },
    { to: pods('shop', 'api'), ports: [{ port: 8443, protocol: 'TCP' }] },
  ]);
});

test('a callee that was adopted is reached by the labels of its pods', () => {
  const selector = { app: 'old-api' };
  const shop = Shop.of({
    web: { calls: [Call.http('api')], network: { egress: Egress.only() } },
    api: { callers: WEB, adoption: Adoption.of({ selector }) },
  });
  expect(complaints(() => shop.write())).toEqual([]);
  const { egress } = shop.all('NetworkPolicy').find(({ metadata }) => metadata.name === 'web').spec;
  expect(egress[2].to[0].podSelector.matchLabels).toEqual(selector);
});

test('a caller that says what it calls, and not this, is a warning; one that says nothing is none', () => {
  const warnings = (calls: Call[]) => {
    const shop = Shop.of({ web: { calls }, api: { callers: WEB } });
    for (const _ of [1, 2]) expect(complaints(() => shop.app.plan())).toEqual([]);
    return warningsOf(Object.values(shop.services)).map(({ path, message }) => `${path}: ${message}`);
  };
  expect(warnings([])).toEqual([]);
  expect(warnings([Call.http('api')])).toEqual([]);
  expect(warnings([Call.external('pay', EXTERNAL)])).toEqual([
    'chart/api: callers = "shop/web": says what it calls, and this is not among it. Add it to the calls of shop/web, or leave '
      + 'the caller out.',
  ]);
});

test('a port for monitoring is not called: the advice helps', () => {
  const calls = [Call.http('api', { port: 9187 })];
  const metrics = { callers: WEB, ports: [Port.metrics(9187)] };
  expect(errors({ calls }, { api: metrics })).toEqual([
    '[chart/web] calls[0].port = 9187: of shop/api has no proxy that takes the certificate. Let the application call it by '
      + 'itself, and leave the call out.',
  ]);
  expect(errors({ calls }, { api: metrics }, BARE)).toEqual([
    '[chart/web] calls[0] = "shop/api": does not let shop/web in. Let callers in at its port "metrics": access: '
      + 'PortAccess.CALLERS.',
  ]);
  const open = { callers: WEB, ports: [Port.metrics(9187, { access: PortAccess.CALLERS.plus(PortAccess.MONITORING) })] };
  expect(errors({ calls }, { api: open }, BARE)).toEqual([]);
});

test.each([
  ['past the proxy', Port.tcp(5432, { proxy: PortProxy.none('has TLS of its own') })],
  ['by UDP', Port.udp(53, { proxy: PortProxy.none('is UDP') })],
])('what is called %s is in no calls, and its callers are no warning', (_, port) => {
  const db: Partial<PinterestServiceProps> = { container: { image: 'x:1' }, ports: [port], callers: WEB };
  const shop = Shop.of({ web: { calls: [Call.http('api')] }, api: { callers: WEB }, db });
  expect(complaints(() => shop.app.plan())).toEqual([]);
  expect(warningsOf(Object.values(shop.services))).toEqual([]);
});

test('a service without calls has the manifests that it had', () => {
  expect(api().template).toEqual(api({ calls: [] }).template);
});
