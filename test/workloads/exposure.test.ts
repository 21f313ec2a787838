import { Exposure, ExposureOptions, PinterestStatefulSet, Port, PortAccess } from 'cdk8s-pinterest';
import { api, BARE, Built, complaints, MESH, Shop, World } from '../synth';

const A = { host: 'a.example.com' };
const errors = (exposure: Exposure, world: World = MESH, container?: { image: string }) =>
  complaints(() => api({ exposure, ...(container && { container }) }, world).write());

test('an Ingress leads its host to the plain port by name, in the cluster\'s class', () => {
  expect(api({ exposure: Exposure.ingress(A) }).one('Ingress').spec).toEqual({
    ingressClassName: 'public',
    rules: [{
      host: 'a.example.com',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { name: 'plain' } } } }] },
    }],
  });
});

test('an Ingress without proxy leads to the application', () => {
  const [rule] = api({
    exposure: Exposure.ingress({ ...A, path: '/v1' }),
  }, { ...MESH, identity: undefined }).one('Ingress').spec.rules;
  expect(rule.http.paths).toEqual([{
    path: '/v1', pathType: 'Prefix', backend: { service: { name: 'api', port: { name: 'http' } } },
  }]);
});

test('only a host with a TLS secret is in the Ingress\' TLS section', () => {
  const exposure = Exposure.ingress({ ...A, tlsSecret: 'a-tls' }).plus(Exposure.ingress({ host: 'b.example.com' }));
  const { rules, tls } = api({ exposure }).one('Ingress').spec;
  expect(rules.map((rule: any) => rule.host)).toEqual(['a.example.com', 'b.example.com']);
  expect(tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
});

test('hosts and paths with other annotations have an Ingress of their own', () => {
  const body = { 'nginx.ingress.kubernetes.io/proxy-body-size': '1g' };
  const exposure = [
    { ...A, annotations: body }, { ...A, path: '/ws', annotations: { 'nginx.ingress.kubernetes.io/affinity': 'cookie' } },
    { host: 'b.example.com', annotations: { ...body } },
  ].map(each => Exposure.ingress(each)).reduce((all, each) => all.plus(each));
  const built = api({ exposure });
  const found = built.all('Ingress').map(({ metadata, spec }: any) => [
    metadata.name, metadata.annotations, spec.rules.map(({ host, http }: any) => host + http.paths[0].path),
  ]);
  expect(found).toEqual([
    ['api', expect.objectContaining(body), ['a.example.com/', 'b.example.com/']],
    [expect.stringMatching(/^api-[0-9a-f]{8}$/), expect.objectContaining({ 'nginx.ingress.kubernetes.io/affinity': 'cookie' }), [
      'a.example.com/ws',
    ]],
  ]);
  expect(found[1][1]).not.toHaveProperty(Object.keys(body)[0]);
});

test('an Ingress keeps its name when its annotations change', () => {
  const names = (value: string) => api({
    exposure: Exposure.ingress(A).plus(Exposure.ingress({ host: 'b.example.com', annotations: { 'example.com/a': value } })),
  }).all('Ingress').map(({ metadata }: any) => metadata.name);
  expect(names('1')).toEqual(names('2'));
});

test('annotations of the platform are its own', () => {
  expect(errors(Exposure.ingress({ ...A, annotations: { 'pinterest.com/contact': 'x' } }))).toEqual([
    expect.stringContaining('must be'),
  ]);
});

test('a host has one certificate, whatever its paths', () => {
  const paths = (...secrets: string[]) => secrets.map((tlsSecret, n) => Exposure.ingress({ ...A, path: `/${n}`, tlsSecret }))
    .reduce((all, each) => all.plus(each));
  expect(api({ exposure: paths('a-tls', 'a-tls') }).one('Ingress').spec.tls)
    .toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
  expect(complaints(() => api({ exposure: paths('a-tls', 'b-tls') }).write())).toEqual([
    '[chart/api] exposure.tlsSecret = "b-tls": is a second certificate for the host a.example.com, whose first one is "a-tls". '
      + 'Keep one of the two.',
  ]);
});

test('hosts with other annotations have an Ingress of their own, since annotations are of all of it', () => {
  const large = { annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '1g' } };
  const exposure = Exposure.ingress(A)
    .plus(Exposure.ingress({ ...A, path: '/upload', tlsSecret: 'a-tls', ...large }))
    .plus(Exposure.ingress({ host: 'b.example.com', ...large }))
    .plus(Exposure.ingress({ host: 'c.example.com', annotations: {} }));
  const shop = api({ exposure });
  const [first, second, ...others] = shop.all('Ingress');
  expect(others).toEqual([]);
  const pathsOf = ({ spec }: any) => spec.rules.map(({ host, http }: any) => `${host}${http.paths[0].path}`);
  expect(pathsOf(first)).toEqual(['a.example.com/', 'c.example.com/']);
  expect(pathsOf(second)).toEqual(['a.example.com/upload', 'b.example.com/']);
  expect([first, second].map(({ metadata }) => metadata.name)).toEqual(['api', expect.stringMatching(/^api-[0-9a-f]{8}$/)]);
  expect(first.metadata.annotations).not.toHaveProperty(['nginx.ingress.kubernetes.io/proxy-body-size']);
  expect(second.metadata.annotations).toMatchObject({ 'pinterest.com/contact': expect.any(String), ...large.annotations });
  // The host has one certificate in both.
  for (const { spec } of [first, second]) expect(spec.tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
  expect(shop.services.api.ingresses.map(({ name }) => name)).toEqual([first, second].map(({ metadata }) => metadata.name));
});

test.each<[string, any]>([
  ['one of the platform', { 'pinterest.com/team': 'other' }],
  ['a key that is none', { 'a b': 'c' }],
  ['a number', { 'example.com/size': 1 }],
])('%s as an annotation of an Ingress is refused', (_, annotations) => {
  expect(errors(Exposure.ingress({ ...A, annotations }))).toEqual([expect.stringContaining('exposure.annotations')]);
});

test('a port of the Service whose name is too long for an Ingress is called by its number', () => {
  const name = 'administration';
  const { rules } = api({
    ports: [Port.http(9000, { name })],
    exposure: Exposure.ingress(A).plus(Exposure.ingress({ host: 'b.example.com', port: name })),
  }).one('Ingress').spec;
  expect(rules.map((rule: any) => rule.http.paths[0].backend.service.port)).toEqual([{ name: 'plain' }, { number: 8082 }]);
});

test('an HTTPRoute leads its host to the plain port by number, at the cluster\'s Gateway', () => {
  expect(api({ exposure: Exposure.httpRoute({ ...A, path: '/v1' }) }).one('HTTPRoute').spec).toEqual({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateways' }],
    hostnames: ['a.example.com'],
    rules: [{
      matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
      backendRefs: [{ group: '', kind: 'Service', name: 'api', port: 80, weight: 1 }],
    }],
  });
});

test('Ingress and HTTPRoute stand together, for a service that moves', () => {
  const { services } = api({ exposure: Exposure.ingress(A).plus(Exposure.httpRoute(A)) });
  expect(services.api.ingress?.name).toBe('api');
  expect(services.api.httpRoute?.name).toBe('api');
});

test('an exposure that is not asked for is not there', () => {
  const { services } = api({ exposure: Exposure.ingress(A) });
  expect(services.api.httpRoute).toBeUndefined();
  expect(api().services.api.ingress).toBeUndefined();
});

test('each host has a route of its own, since all paths of a route are open to all of its hosts', () => {
  const exposure = Exposure.httpRoute({ host: 'a.example.com', path: '/a' })
    .plus(Exposure.httpRoute({ host: 'b.example.com', path: '/b' }));
  const routes = api({ exposure }).all('HTTPRoute');
  expect(routes.map(({ spec }: any) => [spec.hostnames, spec.rules[0].matches[0].path.value]))
    .toEqual([[['a.example.com'], '/a'], [['b.example.com'], '/b']]);
  expect(routes.map(({ metadata }: any) => metadata.name)).toEqual(['api', expect.stringMatching(/^api-[0-9a-f]{8}$/)]);
});

test.each([
  [
    'ingress controller',
    Exposure.ingress(A),
    '[chart/api] exposure = "ingress": the cluster prod has no ingress controller. '
      + 'Set ingress on the Cluster, or use Exposure.httpRoute.',
  ],
  [
    'gateway',
    Exposure.httpRoute(A),
    '[chart/api] exposure = "httpRoute": the cluster prod has no gateway. '
      + 'Set gateway on the Cluster, or use Exposure.ingress.',
  ],
])('an exposure on a cluster without %s is refused', (_, exposure, message) => {
  expect(errors(exposure, BARE)).toEqual([message]);
});

test('an exposure without port is refused', () => {
  expect(errors(Exposure.ingress(A), MESH, { image: 'x:1' })).toEqual([
    '[chart/api] exposure: there is no port to expose. Write container.portNumber, or a TCP port in ports.',
  ]);
});

test.each([
  ['host', Exposure.ingress({ host: 'API.example.com' })],
  ['host', Exposure.httpRoute({ host: 'https://api.example.com' })],
  ['path', Exposure.ingress({ ...A, path: 'v1' })],
  ['path', Exposure.httpRoute({ ...A, path: 'v1' })],
])('a %s that the API server would refuse is refused: %#', (_, exposure) => {
  expect(errors(exposure)).toEqual([expect.stringMatching(/^\[chart\/api\] exposure.* = ".*": .*\. .*\.$/)]);
});

describe('a host says its port', () => {
  const ports = [Port.tcp(5432), Port.http(9000, { name: 's3' }), Port.http(9001, { name: 'console' })];
  const hosts = (make: (options: ExposureOptions) => Exposure) => (
    make({ host: 's3.example.com' }).plus(make({ host: 'console.example.com', port: 'console' }))
  );
  const container = { image: 'x:1' };
  const rulesOf = (shop: Shop) => shop.one('Ingress').spec.rules
    .map(({ host, http }: any) => [host, http.paths[0].backend.service.port.name]);

  test('else it is the first that speaks HTTP', () => {
    const shop = api({ container, ports, exposure: hosts(Exposure.ingress) });
    expect(rulesOf(shop)).toEqual([['s3.example.com', 'plain'], ['console.example.com', 'plain-console']]);
    const service = shop.one('Service').spec.ports.map(({ name, port, targetPort }: any) => [name, port, targetPort]);
    expect(service).toEqual([
      ['tcp', 5432, 8443], ['s3', 9000, 8444], ['console', 9001, 8445], ['plain', 80, 8081], ['plain-console', 8082, 8082],
    ]);
    expect(shop.one('NetworkPolicy').spec.ingress).toEqual([{
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
      ports: [{ port: 8081, protocol: 'TCP' }, { port: 8082, protocol: 'TCP' }],
    }]);
  });

  test('without proxy, too', () => {
    const shop = api({ container, ports, exposure: hosts(Exposure.ingress) }, { ...MESH, identity: undefined });
    expect(rulesOf(shop)).toEqual([['s3.example.com', 's3'], ['console.example.com', 'console']]);
  });

  test('in routes, of which each host has one', () => {
    const shop = api({ container, ports, exposure: hosts(Exposure.httpRoute) });
    expect(shop.all('HTTPRoute').map(({ spec }: any) => [spec.hostnames, spec.rules[0].backendRefs[0].port]))
      .toEqual([[['s3.example.com'], 80], [['console.example.com'], 8082]]);
  });

  test('and two paths of one host may have two', () => {
    const exposure = Exposure.httpRoute({ ...A, path: '/api' }).plus(Exposure.httpRoute({ ...A, path: '/ui', port: 'console' }))
      .plus(Exposure.httpRoute({ ...A, path: '/v2' }));
    const [{ spec }] = api({ container, ports, exposure }, { ...MESH, identity: undefined }).all('HTTPRoute');
    expect(spec.rules.map(({ matches, backendRefs }: any) => [matches.map(({ path }: any) => path.value), backendRefs[0].port]))
      .toEqual([[['/api', '/v2'], 9000], [['/ui'], 9001]]);
  });

  test.each([['of none', 'nope'], ['of UDP', 'udp'], ['of the kubelet alone', 'health']])('a name %s is refused', (_, port) => {
    const others = [
      Port.http(8080), Port.udp(1, { access: PortAccess.PEERS }), Port.tcp(2, { name: 'health', access: PortAccess.KUBELET }),
    ];
    expect(complaints(() => api({ container, ports: others, exposure: Exposure.ingress({ ...A, port }) }).write())).toEqual([
      `[chart/api] exposure.port = "${port}": is no TCP port that anybody but peers and monitoring may reach. Known ports: http.`,
    ]);
  });
});

test('a store is exposed, too', () => {
  const built = new Built(chart => new PinterestStatefulSet(chart, 'db', {
    container: { image: 'x:1' }, ports: [Port.tcp(5432), Port.http(8080, { name: 'ui' })], exposure: Exposure.ingress(A),
  }));
  expect(built.one('Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'db', port: { name: 'plain' } });
  expect(built.it.ingress?.name).toBe('db');
});

describe('a host and path belong to one', () => {
  const two = (first: Exposure, second: Exposure) => (
    complaints(() => Shop.of({ a: { exposure: first }, b: { exposure: second } }).write())
  );

  test('of one workload', () => {
    expect(errors(Exposure.ingress(A).plus(Exposure.ingress({ ...A, path: '/' })))).toEqual([
      '[chart/api] exposure = "a.example.com": is exposed twice. Give one of the two another host or path.',
    ]);
  });

  test('of two workloads of a cluster', () => {
    expect(two(Exposure.httpRoute({ ...A, path: '/v1/' }), Exposure.httpRoute({ ...A, path: '/v1' }))).toEqual([
      '[chart/a] exposure = "a.example.com/v1": is also exposed by chart/b, on the cluster prod. '
        + 'Give one of the two another host or path.',
      '[chart/b] exposure = "a.example.com/v1": is also exposed by chart/a, on the cluster prod. '
        + 'Give one of the two another host or path.',
    ]);
  });

  test.each<[string, Exposure]>([
    ['path', Exposure.ingress({ ...A, path: '/b' })], ['host', Exposure.ingress({ host: 'b.example.com' })],
    ['way', Exposure.httpRoute(A)],
  ])('another %s is free', (_, other) => {
    expect(two(Exposure.ingress(A), other)).toEqual([]);
  });
});
