import { Duration } from 'cdk8s';
import {
  Exposure, PinterestDaemon, PinterestService, PinterestServiceProps, PinterestStatefulSet, PinterestStatefulSetProps, Port,
  PortAccess, PortProxy, Scaling, ServiceType,
} from 'cdk8s-pinterest';
import { warningsOf } from '../../lib/validation/warning';
import { BARE, Built, MESH, named, World } from '../synth';

const IMAGE = { image: 'registry.example.com/api:1' };
const HTTP = Port.http(8080, { access: PortAccess.WORLD });

function service(props: Partial<PinterestServiceProps>, world: World = BARE) {
  return new Built(chart => new PinterestService(chart, 'api', { container: IMAGE, ports: [HTTP], ...props }), world);
}
const store = (props: Partial<PinterestStatefulSetProps>, world: World = BARE) => new Built(chart => (
  new PinterestStatefulSet(chart, 'db', { container: IMAGE, ports: [Port.tcp(5432)], ...props })
), world);

describe('a Service may lead to one pod of a store', () => {
  const ports = [Port.tcp(9094, { name: 'external', access: PortAccess.WORLD })];
  const type = ServiceType.loadBalancer();
  const brokers = (...pods: any[]) => ({
    ports, moreServices: pods.map(pod => ({ name: `db-${pod}-public`, pod, ports: ['external'], type })),
  });

  test('by the label of its number', () => {
    const built = store(brokers(0, 2));
    expect(built.errors).toEqual([]);
    const selectors = built.all('Service').filter(({ spec }: any) => spec.type).map(({ spec }: any) => spec.selector);
    const labels = { 'app.kubernetes.io/name': 'db', 'pinterest.com/crd_type': 'PinterestStatefulSet' };
    expect(selectors).toEqual([0, 2].map(n => ({ ...labels, 'statefulset.kubernetes.io/pod-name': `db-${n}` })));
    expect(store({ ...brokers(4), scaling: Scaling.between(1, 5).onCpu(60) }).errors).toEqual([]);
  });

  test.each<[string, any, string]>([
    ['beyond the last', 3,
      'moreServices[0].pod = 3: must be the number of a pod, from 0 to 2. Write one of them, or raise replicas.'],
    ['below the first', -1, 'moreServices[0].pod = -1: must be the number of a pod, from 0 to 2.'],
    ['of parts', 0.5, 'moreServices[0].pod = 0.5: must be the number of a pod, from 0 to 2.'],
    ['in text', 'db-0', 'moreServices[0].pod = "db-0": must be a number'],
  ])('one %s is refused', (_, pod, line) => {
    expect(store(brokers(pod)).errors).toContainEqual(expect.stringContaining(line));
  });

  test('pods of a service have no numbers', () => {
    expect(service(brokers(0)).errors).toEqual([
      '[chart/api] moreServices[0].pod = 0: has no meaning, since its pods have no numbers. '
        + 'Leave it out, or use a PinterestStatefulSet.',
    ]);
  });
});

