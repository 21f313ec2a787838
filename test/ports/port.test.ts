import { Caller, Port, PortAccess, PortProxy, PortOptions, TrafficProtocol, Transport } from 'cdk8s-pinterest';
import { PORTS_SHAPE } from '../../lib/ports/port-shape';
import { describe as inWords, Problem } from '../../lib/validation/problem';

test.each<[string, Port, string, TrafficProtocol]>([
  ['http', Port.http(1), Transport.TCP, TrafficProtocol.HTTP],
  ['grpc', Port.grpc(1), Transport.TCP, TrafficProtocol.HTTP2],
  ['http2', Port.http2(1), Transport.TCP, TrafficProtocol.HTTP2],
  ['tcp', Port.tcp(1), Transport.TCP, TrafficProtocol.TCP],
  ['udp', Port.udp(1), Transport.UDP, TrafficProtocol.TCP],
  ['sctp', Port.sctp(1), Transport.SCTP, TrafficProtocol.TCP],
  ['metrics', Port.metrics(1), Transport.TCP, TrafficProtocol.HTTP],
])('a port of %s is called so, and has its transport', (name, port, transport, protocol) => {
  expect(port).toMatchObject({ name, number: 1, transport, protocol });
});

test('metrics are for monitoring, and other ports for the callers of the workload', () => {
  expect(Port.metrics(1).access).toBe(PortAccess.MONITORING);
  expect(Port.http(1).access).toEqual(PortAccess.CALLERS);
  expect(Port.metrics(1, { access: PortAccess.PEERS }).access).toBe(PortAccess.PEERS);
});

test.each<[string, Port, PortAccess]>([
  ['by its name', Port.http(1, { name: 'metrics' }), PortAccess.MONITORING],
  ['by the end of its name', Port.tcp(1, { name: 'http-metrics' }), PortAccess.MONITORING],
  ['not if it says who reaches it', Port.http(1, { name: 'metrics', access: PortAccess.EVERY_POD }), PortAccess.EVERY_POD],
  ['not over UDP', Port.udp(1, { name: 'metrics' }), PortAccess.CALLERS],
  ['not with metrics in its name alone', Port.http(1, { name: 'metrics-ui' }), PortAccess.CALLERS],
])('a port is for monitoring %s', (_, { access }, expected) => {
  expect(access).toEqual(expected);
});

test('two accesses are one, and the order of what is added does not double it', () => {
  const own = Caller.workload('web');
  const both = PortAccess.callers(own).plus(PortAccess.MONITORING).plus(PortAccess.MONITORING)
    .plus(PortAccess.ranges('10.0.0.0/8'));
  expect(both).toMatchObject({ _callers: false, _own: [own], _any: PortAccess.MONITORING._any, _ranges: ['10.0.0.0/8'] });
  expect(PortAccess.MONITORING._any).toHaveLength(1);
});

/** What is said of ports, whatever their types. */
function said(...ports: unknown[]): string[] {
  const problems: Problem[] = [];
  PORTS_SHAPE(ports, 'ports', problems);
  return problems.map(inWords);
}
const http = (options: unknown) => Port.http(8080, options as PortOptions);

test.each<[unknown, string]>([
  [{ number: 8080 }, 'ports[0]: must be made by its own function, and is a plain object. Write for example Port.http(8080).'],
  [Port.http('8080' as any), 'ports[0].number = "8080": must be a number, and is a string. Write the number without quotes.'],
  [Port.http(0), 'ports[0].number = 0: must be a port number. Write 1 to 65535.'],
  [Port.http(8080.5), 'ports[0].number = 8080.5: must be a port number. Write 1 to 65535.'],
  [http({ servicePort: 70000 }), 'ports[0].servicePort = 70000: must be a port number. Write 1 to 65535.'],
  [http({ name: 'a-name-that-is-too-long' }), 'ports[0].name = "a-name-that-is-too-long": '
    + 'must be at most 15 lower-case letters, digits and "-". Shorten the name.'],
  [http({ access: 'callers' }), 'ports[0].access = "callers": must be an object, and is a string. '
    + 'Write for example PortAccess.CALLERS.plus(PortAccess.MONITORING).'],
  [http({ access: PortAccess.ranges('10.0.0.1/8') }), 'ports[0].access[0] = "10.0.0.1/8": must be a range of addresses: its '
    + 'first address, "/" and the number of bits that all have in common. Write for example "10.0.0.0/8".'],
  [http({ access: PortAccess.namespaces('A') }), 'ports[0].access[0] = "A": must be at most 63 lower-case letters, digits '
    + 'and "-". Write the name of a namespace.'],
  [http({ access: PortAccess.ranges() }), 'ports[0].access[0]: must be a range of addresses: its first address, "/" and the '
    + 'number of bits that all have in common. Write for example "10.0.0.0/8".'],
  [http({ access: PortAccess.namespaces() }), 'ports[0].access[0]: must be at most 63 lower-case letters, digits '
    + 'and "-". Write the name of a namespace.'],
  [http({ access: PortAccess.callers() }), 'ports[0].access[0]: must be an object, and is missing. '
    + 'Write for example Caller.workload("web").'],
  [http({ access: PortAccess.CALLERS.plus(undefined as any) }), 'ports[0].access: '
    + 'must be a PortAccess. Write for example PortAccess.MONITORING.'],
  [http({ access: PortAccess.CALLERS.plus('WORLD' as any) }), 'ports[0].access = "WORLD": must be a PortAccess. '
    + 'Write for example PortAccess.MONITORING.'],
  [http({ access: PortAccess.callers([Caller.workload('web')] as any) }), 'ports[0].access[0] = [{"name":"web",'
    + '"elsewhere":false}]: must be an object, and is a list. Write for example Caller.workload("web").'],
  [http({ proxy: PortProxy.none('') }), 'ports[0].proxy.reason = "": must be one line of text, of at most 1000 characters. '
    + 'Write in one line why the proxy cannot stand before the port.'],
  [http({ proxy: 'none' }), 'ports[0].proxy = "none": must be an object, and is a string. '
    + 'Write for example PortProxy.none("PostgreSQL has its own TLS").'],
])('what is no port is told by name: %#', (port, message) => {
  expect(said(port)).toEqual([message]);
});

test.each(['10.0.0.0/8', '0.0.0.0/0', '203.0.113.7/32', '::/0', '2001:db8::/32', 'fe80::1/128', '2001:db8:0:1::/64'])(
  '%s is a range of addresses', range => {
    expect(said(http({ access: PortAccess.ranges(range) }))).toEqual([]);
  },
);

test.each([
  '10.0.0.0', '10.0.0.0/33', '10.0.0.0/08', '10.1.0.0/8', '010.0.0.0/8', '::1/64', '::/129', 'host/8', '::ffff:1.2.3.4/128', '',
])(
  '%s is none', range => {
    expect(said(http({ access: PortAccess.ranges(range) }))).toHaveLength(1);
  },
);
