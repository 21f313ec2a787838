import {
  Caller, Exposure, PinterestDaemon, PinterestJobSet, PinterestService, PinterestServiceProps, PinterestStatefulSet,
  PinterestStatefulSetProps, PodPlan, Port, PortAccess, PortProxy, TrafficProtocol,
} from 'cdk8s-pinterest';
import { Probe, Protocol } from 'cdk8s-plus-27';
import { BARE, Built, clusterOf, MESH, named, World } from '../synth';

const IMAGE = { image: 'registry.example.com/api:1' };
const WEB = [Caller.external('web', 'front')];
const podsOf = (namespace: string, name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const inNamespace = (namespace: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } });

function service(props: Partial<PinterestServiceProps>, world: World = MESH) {
  return new Built(chart => new PinterestService(chart, 'api', { container: IMAGE, callers: WEB, ...props }), world);
}

function store(props: Partial<PinterestStatefulSetProps>, world: World = MESH) {
  return new Built(chart => new PinterestStatefulSet(chart, 'db', { container: IMAGE, callers: WEB, ...props }), world);
}

const policyOf = (built: Built<unknown>) => built.one('NetworkPolicy').spec.ingress;
const portsOf = (built: Built<unknown>, name = 'api') => (
  named(built.all('Service').map(({ metadata, spec }: any) => ({ name: metadata.name, ...spec })), name)?.ports
);
const shortOf = (built: Built<unknown>, name?: string) => portsOf(built, name)
  ?.map(({ name: port, port: number, targetPort, protocol }: any) => `${port} ${number} ${targetPort} ${protocol}`);
const templateOf = (built: Built<unknown>) => (built.all('Deployment')[0] ?? built.all('StatefulSet')[0]).spec.template;
const appOf = (built: Built<unknown>) => named(templateOf(built).spec.containers, 'app');