const SELECTOR = { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService' };
const PORT = { name: 'http', port: 8080, targetPort: 8080, protocol: 'TCP' };

test.each<[string, ServiceType | undefined, object]>([
  ['nothing', undefined, {}],
  ['an address in the cluster', ServiceType.CLUSTER_IP, {}],
  ['an address that others know', ServiceType.clusterIp('10.96.0.10'), { clusterIP: '10.96.0.10' }],
  ['no address', ServiceType.HEADLESS, { clusterIP: 'None' }],
  ['ports of the nodes', ServiceType.nodePort(), { type: 'NodePort' }],
  ['ports of the pods\' nodes', ServiceType.nodePort({ localTraffic: true }), {
    type: 'NodePort', externalTrafficPolicy: 'Local',
  }],
  ['a load balancer', ServiceType.loadBalancer(), { type: 'LoadBalancer' }],
  ['a load balancer for some', ServiceType.loadBalancer({
    sourceRanges: ['203.0.113.0/24'], localTraffic: true, className: 'service.k8s.aws/nlb',
  }), {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    loadBalancerSourceRanges: ['203.0.113.0/24'],
    loadBalancerClass: 'service.k8s.aws/nlb',
  }],
])('the type of a Service: %s', (_, type, expected) => {
  expect(service({ service: { type } }).one('Service').spec).toEqual({ selector: SELECTOR, ports: [PORT], ...expected });
});

test('a node has a port under the number that is given by name', () => {
  const { ports } = service({ service: { type: ServiceType.nodePort({ ports: { http: 30080 } }) } }).one('Service').spec;
  expect(ports).toEqual([{ ...PORT, nodePort: 30080 }]);
});

test('a Service has a name, annotations, an affinity and unready pods, as it is told', () => {
  const { metadata, spec } = service({
    service: {
      name: 'frontend',
      annotations: { 'example.com/a': '1' },
      type: ServiceType.loadBalancer({ annotations: { 'example.com/b': '2' } }),
      sessionAffinity: Duration.hours(3),
      publishNotReadyAddresses: true,
    },
  }).one('Service');
  expect(metadata).toMatchObject({
    name: 'frontend', annotations: { 'pinterest.com/contact': 'boards@example.com', 'example.com/a': '1', 'example.com/b': '2' },
  });
  expect(spec).toMatchObject({
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } },
    publishNotReadyAddresses: true,
  });
});

test('the certificate is valid for each name of a Service', () => {
  const ports = [Port.http(8080), Port.tcp(1, { access: PortAccess.WORLD, proxy: PortProxy.none('x') })];
  const moreServices = [{ name: 'api-lb', ports: ['tcp'], type: ServiceType.loadBalancer() }];
  const { dnsNames } = service({ ports, service: { name: 'frontend' }, moreServices }, MESH).one('Certificate').spec;
  expect(dnsNames).toEqual(expect.arrayContaining(['frontend', 'api-lb.shop.svc']));
  expect(dnsNames).not.toContain('api');
});

test('a further Service has some of the ports, and a shape of its own', () => {
  const built = service({
    ports: [HTTP, Port.tcp(9443, { name: 'admission' }), Port.udp(7946, { access: PortAccess.PEERS })],
    moreServices: [
      { name: 'api-public', ports: ['http'], type: ServiceType.loadBalancer() },
      { name: 'api-gossip', ports: ['udp', 'http'], type: ServiceType.HEADLESS, publishNotReadyAddresses: true },
    ],
  });
  const [main, lb, gossip] = built.all('Service');
  expect(main.spec.ports.map(({ name }: any) => name)).toEqual(['http', 'admission', 'udp']);
  expect([lb.metadata.name, lb.spec]).toEqual(['api-public', { selector: SELECTOR, type: 'LoadBalancer', ports: [PORT] }]);
  expect(gossip.spec).toEqual({
    selector: SELECTOR,
    clusterIP: 'None',
    publishNotReadyAddresses: true,
    ports: [PORT, { name: 'udp', port: 7946, targetPort: 7946, protocol: 'UDP' }],
  });
  expect(built.it.moreServices.map(({ name }) => name)).toEqual(['api-public', 'api-gossip']);
});

/** The ports of each Service by name: the number that clients call, and that of the pods. */
const numbers = (built: Built<any>) => built.all('Service').map(({ spec }: any) => (
  Object.fromEntries(spec.ports.map(({ name, port, targetPort }: any) => [name, [port, targetPort]]))
));

