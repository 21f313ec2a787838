import { Duration, Size } from 'cdk8s';
import { Caller, Exposure, PinterestServiceProps, PodPlan, PodVolume } from 'cdk8s-pinterest';
import { StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, IdentityComponent, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Cpu, EnvFieldPaths, EnvValue, Handler, Probe } from 'cdk8s-plus-27';
import { api, CONTAINER, MESH, VERSIONS } from '../synth';

/** Of the standard proxy with so many ports, in MiB. */
const MEMORY = { '1': 304, '2 exposed': 688 };

const IMAGE = 'docker.io/library/haproxy:3.0';

/** A company's own sidecar before the ports of a workload, from nothing but what the package exports. */
class Gate extends Component {
  public readonly name = 'traffic';
  public readonly phase = Phase.TRAFFIC;

  public settings(): { [name: string]: string } {
    return { image: IMAGE };
  }

  public suits(workload: WorkloadIntent): boolean {
    return workload.ports.length > 0 && workload.cluster.identity !== undefined;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const { name } = beside.addConfigMap('gate', { 'gate.cfg': [...workload.callers, workload.drainSeconds].join('\n') });
    const shared = beside.addChartConfigMap('gate', { 'gate.lua': '-- the same for all' });
    pod.addVolume(PodVolume.of('gate-config', {
      projected: { sources: [{ configMap: { name } }, { configMap: { name: shared.name } }] },
    }));
    pod.addVolume(PodVolume.memory('gate-run', Size.mebibytes(1)));
    const ports = workload.ports.map(({ name: of }, n) => ({ of, name: n === 0 ? 'mtls' : `mtls-${n}`, number: 8443 + n }));
    const healthz = (seconds: number) => Probe.fromHttpGet('/healthz', { port: 8480, periodSeconds: Duration.seconds(seconds) });
    const { drainSeconds } = workload;
    const steps = `sleep ${drainSeconds * 0.4}; kill -USR2 1; sleep ${drainSeconds * 0.6 - 2}`;
    const stop = `date +%s >/run/haproxy/drain; ${steps}; kill -USR1 1; sleep 3600`;
    const memory = MEMORY[`${ports.length}${workload.exposed ? ' exposed' : ''}` as keyof typeof MEMORY];
    pod.addSidecar('gate', {
      container: {
        image: IMAGE,
        command: ['haproxy', '-W', '-db', '-f', '/etc/haproxy/haproxy.cfg'],
        ports: [
          ...ports.map(({ name: port, number }) => ({ name: port, number })),
          ...(workload.exposed ? [{ name: 'plain', number: 8081 }] : []),
          { name: 'admin', number: 8480 },
        ],
        envVariables: { POD_IPS: EnvValue.fromFieldRef(EnvFieldPaths.POD_IPS) },
        lifecycle: { preStop: Handler.fromCommand(['sh', '-c', stop]) },
        readiness: healthz(2),
        liveness: healthz(10),
        resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(memory) } },
      },
      mounts: [
        { volume: 'gate-config', path: '/etc/haproxy' },
        { volume: 'gate-run', path: '/run/haproxy', readOnly: false },
        { volume: IdentityComponent.VOLUME, path: IdentityComponent.FOLDER },
      ],
    });
    for (const { of, number } of ports) pod.enterThrough(of, number);
    if (workload.exposed) pod.exposeThrough(8081);
    if (!workload.cluster.version.preStopSleep) pod.drainThrough(8480, '/drain');
  }
}

const STANDARD = StandardRelease.v202611();
// The same name of the release, so that nothing but the component differs.
const OWN = STANDARD.derive(STANDARD.name, [new Gate()]);

const PROPS: [string, Partial<PinterestServiceProps>][] = [
  ['a plain service', {}],
  ['an exposed service with callers and two ports', {
    container: { ...CONTAINER, ports: [{ name: 'admin-api', number: 9000 }, { name: 'metrics', number: 9090 }] },
    callers: [Caller.external('web', 'front')],
    exposure: Exposure.ingress({ host: 'a.example.com' }),
    drain: Duration.seconds(20),
  }],
  ['a service without ports', { container: { image: 'x:1' } }],
];

/** All objects but the configuration, under the names that ours have. */
function manifests(props: Partial<PinterestServiceProps>, version: string, offered = [STANDARD]): unknown {
  const shop = api(props, { ...MESH, version, offered });
  expect(shop.write().size).toBe(1);
  const text = JSON.stringify(shop.all().filter(({ kind }) => kind !== 'ConfigMap'));
  return JSON.parse(text.replace(/\bgate\b/g, 'proxy').replace(/((api|chart)-proxy)-[0-9a-f]{8}/g, '$1'));
}

describe.each(PROPS)('for %s', (_, props) => {
  test.each(VERSIONS)('on %s a company\'s component can do all that the standard proxy does', version => {
    expect(manifests(props, version, [OWN])).toEqual(manifests(props, version));
  });
});

test('the two are compared in what matters: the proxy is in the pod, before the ports, and drains', () => {
  const text = JSON.stringify(manifests(PROPS[1][1], '1.29', [OWN]));
  for (const part of ['"name":"proxy"', '"port":8443', '/drain', '"name":"api-proxy"', 'identity']) expect(text).toContain(part);
});