test('a port is in the container, in the Service under its own number, and open to the callers', () => {
  const built = service({ ports: [Port.http(8080), Port.grpc(9090), Port.metrics(9187)] }, BARE);
  expect(appOf(built).ports).toEqual([
    { name: 'http', containerPort: 8080, protocol: 'TCP' }, { name: 'grpc', containerPort: 9090, protocol: 'TCP' },
    { name: 'metrics', containerPort: 9187, protocol: 'TCP' },
  ]);
  expect(portsOf(built)).toEqual([
    { name: 'http', port: 8080, targetPort: 8080, protocol: 'TCP' },
    { name: 'grpc', port: 9090, targetPort: 9090, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
    { name: 'metrics', port: 9187, targetPort: 9187, protocol: 'TCP' },
  ]);
  expect(policyOf(built)).toEqual([
    { from: [podsOf('front', 'web')], ports: [{ port: 8080, protocol: 'TCP' }, { port: 9090, protocol: 'TCP' }] },
    { from: [inNamespace('monitoring')], ports: [{ port: 9187, protocol: 'TCP' }] },
  ]);
});

test('the Service shows a port under the number that it is given', () => {
  expect(shortOf(service({ ports: [Port.http(9000, { name: 'console', servicePort: 80 })] }))).toEqual(['console 80 8443 TCP']);
});

describe('one number may be TCP and UDP', () => {
  const dns = { image: 'x:1', ports: [{ name: 'dns', number: 53, protocol: Protocol.UDP }, { name: 'dns-tcp', number: 53 }] };

  test('by the container\'s own ports', () => {
    const built = service({ container: dns, protocol: TrafficProtocol.TCP }, BARE);
    expect(shortOf(built)).toEqual(['dns 53 53 UDP', 'dns-tcp 53 53 TCP']);
    expect(policyOf(built)[0].ports).toEqual([{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }]);
    expect(appOf(built).readinessProbe.tcpSocket).toEqual({ port: 53 });
  });

  test('by ports, also beside those of a sidecar', () => {
    const built = service({ ports: [Port.udp(53)] }, BARE);
    built.it.pod.addSidecar('tcp', { container: IMAGE, ports: [Port.tcp(53)] });
    expect(shortOf(built)).toEqual(['udp 53 53 UDP', 'tcp 53 53 TCP']);
  });
});

test.each([
  ['a service', (world: World) => service({
    protocol: TrafficProtocol.TCP, container: {
      image: 's:1', ports: [{ name: 'statsd', number: 8125, protocol: Protocol.UDP }],
    },
  }, world), 'api'],
  ['a store', (world: World) => store({
    container: {
      image: 's:1', ports: [{ name: 'statsd', number: 8125, protocol: Protocol.UDP }],
    },
  }, world), 'db'],
] as const)('UDP is UDP everywhere, without a probe: %s', (_, build, name) => {
  const built = build(BARE);
  expect(portsOf(built, name)).toEqual([{ name: 'statsd', port: 8125, targetPort: 8125, protocol: 'UDP' }]);
  expect(policyOf(built)[0].ports).toEqual([{ port: 8125, protocol: 'UDP' }]);
  expect(appOf(built).readinessProbe).toBeUndefined();
  expect(build(MESH).errors).toEqual([
    `[chart/${name}] container.ports[0] = "statsd": is UDP, before which no proxy can stand, on the cluster prod with identity. `
      + 'Write it in ports with proxy: PortProxy.none(reason), if that may be, or another access.',
  ]);
});

test('a database without proxy: callers reach it itself, and its pods say why', () => {
  const postgres = Port.tcp(5432, { name: 'postgres', proxy: PortProxy.none('has its own TLS') });
  const built = store({ ports: [postgres, Port.metrics(9187)] });
  expect(shortOf(built, 'db')).toEqual(['postgres 5432 5432 TCP', 'metrics 9187 9187 TCP']);
  expect(policyOf(built)[0]).toEqual({ from: [podsOf('front', 'web')], ports: [{ port: 5432, protocol: 'TCP' }] });
  expect(templateOf(built).metadata.annotations['pinterest.com/unproxied-ports']).toBe('postgres 5432/TCP: has its own TLS');
  expect(named([...templateOf(built).spec.initContainers ?? [], ...templateOf(built).spec.containers], 'proxy')).toBeUndefined();
});

test('a port beside one without proxy still has its own', () => {
  const built = service({ ports: [Port.tcp(5432, { proxy: PortProxy.none('TLS') }), Port.http(8080)] });
  expect(shortOf(built)).toEqual(['tcp 5432 5432 TCP', 'https 8080 8443 TCP']);
  expect(policyOf(built)[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }, { port: 8443, protocol: 'TCP' }]);
});

test('elsewhere than on a cluster with identity nobody needs to say why there is no proxy', () => {
  const built = service({ ports: [Port.tcp(5432, { proxy: PortProxy.none('TLS') })] }, BARE);
  expect(templateOf(built).metadata.annotations).not.toHaveProperty(['pinterest.com/unproxied-ports']);
});

test('what only peers, monitoring or the kubelet reach needs no proxy', () => {
  const ports = [
    Port.udp(7946, { name: 'gossip', access: PortAccess.PEERS }), Port.tcp(7947, { access: PortAccess.PEERS }),
    Port.http(8081, { name: 'health', access: PortAccess.KUBELET }), Port.metrics(9187),
  ];
  const built = store({ ports, container: { ...IMAGE, readiness: Probe.fromHttpGet('/ready', { port: 8081 }) } });
  expect(shortOf(built, 'db')).toEqual(['metrics 9187 9187 TCP']);
  expect(shortOf(built, 'db-peers')).toEqual(['gossip 7946 7946 UDP', 'tcp 7947 7947 TCP', 'metrics 9187 9187 TCP']);
  expect(policyOf(built)).toEqual([
    {
      from: [{ podSelector: { matchLabels: expect.anything() } }],
      ports: [{ port: 7946, protocol: 'UDP' }, { port: 7947, protocol: 'TCP' }],
    },
    { from: [inNamespace('monitoring')], ports: [{ port: 9187, protocol: 'TCP' }] },
  ]);
  expect(appOf(built).readinessProbe.httpGet.port).toBe(8081);
});

