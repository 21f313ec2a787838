import { Duration } from 'cdk8s';
import {
  HealthCheck, HealthChecks, PinterestDaemon, PinterestJobSet, PinterestStatefulSet, Port, PortAccess,
} from 'cdk8s-pinterest';
import { ConnectionScheme, Probe, Protocol } from 'cdk8s-plus-27';
import { api, BARE, Built, complaints, CONTAINER } from '../synth';

const appWith = (health: HealthChecks, container: any = CONTAINER) => api({ health, container }, BARE).container('app');
const said = (health: any, container: any = CONTAINER) => complaints(() => api({ health, container }, BARE).write());

test('gRPC is asked at the main port, for the server as a whole or for a service', () => {
  const container = appWith({
    startup: HealthCheck.grpc(), liveness: HealthCheck.grpc({ port: 9000, service: 'boards.v1.Boards' }),
  }, { ...CONTAINER, ports: [{ name: 'admin', number: 9000 }] });
  expect(container.startupProbe).toEqual({ failureThreshold: 3, grpc: { port: 8080, service: '' } });
  expect(container.livenessProbe).toEqual({ failureThreshold: 3, grpc: { port: 9000, service: 'boards.v1.Boards' } });
  expect(container.readinessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 8080 } });
});

test('HTTP has headers and a scheme', () => {
  expect(appWith({
    readiness: HealthCheck.http('/ready', {
      headers: { 'Host': 'api.example.com', 'X-Probe': '1' }, scheme: ConnectionScheme.HTTPS,
    }),
  }).readinessProbe).toEqual({
    failureThreshold: 3,
    httpGet: {
      path: '/ready',
      port: 8080,
      scheme: 'HTTPS',
      httpHeaders: [{ name: 'Host', value: 'api.example.com' }, { name: 'X-Probe', value: '1' }],
    },
  });
});

test('ports and commands are asked, as often as wanted', () => {
  const container = appWith({
    readiness: HealthCheck.command(['pg_isready'], {
      initialDelay: Duration.seconds(5),
      period: Duration.minutes(1),
      timeout: Duration.seconds(2),
      failureThreshold: 4,
      successThreshold: 2,
    }),
    liveness: HealthCheck.tcp({ initialDelay: Duration.seconds(0) }),
  });
  expect(container.readinessProbe).toEqual({
    exec: { command: ['pg_isready'] },
    initialDelaySeconds: 5,
    periodSeconds: 60,
    timeoutSeconds: 2,
    failureThreshold: 4,
    successThreshold: 2,
  });
  // What the API server would not keep is not written.
  expect(container.livenessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 8080 } });
});

test('the main port is neither that of monitoring nor one of UDP', () => {
  const ports = [
    { name: 'metrics', number: 9090 }, { name: 'dns', number: 53, protocol: Protocol.UDP }, { name: 'dns-tcp', number: 8053 },
  ];
  expect(appWith({ readiness: HealthCheck.http('/') }, { image: 'x:1', ports }).readinessProbe.httpGet.port).toBe(8053);
});

test('stores, daemons and batch jobs have them, too', () => {
  const health = { readiness: HealthCheck.command(['ready']), liveness: HealthCheck.command(['alive']) };
  const containers = [
    new Built(chart => new PinterestStatefulSet(chart, 'x', { container: CONTAINER, health }), BARE).one('StatefulSet'),
    new Built(chart => new PinterestDaemon(chart, 'x', { container: CONTAINER, health }), BARE, 'platform').one('DaemonSet'),
    new Built(chart => new PinterestJobSet(chart, 'x', { container: CONTAINER, health }), BARE).one('Job'),
  ].map(({ spec }) => spec.template.spec.containers[0]);
  for (const { readinessProbe, livenessProbe } of containers) {
    expect([readinessProbe.exec, livenessProbe.exec]).toEqual([{ command: ['ready'] }, { command: ['alive'] }]);
    expect(readinessProbe.tcpSocket).toBeUndefined();
  }
});

const http = HealthCheck.http;
test.each<[string, any, any, string]>([
  ['a check in both ways', { readiness: http('/') }, { ...CONTAINER, readiness: Probe.fromHttpGet('/') },
    'health.readiness: is also in container.readiness. Keep one of the two.'],
  ['a port that is not there', { liveness: HealthCheck.grpc({ port: 9 }) }, CONTAINER,
    'health.liveness.port = 9: probes a port that the container does not have. '
      + 'Add it to ports with PortAccess.KUBELET, or probe another port. Known ports: 8080.'],
  ['no port', { liveness: HealthCheck.tcp() }, { image: 'x:1' },
    'health.liveness.port: must be given: the container has no port to ask. Write { port: 8080 }.'],
  ['more than one success of liveness', { liveness: http('/', { successThreshold: 2 }) }, CONTAINER,
    'health.liveness.successThreshold = 2: must be 1: only readiness may need more. Leave it out.'],
  ['no failure', { liveness: http('/', { failureThreshold: 0 }) }, CONTAINER,
    'health.liveness.failureThreshold = 0: must be from 1 to 2147483647. Write a number between them.'],
  ['a period of 100,000 days', { liveness: http('/', { period: Duration.days(100_000) }) }, CONTAINER,
    'health.liveness.period = "8640000000 seconds": must be at most 2147483647 seconds.'],
  ['no period', { liveness: http('/', { period: Duration.seconds(0) }) }, CONTAINER,
    'health.liveness.period = 0: must be from 1'],
  ['half a second', { liveness: http('/', { timeout: Duration.millis(500) }) }, CONTAINER,
    'health.liveness.timeout = "0.5 seconds": must be a whole number of seconds.'],
  ['no path', { liveness: http(undefined as any) }, CONTAINER, 'health.liveness: must name a path.'],
  ['an empty path', { liveness: http('') }, CONTAINER, 'health.liveness = "": must be a path of a URL'],
  ['no command', { liveness: HealthCheck.command([]) }, CONTAINER, 'health.liveness: must have a command.'],
  ['a cdk8s-plus probe', { liveness: Probe.fromHttpGet('/') }, CONTAINER, 'health.liveness = '],
  ['a path', { liveness: '/healthz' }, CONTAINER,
    'health.liveness = "/healthz": must be a HealthCheck. Write for example HealthCheck.http('],
  ['a plain object', { liveness: { path: '/' } }, CONTAINER, 'health.liveness = {"path":"/"}: must be a HealthCheck.'],
])('%s is refused', (_, health, container, line) => {
  expect(said(health, container)).toContainEqual(expect.stringContaining(`[chart/api] ${line}`));
});

