import { Duration } from 'cdk8s';
import { ContainerProps, Handler, Probe, Volume } from 'cdk8s-plus-27';
import { api, BARE, complaints, CONTAINER } from '../synth';

const said = (container: object, props: object = {}) => (
  complaints(() => api({ container: { ...CONTAINER, ...container }, ...props }, BARE).write())
);

const IMAGE = 'registry.example.com/x:1';

function added(method: 'addInitContainer' | 'addSidecar', container: Partial<ContainerProps>): string[] {
  const shop = api({}, BARE);
  shop.services.api.pod[method]('prepare', { container: { image: IMAGE, ...container } });
  return complaints(() => shop.write());
}

const probe = Probe.fromCommand(['true']);

test.each<[string, Partial<ContainerProps>]>([
  ['startup', { startup: probe }], ['readiness', { readiness: probe }], ['liveness', { liveness: probe }],
  ['lifecycle', { lifecycle: { postStart: Handler.fromCommand(['true']) } }],
])('an init container has no %s, but a sidecar may have it', (field, container) => {
  expect(added('addInitContainer', container)).toEqual([
    `[chart/api] pod.containers["prepare"].${field}: has no meaning in an init container, and the API server refuses it. `
      + 'Remove it, or let the container run beside the application: pod.addSidecar.',
  ]);
  expect(added('addSidecar', container)).toEqual([]);
});

test('a mount says its folder once', () => {
  const mount = { path: '/v', volume: Volume.fromEmptyDir(api().chart, 'v', 'v') };
  expect(said({ volumeMounts: [{ ...mount, subPath: 'a', subPathExpr: '$(B)' }] })).toEqual([
    '[chart/api] container.volumeMounts["/v"].subPathExpr = "$(B)": says the folder a second time: subPath is "a". '
      + 'Keep one of the two.',
  ]);
  expect(said({ volumeMounts: [{ ...mount, subPath: 'a' }, { ...mount, path: '/w', subPathExpr: '$(B)' }] })).toEqual([]);
});

test.each<[string, object]>([
  ['liveness.httpGet', { liveness: Probe.fromHttpGet('/', { host: 'other.example.com' }) }],
  ['readiness.tcpSocket', { readiness: Probe.fromTcpSocket({ host: 'other.example.com' }) }],
  ['lifecycle.postStart.tcpSocket', {
    lifecycle: { postStart: Handler.fromTcpSocket({ host: 'other.example.com', port: 8080 }) },
  }],
])('%s asks the pod itself', (field, container) => {
  expect(said(container)).toEqual([
    `[chart/api] container.${field}.host = "other.example.com": would let the node ask another host than the pod. Leave it out.`,
  ]);
});

test.each<[string[], number]>([
  [['sleep', '600'], 600], [['/bin/sleep', '10m'], 600], [['sh', '-c', 'touch /tmp/x; sleep 40 && sleep 20'], 60],
])('a hook that runs %j is longer than the pod has', (command, seconds) => {
  const container = { lifecycle: { preStop: Handler.fromCommand(command) } };
  expect(said(container)).toEqual([
    `[chart/api] container.lifecycle.preStop = "${seconds} s": sleeps longer than the pod may take to end, 40 s, so that the `
      + `application would be killed without SIGTERM. Write stop: Duration.seconds(${seconds + 30}), `
      + 'or leave the hook out: the drain waits already.',
  ]);
  expect(said(container, { stop: Duration.seconds(seconds + 30) })).toEqual([]);
});

test('a hook that never ends is longer than any time', () => {
  expect(said({ lifecycle: { preStop: Handler.fromCommand(['sleep', 'infinity']) } })).toEqual([
    expect.stringMatching(/preStop = "Infinity s": sleeps longer than .* Write a time, or leave the hook out/),
  ]);
});

test('a hook that ends in time is taken', () => {
  expect(said({ lifecycle: { preStop: Handler.fromCommand(['sleep', '20']) } })).toEqual([]);
  expect(said({ lifecycle: { preStop: Handler.fromCommand(['nosleep', '600']) } })).toEqual([]);
});