test('each sort of source is a rule of its own', () => {
  const access = [
    PortAccess.EVERY_POD, PortAccess.namespaces('shop', 'jobs'), PortAccess.ranges('10.0.0.0/8', 'fd00::/8'),
    PortAccess.API_SERVER, PortAccess.WORLD, PortAccess.callers(Caller.external('other', 'far')),
  ];
  const built = service({ ports: access.map((each, n) => Port.tcp(100 + n, { name: `p${n}`, access: each })) }, {
    apiServerRanges: ['192.0.2.0/28'],
  });
  const at = (port: number) => [{ port, protocol: 'TCP' }];
  expect(policyOf(built)).toEqual([
    { from: [podsOf('far', 'other')], ports: at(105) },
    { from: [{ namespaceSelector: {} }], ports: at(100) },
    { from: [inNamespace('shop'), inNamespace('jobs')], ports: at(101) },
    { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: 'fd00::/8' } }], ports: at(102) },
    { from: [{ ipBlock: { cidr: '192.0.2.0/28' } }], ports: at(103) },
    { ports: at(104) },
  ]);
});

test('a range of ports is open as a whole, and in no Service', () => {
  const built = service({ ports: [Port.udp(10000, { name: 'rtp', lastNumber: 20000 }), Port.tcp(5060)] }, BARE);
  expect(policyOf(built)[0].ports).toEqual([{ port: 10000, protocol: 'UDP', endPort: 20000 }, { port: 5060, protocol: 'TCP' }]);
  expect(shortOf(built)).toEqual(['tcp 5060 5060 TCP']);
  expect(appOf(built).ports).toEqual([{ name: 'tcp', containerPort: 5060, protocol: 'TCP' }]);
});

test('the API server is known by its addresses, which the cluster must say', () => {
  const ports = [Port.tcp(9443, { name: 'webhook', access: PortAccess.API_SERVER })];
  expect(service({ ports }, BARE).errors).toEqual([
    '[chart/api] ports[0] = "API_SERVER": the cluster prod does not say from where its API server calls. '
      + 'Set apiServerRanges on the Cluster, or use PortAccess.ranges.',
  ]);
});