test('at a headless Service clients call the pods, so that it shows the pods\' own numbers', () => {
  const container = { ...IMAGE, portNumber: 3000 };
  const more = Port.http(3001, { name: 'console', servicePort: 81, access: PortAccess.EVERY_POD });
  const type = ServiceType.HEADLESS;
  const shown = (props: Partial<PinterestServiceProps>, world: World) => (
    numbers(service({ container, ports: [Port.metrics(9000)], ...props }, world))
  );
  expect(shown({}, BARE)).toEqual([{ http: [80, 3000], metrics: [9000, 9000] }]);
  expect(shown({ service: { type } }, BARE)).toEqual([{ http: [3000, 3000], metrics: [9000, 9000] }]);
  expect(shown({ service: { type } }, MESH)).toEqual([{ https: [8443, 8443], metrics: [9000, 9000] }]);
  expect(shown({ ports: [more], moreServices: [{ name: 'pods', ports: ['http', 'console'], type }] }, MESH)).toEqual([
    { https: [443, 8443], console: [81, 8444] }, { https: [8443, 8443], console: [8444, 8444] },
  ]);
  expect(shown({ ports: [more], service: { type }, moreServices: [{ name: 'consoles', ports: ['console'] }] }, MESH)).toEqual([
    { https: [8443, 8443], console: [8444, 8444] }, { console: [81, 8444] },
  ]);
});

test('an Ingress and an HTTPRoute name the port of a headless Service', () => {
  const host = { host: 'api.example.com' };
  const built = service({
    container: { ...IMAGE, portNumber: 3000 },
    ports: [],
    service: { type: ServiceType.HEADLESS },
    exposure: Exposure.ingress(host).plus(Exposure.httpRoute({ host: 'route.example.com' })),
  }, { ...MESH, ingress: { className: 'public', namespace: 'ingress' }, gateway: { name: 'public', namespace: 'gateways' } });
  expect(numbers(built)).toEqual([{ https: [8443, 8443], plain: [8081, 8081] }]);
  expect(built.one('Ingress').spec.rules[0].http.paths[0].backend.service.port).toEqual({ name: 'plain' });
  expect(built.one('HTTPRoute').spec.rules[0].backendRefs[0].port).toBe(8081);
});

test('a number that no Service would show is refused', () => {
  const ports = [Port.http(3000, { servicePort: 80, access: PortAccess.EVERY_POD })];
  const headless = { service: { type: ServiceType.HEADLESS } };
  expect(service({ ports, ...headless }).errors).toEqual([
    '[chart/api] ports[0].servicePort = 80: has no meaning, since at a headless Service clients call the pods\' own ports. '
      + 'Leave it out, or the type of the Service.',
  ]);
  expect(service({ ports, ...headless, moreServices: [{ name: 'pods', ports: ['http'], ...headless.service }] }).errors)
    .toHaveLength(1);
  expect(service({ ports, ...headless, moreServices: [{ name: 'one', ports: ['http'] }] }).errors).toEqual([]);
});

test('a store\'s governing Service has the name that its software wants', () => {
  const built = store({ governingService: 'zk-hs', service: { name: 'zk-cs' } }, MESH);
  expect(built.all('Service').map(({ metadata }: any) => metadata.name).sort()).toEqual(['zk-cs', 'zk-hs']);
  expect(built.one('StatefulSet').spec.serviceName).toBe('zk-hs');
  expect(built.it.peers.name).toBe('zk-hs');
  expect(built.one('Certificate').spec.dnsNames).toEqual(expect.arrayContaining(['zk-cs', '*.zk-hs']));
});

test('ports for peers alone are in a store\'s governing Service, and in others by name', () => {
  const built = store({
    ports: [Port.tcp(5432), Port.udp(7946, { access: PortAccess.PEERS })],
    moreServices: [{ name: 'seeds', ports: ['udp'], type: ServiceType.HEADLESS }],
  });
  const portsOf = (name: string) => built.all('Service').find(({ metadata }: any) => metadata.name === name).spec.ports
    .map((port: any) => port.name);
  expect(portsOf('db')).toEqual(['tcp']);
  expect(portsOf('db-peers')).toEqual(['tcp', 'udp']);
  expect(portsOf('seeds')).toEqual(['udp']);
});

