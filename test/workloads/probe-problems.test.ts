import { HealthCheck, PinterestService, PinterestServiceProps, Port } from 'cdk8s-pinterest';
import { ContainerProps, Handler, Probe, Protocol } from 'cdk8s-plus-27';
import { BARE, Built } from '../synth';

const DNS = { image: 'registry.example.com/dns:1', ports: [{ name: 'dns', number: 53, protocol: Protocol.UDP }] };

function errorsOf(props: Partial<PinterestServiceProps>, sidecar?: ContainerProps): string[] {
  return new Built(chart => {
    const service = new PinterestService(chart, 'dns', { container: DNS, ...props });
    if (sidecar) service.pod.addSidecar('beside', { container: sidecar });
  }, BARE).errors;
}

const BY_TCP = '= 53: asks by TCP a port that is UDP. Ask a TCP port, or run a command: HealthCheck.command([...]).';

test.each<[string, () => string[], string]>([
  ['a TCP probe', () => errorsOf({ container: { ...DNS, readiness: Probe.fromTcpSocket({ port: 53 }) } }), 'container.readiness'],
  ['an HTTP probe', () => errorsOf({ container: { ...DNS, liveness: Probe.fromHttpGet('/', { port: 53 }) } }),
    'container.liveness'],
  ['a health check', () => errorsOf({ health: { startup: HealthCheck.grpc({ port: 53 }) } }), 'health.startup.port'],
  ['a hook', () => errorsOf({ container: { ...DNS, lifecycle: { postStart: Handler.fromTcpSocket({ port: 53 }) } } }),
    'container.lifecycle.postStart'],
  ['a sidecar\'s probe', () => errorsOf(
    { container: { image: DNS.image } }, { ...DNS, liveness: Probe.fromTcpSocket({ port: 53 }) },
  ), 'pod.containers["beside"].liveness'],
])('%s of a UDP port is refused', (_, errors, field) => {
  expect(errors()).toEqual([`[chart/dns] ${field} ${BY_TCP}`]);
});

test('of a number that is TCP, too, it asks that one, and a hook may ask another container', () => {
  expect(errorsOf({
    container: { image: DNS.image, lifecycle: { preStop: Handler.fromHttpGet('/quit', { port: 9000 }) } },
    ports: [Port.udp(53), Port.tcp(53)],
    health: { readiness: HealthCheck.tcp({ port: 53 }) },
  })).toEqual([]);
});