describe('through the proxy', () => {
  test('a port has callers of its own', () => {
    const built = service({
      ports: [
        Port.http(8080), Port.http(9000, { name: 'console', access: PortAccess.callers(Caller.external('admin', 'ops')) }),
        Port.grpc(9090, { access: PortAccess.CALLERS.plus(PortAccess.callers(Caller.external('admin', 'ops'))) }),
      ],
    });
    expect(policyOf(built)).toEqual([
      { from: [podsOf('front', 'web')], ports: [{ port: 8443, protocol: 'TCP' }] },
      { from: [podsOf('ops', 'admin')], ports: [{ port: 8444, protocol: 'TCP' }] },
      { from: [podsOf('front', 'web'), podsOf('ops', 'admin')], ports: [{ port: 8445, protocol: 'TCP' }] },
    ]);
  });

  test('every pod, or every pod of a namespace, is whoever has such a certificate', () => {
    const built = service({
      ports: [
        Port.http(8080, { access: PortAccess.EVERY_POD }), Port.tcp(5432, { access: PortAccess.namespaces('jobs') }),
      ],
    });
    expect(policyOf(built)[0].ports).toEqual([{ port: 8443, protocol: 'TCP' }]);
    expect(policyOf(built)[1].ports).toEqual([{ port: 8444, protocol: 'TCP' }]);
  });

  test('monitoring reads at the application itself', () => {
    const built = service({ ports: [Port.http(8080, { access: PortAccess.CALLERS.plus(PortAccess.MONITORING) })] });
    expect(policyOf(built)).toEqual([
      { from: [podsOf('front', 'web')], ports: [{ port: 8443, protocol: 'TCP' }] },
      { from: [inNamespace('monitoring')], ports: [{ port: 8080, protocol: 'TCP' }] },
    ]);
  });

  test('who comes from outside has no certificate: it is let in where the port is exposed, or past the proxy', () => {
    const access = PortAccess.ranges('10.0.0.0/8');
    expect(service({ ports: [Port.http(8080, { access })] }).errors).toEqual([
      '[chart/api] ports[0] = "http": is for others than pods, who have no certificate for the proxy, '
        + 'on the cluster prod with identity. '
        + 'Write it in ports with proxy: PortProxy.none(reason), if that may be, or another access.',
    ]);
    const exposed = service({ ports: [Port.http(8080, { access })], exposure: Exposure.ingress({ host: 'a.example.com' }) });
    expect(policyOf(exposed).at(-1))
      .toEqual({ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: [{ port: 8081, protocol: 'TCP' }] });
    const direct = service({ ports: [Port.http(8080, { access, proxy: PortProxy.none('x') })] });
    expect(policyOf(direct)[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  });

  test('its ports are called as no other of the pod', () => {
    expect(service({ ports: [Port.http(8080, { name: 'admin' })] }).errors).toEqual([
      '[chart/api] ports[0] = "admin": is the name of a port of the container "proxy" in the same pod. Choose another name.',
    ]);
    const plain = service({ ports: [Port.http(8080, { name: 'plain' })], exposure: Exposure.ingress({ host: 'a.example.com' }) });
    expect(plain.errors).toContain(
      '[chart/api] ports[0] = "plain": is the name of a port of the container "proxy" in the same pod. Choose another name.',
    );
  });
});

describe('a sidecar', () => {
  const exporter = { container: { ...IMAGE, ports: [{ name: 'metrics', number: 9187 }] } };

  test('has metrics, which reach the Service and monitoring', () => {
    const built = store({ ports: [Port.tcp(5432)] });
    built.it.pod.addSidecar('exporter', exporter);
    expect(shortOf(built, 'db')).toEqual(['tcp 5432 8443 TCP', 'metrics 9187 9187 TCP']);
    expect(policyOf(built).at(-1)).toEqual({ from: [inNamespace('monitoring')], ports: [{ port: 9187, protocol: 'TCP' }] });
  });

  test('may have the only port of a workload', () => {
    const built = service({}, BARE);
    expect(built.it.service).toBeUndefined();
    built.it.pod.addSidecar('exporter', exporter);
    expect(built.it.service).toBeDefined();
    expect(shortOf(built)).toEqual(['metrics 9187 9187 TCP']);
  });

  test('has ports for whom it says, and no others', () => {
    const built = service({ ports: [Port.http(8080)] }, BARE);
    built.it.pod.addSidecar('cache', {
      container: { ...IMAGE, ports: [{ name: 'own', number: 1 }] }, ports: [Port.tcp(6379, { name: 'redis' })],
    });
    expect(shortOf(built)).toEqual(['http 8080 8080 TCP', 'redis 6379 6379 TCP']);
    expect(policyOf(built)[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }, { port: 6379, protocol: 'TCP' }]);
    expect(named(templateOf(built).spec.initContainers, 'cache').ports).toEqual([
      { name: 'own', containerPort: 1, protocol: 'TCP' }, { name: 'redis', containerPort: 6379, protocol: 'TCP' },
    ]);
  });

  test('has no proxy before its ports, so that a cluster with identity wants a reason', () => {
    const built = service({ ports: [Port.http(8080)] });
    built.it.pod.addSidecar('cache', { container: IMAGE, ports: [Port.tcp(6379, { name: 'redis' })] });
    expect(built.errors).toEqual([
      expect.stringContaining('[chart/api] pod.containers["cache"].ports = "redis": is a range or of a sidecar'),
    ]);
  });

  test.each([
    ['number', Port.tcp(8080, { name: 'redis' }), 8080], ['name', Port.tcp(6379, { name: 'http' }), '"http"'],
  ])('has no %s of another container', (_, port, value) => {
    const built = service({ ports: [Port.http(8080)] }, BARE);
    built.it.pod.addSidecar('cache', { container: IMAGE, ports: [port] });
    expect(built.errors[0]).toContain(`[chart/api] ports[0] = ${value}: is the`);
  });
});

test.each(['http-metrics', 'metrics'])('a port of the container named %s is for monitoring', name => {
  const built = service({ container: { ...IMAGE, portNumber: 8080, ports: [{ name, number: 9090 }] } });
  expect(shortOf(built)).toEqual(['https 443 8443 TCP', `${name} 9090 9090 TCP`]);
  expect(policyOf(built)[1]).toEqual({ from: [inNamespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] });
});

test('what stands before a port later counts, in the Service, the policy, the Ingress and the registration', () => {
  const built = service({
    container: { ...IMAGE, portNumber: 8080 }, exposure: Exposure.ingress({ host: 'a.example.com' }),
  }, { ingress: { className: 'public', namespace: 'ingress' }, zooKeeper: { servers: ['zk.example.com:2181'] } });
  const { pod } = built.it;
  pod.addSidecar('auth', { container: { ...IMAGE, portNumber: 4180 } });
  pod.enterThrough('http', 4180);
  pod.exposeThrough(4180);
  expect(shortOf(built)).toEqual(['https 443 4180 TCP', 'plain 80 4180 TCP']);
  expect(policyOf(built).map(({ ports }: any) => ports))
    .toEqual([[{ port: 4180, protocol: 'TCP' }], [{ port: 4180, protocol: 'TCP' }]]);
  expect(built.one('Ingress').spec.rules[0].http.paths[0].backend.service.port).toEqual({ name: 'plain' });
  expect(JSON.parse(templateOf(built).metadata.annotations['pinterest.com/discovery'])).toMatchObject({ port: 4180 });
});

test('an unknown caller of one port is told at the port', () => {
  expect(service({ ports: [Port.http(8080, { access: PortAccess.callers(Caller.workload('nobody')) })] }).errors[0])
    .toContain('[chart/api] ports[0].access = "shop/nobody": is not a workload of this app on the cluster prod.');
});

test('a daemon\'s ports have no proxy, and each its own access', () => {
  const platform = clusterOf(MESH);
  expect(platform.identity).toBeDefined();
  const built = new Built(chart => new PinterestDaemon(chart, 'dns', {
    container: IMAGE,
    ports: [
      Port.udp(53, { access: PortAccess.EVERY_POD }), Port.tcp(53, { access: PortAccess.EVERY_POD }),
      Port.http(8080, { name: 'health', access: PortAccess.KUBELET }), Port.metrics(9153),
    ],
  }), MESH, 'kube-system');
  expect(shortOf(built, 'dns')).toEqual(['udp 53 53 UDP', 'tcp 53 53 TCP', 'metrics 9153 9153 TCP']);
  expect(policyOf(built)).toEqual([
    { from: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] },
    { from: [inNamespace('monitoring')], ports: [{ port: 9153, protocol: 'TCP' }] },
  ]);
});