test('a daemon\'s Service stays on the node, its further ones do not', () => {
  const built = new Built(chart => new PinterestDaemon(chart, 'agent', {
    container: IMAGE, ports: [HTTP], moreServices: [{ name: 'agents', ports: ['http'], type: ServiceType.HEADLESS }],
  }), BARE, 'kube-system');
  const [main, more] = built.all('Service').map(({ spec }: any) => spec);
  expect(main.internalTrafficPolicy).toBe('Local');
  expect(more).not.toHaveProperty('internalTrafficPolicy');
});

test.each<[Partial<PinterestServiceProps>, string]>([
  [{ service: { type: ServiceType.loadBalancer() }, ports: [Port.http(8080)] }, 'service.type = "LoadBalancer": '
    + 'has no port that somebody outside the cluster may reach. '
    + 'Give a port the access PortAccess.WORLD or PortAccess.ranges(...).'],
  [{ service: { type: ServiceType.loadBalancer() }, ports: [HTTP, Port.metrics(9090)] }, 'service.type = "LoadBalancer": '
    + 'would also open the port "metrics", which is for nobody outside the cluster. '
    + 'Write a further Service: moreServices: [{ name, ports: ["http"], type }].'],
  [{
    ports: [HTTP, Port.tcp(9443)], moreServices: [{ name: 'nodes', ports: ['http', 'tcp'], type: ServiceType.nodePort() }],
  }, 'moreServices[0].type = "NodePort": would also open the port "tcp", which is for nobody outside the cluster. '
    + 'Leave it out of ports.'],
  [{ service: { type: ServiceType.clusterIp('10.96.0') } }, 'service.type.address = "10.96.0": must be an IP address. '
    + 'Write for example "10.96.0.10".'],
  [{ service: { sessionAffinity: Duration.days(2) } }, 'service.sessionAffinity = "172800 s": must be from a second to a day. '
    + 'Write for example Duration.hours(3).'],
  [{ service: { sessionAffinity: Duration.hours(2), type: ServiceType.HEADLESS } }, 'service.sessionAffinity: '
    + 'has no meaning without an address of its own. Leave it out, or the type.'],
  [{ service: { type: ServiceType.nodePort({ ports: { https: 30443 } }) } }, 'service.type.ports = "https": '
    + 'is no port of the Service. Known ports: http.'],
  [{ service: { type: ServiceType.nodePort({ ports: { http: 0 } }) } }, 'service.type.ports["http"] = 0: must be a port number. '
    + 'Write 1 to 65535.'],
  [{ service: { name: '1st' } }, 'service.name = "1st": must be at most 63 lower-case letters, digits and "-", '
    + 'starting with a letter. Write for example "api-public".'],
  [{ service: { type: 'LoadBalancer' as any } }, 'service.type = "LoadBalancer": must be an object, and is a string. '
    + 'Write for example ServiceType.HEADLESS.'],
  [{ service: { type: ServiceType.loadBalancer({ sourceRanges: ['1.2.3.4'] }) } },
    'service.type.sourceRanges[0] = "1.2.3.4": must be a range of addresses'],
  [{ moreServices: [{ name: 'x', ports: ['nope'] }] }, 'moreServices[0].ports = "nope": is no port that a Service can have. '
    + 'Known ports: http.'],
  [{ moreServices: [{ name: 'x', ports: [] }] }, 'moreServices[0].ports: must name a port. Known ports: http.'],
  [{ moreServices: [{ name: 'api', ports: ['http'] }] }, 'moreServices = "api": is the name of two Services of the workload. '
    + 'Give each a name of its own.'],
])('a Service that could not be, or would lead nowhere, is refused: %#', (props, message) => {
  expect(service(props).errors[0]).toContain(`[chart/api] ${message}`);
});

test('two ports of one number in a Service are two only if their transports differ', () => {
  expect(service({ ports: [Port.tcp(53), Port.udp(53), Port.tcp(5353, { name: 'more', servicePort: 53 })] }).errors).toEqual([
    '[chart/api] ports = 53: would appear twice in the ports of the Service. Give the port another name and number.',
  ]);
  expect(named(service({ ports: [Port.tcp(53), Port.udp(53)] }).one('Service').spec.ports, 'udp').port).toBe(53);
});

