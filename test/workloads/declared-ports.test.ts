import { Port, PortAccess, TrafficProtocol, Transport } from 'cdk8s-pinterest';
import { Protocol } from 'cdk8s-plus-27';
import { renderContainer } from '../../lib/pod/container-spec';
import { acceptsConnections, declaredPorts, portProblems, withAllPorts } from '../../lib/workloads/declared-ports';

const CONTAINER = {
  image: 'x:1',
  portNumber: 8080,
  ports: [
    { number: 9090, name: 'metrics' }, { number: 9091, name: 'jmx-metrics' }, { number: 9000, name: 'admin' }, { number: 9001 },
  ],
};

function named(protocol?: TrafficProtocol) {
  return declaredPorts({ container: CONTAINER }, protocol).map(({ port }) => [port.name, port.number, port.protocol]);
}

test('those of a container speak what the workload does, and the first without name is called by it', () => {
  expect(named(TrafficProtocol.HTTP)[0]).toEqual(['http', 8080, 'HTTP']);
  expect(named(TrafficProtocol.HTTP2)[0]).toEqual(['http', 8080, 'HTTP2']);
  expect(named()[0]).toEqual(['tcp', 8080, 'TCP']);
  expect(named().slice(3)).toEqual([['admin', 9000, 'TCP'], ['port-9001', 9001, 'TCP']]);
});

test('those named for metrics are for monitoring, and the others for callers', () => {
  const access = (name: string) => declaredPorts({ container: CONTAINER }).find(({ port }) => port.name === name)!.port.access;
  expect(access('metrics')).toBe(PortAccess.MONITORING);
  expect(access('jmx-metrics')).toBe(PortAccess.MONITORING);
  expect(access('admin')).toEqual(PortAccess.CALLERS);
});

test('what cdk8s-plus says of the transport holds', () => {
  const container = {
    image: 'x:1',
    ports: [
      { number: 53, name: 'dns', protocol: Protocol.UDP }, { number: 53, name: 'dns-tcp' },
      { number: 9, protocol: Protocol.SCTP },
    ],
  };
  expect(declaredPorts({ container }).map(({ port }) => [port.name, port.transport])).toEqual([
    ['dns', Transport.UDP], ['dns-tcp', Transport.TCP], ['port-9', Transport.SCTP],
  ]);
  expect(portProblems({ container })).toEqual([]);
});

test('a number is there once for each transport, and a name once', () => {
  const ports = [Port.udp(53), Port.tcp(53), Port.udp(53, { name: 'again' }), Port.tcp(8080), Port.grpc(1, { name: 'tcp' })];
  const problems = portProblems({ container: { image: 'x:1', portNumber: 8080 }, ports });
  expect(problems.map(({ field, value }) => [field, value])).toEqual([
    ['ports[2]', 'number 53 of UDP'], ['ports[3]', 'number 8080'], ['ports[3]', 'name tcp'], ['ports[4]', 'name tcp'],
  ]);
});

test('a range has two ends and no place in a Service', () => {
  const container = { image: 'x:1' };
  expect(portProblems({ container, ports: [Port.udp(100, { lastNumber: 200 })] })).toEqual([]);
  expect(portProblems({ container, ports: [Port.udp(100, { lastNumber: 100, servicePort: 5 })] }).map(({ field }) => field))
    .toEqual(['ports[0].lastNumber', 'ports[0].servicePort']);
});

test('a probe connects to the first TCP port that is not for monitoring, else to any TCP port, and never to UDP', () => {
  const probed = (...ports: Port[]) => {
    const all = { container: { image: 'x:1' }, ports };
    const { spec } = renderContainer({ ...withAllPorts(all), readiness: acceptsConnections(all) }, 'app');
    return spec.readinessProbe?.tcpSocket?.port;
  };
  expect(probed(Port.udp(1), Port.metrics(2), Port.tcp(3), Port.http(4))).toBe(3);
  expect(probed(Port.metrics(2), Port.tcp(5, { access: PortAccess.KUBELET }))).toBe(5);
  expect(probed(Port.udp(1), Port.metrics(2))).toBe(2);
  expect(probed(Port.udp(1), Port.sctp(2), Port.tcp(3, { lastNumber: 9 }))).toBeUndefined();
});
