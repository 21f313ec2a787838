import {
  Egress, EgressPeer, HostAccess, PinterestDaemon, PinterestService, PinterestServiceProps, Port, PortProxy, SecretFile,
} from 'cdk8s-pinterest';
import { SecretStore } from 'cdk8s-pinterest/platform';
import { BARE, Built, CONTAINER, IDENTITY, named, World } from '../synth';

const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const podsOf = (namespace: string, name: string) => (
  { ...inNamespace(namespace), podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } }
);
const SELF = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'pinterest.com/crd_type': 'PinterestService' } } };

/** What every pod may reach. */
const ALWAYS = [
  { ports: [{ port: 53, protocol: 'UDP' }, { port: 53, protocol: 'TCP' }] }, { to: [SELF, inNamespace('platform')] },
];

function service(egress: Egress | undefined, world: World = BARE, props: Partial<PinterestServiceProps> = {}) {
  return new Built(chart => new PinterestService(chart, 'api', {
    container: CONTAINER, ...(egress && { network: { egress } }), ...props,
  }), world);
}
const policy = (egress: Egress | undefined, world?: World, props?: Partial<PinterestServiceProps>) => (
  service(egress, world, props).one('NetworkPolicy').spec
);

test.each([['nothing is said', undefined], ['it is said', Egress.OPEN]])('pods may connect anywhere where %s', (_, egress) => {
  expect(policy(egress)).not.toHaveProperty('egress');
  expect(policy(egress).policyTypes).toEqual(['Ingress']);
});

test('to nobody but DNS, each other and the runtime', () => {
  expect(policy(Egress.only())).toMatchObject({ policyTypes: ['Ingress', 'Egress'], egress: ALWAYS });
});