test('no Service has the name of the API server\'s own', () => {
  const build = (namespace: string) => new Built(chart => [
    new PinterestService(chart, 'api', {
      container: IMAGE, ports: [HTTP], service: { name: 'kubernetes' }, moreServices: [{ name: 'more', ports: ['http'] }],
    }),
    new PinterestStatefulSet(chart, 'db', { container: IMAGE, ports: [Port.tcp(5432)], governingService: 'kubernetes' }),
  ], BARE, namespace);
  const taken = 'is the Service of the API server itself in this namespace. Choose another name.';
  expect(build('default').errors).toEqual(expect.arrayContaining([
    `[chart/api] service.name = "kubernetes": ${taken}`, `[chart/db] governingService = "kubernetes": ${taken}`,
  ]));
});

describe('a number on the nodes', () => {
  const OTHER = Port.http(8081, { name: 'other', access: PortAccess.WORLD });
  const numbered = (ports: { [name: string]: number }) => ({ type: ServiceType.nodePort({ ports }) });

  test('is that of one port', () => {
    expect(service({ ports: [HTTP, OTHER], service: numbered({ http: 30080, other: 30080 }) }).errors).toEqual([
      '[chart/api] service.type.ports["other"] = 30080: is also the number of service.type.ports["http"] on the nodes. '
        + 'Choose another one, or leave it out.',
    ]);
  });

  test('is by the name that the team has given, also where a proxy stands before the port', () => {
    const built = service({
      ports: [Port.http(8080, { access: PortAccess.ranges('10.0.0.0/8').plus(PortAccess.CALLERS) })],
      exposure: Exposure.ingress({ host: 'api.example.com' }),
      service: numbered({ http: 30443, plain: 30080 }),
    }, { ...MESH, ingress: { className: 'public', namespace: 'ingress' } });
    expect(built.one('Service').spec.ports.map((port: any) => [port.name, port.nodePort]))
      .toEqual([['https', 30443], ['plain', 30080]]);
  });

  test('is that of one workload of a cluster, and of one transport', () => {
    const both = (port: Port) => new Built(chart => {
      new PinterestService(chart, 'a', { container: IMAGE, ports: [HTTP], service: numbered({ http: 30080 }) });
      new PinterestService(chart, 'b', {
        container: IMAGE, ports: [port], moreServices: [{ name: 'c', ports: [port.name], ...numbered({ [port.name]: 30080 }) }],
      });
    }, BARE).errors;
    const message = (field: string, other: string) => `${field} = 30080: is also the number of chart/${other} on the nodes. `
      + 'Choose another one, or leave it out.';
    expect(both(OTHER)).toEqual([
      `[chart/a] ${message('service.type.ports["http"]', 'b')}`,
      `[chart/b] ${message('moreServices[0].type.ports["other"]', 'a')}`,
    ]);
    expect(both(Port.udp(53, { access: PortAccess.WORLD }))).toEqual([]);
  });

  test('that API servers mostly refuse is warned of', () => {
    const built = service({ service: numbered({ http: 80 }) });
    expect(warningsOf([built.it]).map(({ message }) => message)).toEqual(['service.type.ports["http"] = 80: is outside of 30000 '
      + 'to 32767, and refused by an API server without a --service-node-port-range of its own. '
      + 'Write a number of that range, or leave it out.']);
  });
});

test('an annotation of a Service is none of the platform\'s own', () => {
  expect(service({ service: { annotations: { 'pinterest.com/contact': 'nobody' } } }).errors).toEqual([
    '[chart/api] service.annotations = "pinterest.com/contact": must be a name of at most 63 letters, digits, "-", "_" and ".", '
      + 'optionally after a DNS name and "/", and not one of the platform\'s own. Write for example "node.example.com/pool".',
  ]);
});