test('a job has ports, too, for whom they say', () => {
  const built = new Built(chart => new PinterestJobSet(chart, 'index', {
    container: IMAGE, ports: [Port.metrics(9090), Port.tcp(7000, { access: PortAccess.PEERS })],
  }));
  expect(policyOf(built).map(({ ports }: any) => ports[0].port)).toEqual([7000, 9090]);
  expect(built.all('Service')).toEqual([]);
});

test('a job has no callers, for whom a port could be', () => {
  const built = new Built(chart => new PinterestJobSet(chart, 'index', { container: IMAGE, ports: [Port.http(8080)] }), BARE);
  expect(built.errors).toEqual(['[chart/index] ports[0] = "http": is for the callers of the workload, and a PinterestJobSet has '
    + 'none. Say who reaches it: access: PortAccess.PEERS, PortAccess.KUBELET or PortAccess.callers(...).']);
});

describe('a range', () => {
  const RANGE = { name: 'rtp', lastNumber: 9000, access: PortAccess.WORLD, proxy: PortProxy.none('media') };
  const rule = (what: string) => `ports[0].lastNumber = 9000: takes in ${what}, and would open it to whom the range is for. `
    + 'Let the range end before it, or begin after it.';

  test.each<[string, Port[], World, string[]]>([
    ['a port of the application', [Port.tcp(8500, RANGE), Port.http(8600)], BARE, ['8600, which is the port "http"']],
    ['another range', [Port.tcp(8500, RANGE), Port.tcp(8900, { ...RANGE, name: 'more', lastNumber: 9100 })], BARE,
      ['8900, which is the port "more"']],
    ['a proxy', [Port.tcp(8445, RANGE), Port.http(8080)], MESH, ['8480, which is a port of the container "proxy"']],
  ])('that another port is in would open that to others, and is refused: %s', (_, ports, world, taken) => {
    expect(service({ ports }, world).errors.filter(error => error.includes('ports[0]')))
      .toEqual(taken.map(what => `[chart/api] ${rule(what)}`));
  });

  test('may be where another transport is, and beside the port of a sidecar', () => {
    const built = service({ ports: [Port.udp(8500, { ...RANGE, name: 'udp' }), Port.tcp(8600)] }, BARE);
    built.it.pod.addSidecar('s', { container: IMAGE, ports: [Port.tcp(8400, { ...RANGE, lastNumber: 8499 })] });
    expect(built.errors).toEqual([]);
  });
});