test('to each sort of peer', () => {
  const { egress } = policy(Egress.only(
    EgressPeer.workload('api', { ports: [8443] }),
    EgressPeer.external('db', 'data'),
    EgressPeer.namespace('queue', { ports: [9092], udpPorts: [514] }),
    EgressPeer.ranges(['203.0.113.0/24', '2001:db8::/32'], { ports: [443] }),
    EgressPeer.API_SERVER,
  ), { apiServerRanges: ['192.0.2.0/28'] });
  expect(egress.slice(0, 2)).toEqual(ALWAYS);
  expect(egress.slice(2)).toEqual([
    { to: [podsOf('shop', 'api')], ports: [{ port: 8443, protocol: 'TCP' }] },
    { to: [podsOf('data', 'db')] },
    { to: [inNamespace('queue')], ports: [{ port: 9092, protocol: 'TCP' }, { port: 514, protocol: 'UDP' }] },
    {
      to: [{ ipBlock: { cidr: '203.0.113.0/24' } }, { ipBlock: { cidr: '2001:db8::/32' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    },
    { to: [{ ipBlock: { cidr: '192.0.2.0/28' } }], ports: [{ port: 443, protocol: 'TCP' }, { port: 6443, protocol: 'TCP' }] },
  ]);
});

test('to the API server at the ports that the cluster names', () => {
  const apiServer = { apiServerRanges: ['192.0.2.1/32'], apiServerPorts: [8443] };
  expect(policy(Egress.only(EgressPeer.API_SERVER), apiServer).egress.slice(2)).toEqual([
    { to: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ports: [{ port: 8443, protocol: 'TCP' }] },
  ]);
});

test.each([
  ['in the cluster', 'https://vault.vault.svc:8200', { to: [inNamespace('vault')] }],
  ['in the cluster by its whole name', 'https://vault.vault.svc.cluster.local:8200', { to: [inNamespace('vault')] }],
  ['elsewhere', 'https://vault.example.com:8200', { ports: [{ port: 8200, protocol: 'TCP' }] }],
  ['elsewhere, at the usual port', 'https://vault.example.com', { ports: [{ port: 443, protocol: 'TCP' }] }],
  ['at an address', 'https://10.0.0.7:8200', { to: [{ ipBlock: { cidr: '10.0.0.7/32' } }], ports: [{ port: 8200, protocol: 'TCP' }] }],
  ['at an address of IPv6', 'https://[2001:db8::7]:8200', {
    to: [{ ipBlock: { cidr: '2001:db8::7/128' } }], ports: [{ port: 8200, protocol: 'TCP' }],
  }],
])('to the secret store of a workload that has secrets: %s', (_, address, rule) => {
  const world = { identity: IDENTITY, secretStore: SecretStore.vault({ address }) };
  expect(policy(Egress.only(), world).egress).toEqual(ALWAYS);
  const secrets = [SecretFile.json({ path: 'kv/data/a', file: 'a' })];
  expect(policy(Egress.only(), world, { secrets }).egress).toEqual([...ALWAYS, rule]);
});

test('to what somebody says that the pods call', () => {
  const built = service(Egress.only());
  built.it.pod.callsOut('geodata.maps.svc', 8080);
  expect(built.one('NetworkPolicy').spec.egress).toEqual([...ALWAYS, { to: [inNamespace('maps')] }]);
});

test('a workload that the app does not have is told at its peer', () => {
  const egress = Egress.only(EgressPeer.API_SERVER, EgressPeer.workload('dp'));
  expect(service(egress, { apiServerRanges: ['192.0.2.0/28'] }).errors).toEqual([
    expect.stringContaining('[chart/api] network.egress[1] = "shop/dp": is not a workload of this app on the cluster prod.'),
  ]);
});

test('the API server must have addresses', () => {
  expect(service(Egress.only(EgressPeer.API_SERVER)).errors).toEqual([
    '[chart/api] network.egress = "API_SERVER": the cluster prod does not say where its API server is. '
      + 'Set apiServerRanges on the Cluster, or use EgressPeer.ranges.',
  ]);
});

test('pods on the network of their node are under no policy', () => {
  expect(new Built(chart => new PinterestDaemon(chart, 'agent', {
    container: CONTAINER, host: [HostAccess.network('sees the node')], network: { egress: Egress.only() },
  }), BARE, 'kube-system').errors).toEqual([
    '[chart/agent] network.egress: has no effect: pods on the network of their node are under no NetworkPolicy. '
      + 'Leave it out, or HostAccess.network.',
  ]);
});

test.each<[any, string]>([
  ['open', 'network.egress = "open": must be an object, and is a string'],
  [Egress.only('db' as any), 'network.egress[0] = "db": must be an object, and is a string. '
    + 'Write for example EgressPeer.workload("db").'],
  [Egress.only(EgressPeer.namespace('x', { ports: [0] })),
    'network.egress[0].ports[0] = 0: must be a port number. Write 1 to 65535.'],
  [Egress.only(EgressPeer.ranges('10.0.0.0/8' as any)),
    'network.egress[0].ranges = "10.0.0.0/8": must be a list, and is a string.'],
])('what is no egress is refused: %#', (egress, message) => {
  expect(service(egress).errors[0]).toContain(`[chart/api] ${message}`);
});

describe('ports of a workload of this app are those of its application', () => {
  const pods = (peer: EgressPeer, world: World) => new Built(chart => {
    new PinterestService(chart, 'db', {
      container: { image: CONTAINER.image },
      ports: [
        Port.tcp(5432), Port.udp(514, { proxy: PortProxy.none('logs') }), Port.metrics(9100),
        Port.udp(7000, { name: 'rtp', lastNumber: 7010, proxy: PortProxy.none('media') }),
      ],
    });
    return new PinterestService(chart, 'api', { container: CONTAINER, network: { egress: Egress.only(peer) } });
  }, world);
  const portsTo = (peer: EgressPeer, world: World) => {
    const policies = pods(peer, world).all('NetworkPolicy').map(({ metadata, spec }) => ({ name: metadata.name, ...spec }));
    return named(policies, 'api').egress.at(-1).ports.map(({ port, protocol }: any) => `${port} ${protocol}`);
  };
  const WANTED = EgressPeer.workload('db', { ports: [5432, 9100], udpPorts: [514, 7005] });

  test('where no proxy stands before them, and where one does', () => {
    expect(portsTo(WANTED, BARE)).toEqual(['5432 TCP', '9100 TCP', '514 UDP', '7005 UDP']);
    expect(portsTo(WANTED, { identity: IDENTITY })).toEqual(['8443 TCP', '9100 TCP', '514 UDP', '7005 UDP']);
    expect(portsTo(EgressPeer.workload('db', { ports: [8443, 5432] }), { identity: IDENTITY })).toEqual(['8443 TCP']);
  });

  test('others are refused', () => {
    expect(pods(EgressPeer.workload('db', { ports: [514, 5432], udpPorts: [9100] }), BARE).errors).toEqual([
      '[chart/api] network.egress[0].ports = 514: is no port of shop/db that others reach. Known ports: 5432, 9100. '
        + 'Without ports, all are allowed.',
      '[chart/api] network.egress[0].udpPorts = 9100: is no port of shop/db that others reach. Known ports: 514, 7000. '
        + 'Without ports, all are allowed.',
    ]);
  });
});

test.each<[string, unknown, string]>([
  ['no ports', { egress: Egress.only(EgressPeer.namespace('queue', { ports: [] })) },
    'network.egress[0].ports = []: must name a port. Write a port, or leave it out.'],
  ['no ranges', { egress: Egress.only(EgressPeer.ranges([])) },
    'network.egress[0].ranges = []: must name a range. Write a range, or leave it out.'],
  ['an Egress itself', Egress.only(),
    'network: must be an object, and is an Egress itself. Write { egress: Egress.only(EgressPeer.workload("db")) }.'],
])('what would limit nothing is refused: %s', (_, network, message) => {
  expect(service(undefined, BARE, { network: network as any }).errors).toEqual([`[chart/api] ${message}`]);
});