test('the port that is asked is that of the application, whatever it is called, and not that of its metrics', () => {
  const ports = [
    Port.metrics(9187, { name: 'numbers' }), Port.udp(5353, { access: PortAccess.PEERS }), Port.grpc(9090), Port.http(8080),
  ];
  const health = { startup: HealthCheck.grpc(), liveness: HealthCheck.tcp() };
  const { startupProbe, livenessProbe, readinessProbe } = api({ health, container: { image: CONTAINER.image }, ports }, BARE)
    .container('app');
  expect([startupProbe.grpc.port, livenessProbe.tcpSocket.port, readinessProbe.tcpSocket.port]).toEqual([9090, 9090, 9090]);
});

test('wrong ports are told once, and not as health checks without a port', () => {
  const container = { ...CONTAINER, ports: [{ name: 'twice', number: 8080 }] };
  expect(said({ liveness: HealthCheck.http('/') }, container)).toEqual([
    '[chart/api] container.ports[0] = "number 8080": is already used by container.portNumber. '
      + 'Give each port a number and a name of its own.',
  ]);
});

describe('a sidecar', () => {
  const withSidecar = (options: any, version = '1.37') => {
    const shop = api({}, { ...BARE, version });
    shop.services.api.pod.addSidecar('cache', { container: { image: CONTAINER.image }, ...options });
    return shop;
  };
  const saidOf = (options: any) => complaints(() => withSidecar(options).write());

  test.each(['1.27', '1.37'])('is asked as the application is, on %s', version => {
    const container = withSidecar({
      ports: [Port.metrics(9187), Port.grpc(9090, { access: PortAccess.KUBELET })],
      health: {
        startup: HealthCheck.grpc({ service: 'cache.v1.Cache' }),
        readiness: HealthCheck.http('/ready', { port: 9187, headers: { Host: 'cache' } }),
        liveness: HealthCheck.tcp(),
      },
    }, version).container('cache');
    expect(container.startupProbe).toEqual({ failureThreshold: 3, grpc: { port: 9090, service: 'cache.v1.Cache' } });
    expect(container.readinessProbe.httpGet).toEqual({
      path: '/ready', port: 9187, scheme: 'HTTP', httpHeaders: [{ name: 'Host', value: 'cache' }],
    });
    expect(container.livenessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 9090 } });
  });

  test.each<[string, any, string]>([
    ['no port', { health: { readiness: HealthCheck.tcp() } },
      '[chart/api] pod.containers["cache"].health.readiness.port: must be given: the container has no port to ask. '
      + 'Write { port: 8080 }.'],
    ['a port that it does not have', { ports: [Port.metrics(9187)], health: { readiness: HealthCheck.grpc({ port: 1 }) } },
      '[chart/api] pod.containers["cache"].health.readiness.port = 1: probes a port that the container does not have. '
      + 'Add it to ports with PortAccess.KUBELET, or probe another port. Known ports: 9187.'],
    ['one check in two ways', {
      container: { ...CONTAINER, portNumber: 9090, liveness: Probe.fromTcpSocket() }, health: { liveness: HealthCheck.tcp() },
    }, '[chart/api] pod.containers["cache"].health.liveness: is also in container.liveness. Keep one of the two.'],
    ['what is no check', { health: { readiness: '/ready' } },
      '[chart/api] pod.containers["cache"].health.readiness = "/ready": must be a HealthCheck. '
      + 'Write for example HealthCheck.http("/healthz").'],
  ])('with %s is refused', (_, options, line) => {
    expect(saidOf(options)).toEqual([line]);
  });

  test('an init container has no checks, whatever the types promise', () => {
    const shop = api({}, BARE);
    shop.services.api.pod.addInitContainer('warm', {
      container: { image: CONTAINER.image, portNumber: 9090 }, health: { readiness: HealthCheck.tcp() },
    } as any);
    expect(complaints(() => shop.write())).toEqual([expect.stringContaining('pod.containers["warm"].readiness: has no meaning')]);
  });
});