test('a port of a sidecar before which no proxy stands is shown, too', () => {
  const built = service({ ports: [Port.http(8080), Port.tcp(7000, { proxy: PortProxy.none('its own TLS') })] });
  const port = Port.http(9000, { name: 'ui', proxy: PortProxy.none('for people') });
  built.it.pod.addSidecar('ui', { container: IMAGE, ports: [port] });
  expect(templateOf(built).metadata.annotations['pinterest.com/unproxied-ports'])
    .toBe('tcp 7000/TCP: its own TLS\nui 9000/TCP: for people');
});

test.each<[string, (pod: PodPlan) => void, string]>([
  ['a port that is not there', pod => pod.enterThrough('grpc', 4180), 'pod.enterThrough = "grpc": is no port of the application. '
    + 'Known ports: http.'],
  ['no exposure', pod => pod.exposeThrough(4180), 'pod.exposeThrough = 4180: is for a port that no ingress controller or gateway '
    + 'calls. Set exposure on the workload, or leave it out.'],
  ['a port, and does not listen', pod => pod.enterThrough('http', 4180), 'pod.enterThrough = 4180: is no TCP port of a container '
    + 'of the pod. Add it to the ports of the sidecar, or write another.'],
])('what stands before %s is refused', (_, change, message) => {
  const built = service({ container: { ...IMAGE, portNumber: 8080 } }, BARE);
  change(built.it.pod);
  expect(built.errors).toEqual([`[chart/api] ${message}`]);
});

test('two cannot stand before an exposed port', () => {
  const built = service({ ports: [Port.http(8080)], exposure: Exposure.ingress({ host: 'a.example.com' }) });
  built.it.pod.exposeThrough(4180);
  expect(built.errors).toEqual([
    '[chart/api] pod = "entry for ingress controllers and gateways": is added by the component traffic of the release '
      + '2026.11 and by the user. Leave one of the two out.',
  ]);
});
