import { Port, PortAccess } from 'cdk8s-pinterest';
import { PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase } from 'cdk8s-pinterest/runtime';
import { containersOf, runtimeOf, templatesOf, workloadsOf } from '../everything';
import { Built, VERSIONS } from '../synth';

/** Who reaches a port of a pod, by the NetworkPolicies that select it. The kubelet of its node always does. */
function reachedBy(objects: any[], template: any, { containerPort, protocol = 'TCP' }: any): string[] {
  const policies = objects.filter(({ kind, spec }) => kind === 'NetworkPolicy'
    && Object.entries(spec.podSelector.matchLabels).every(([label, value]) => template.metadata.labels[label] === value));
  expect(policies.length).toBeGreaterThan(0);
  const rules = policies.flatMap(({ spec }) => spec.ingress ?? [])
    .filter(({ ports }) => !ports || ports.some((each: any) => each.port === containerPort && each.protocol === protocol));
  return rules.flatMap(({ from }) => from.map(peer)).sort();
}

function peer({ namespaceSelector, podSelector }: any): string {
  const namespace = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const pod = podSelector?.matchLabels?.['app.kubernetes.io/name'];
  if (namespaceSelector && !namespace) return 'every pod';
  return [namespace, pod].filter(Boolean).join('/');
}

/** A line for each port: container, port, and who reaches it besides the kubelet. */
function portsOf(objects: any[]): Record<string, string[]> {
  return Object.fromEntries(templatesOf(objects).map(([name, template]) => [name, containersOf(template)
    .flatMap(({ name: container, ports = [] }) => ports.map((port: any) => {
      const others = reachedBy(objects, template, port);
      return `${container} ${port.containerPort}/${port.protocol ?? 'TCP'}: ${others.join(', ') || 'nobody'}`;
    })).sort()]));
}

// A new port has to be thought about: who needs it, and what does it give to whom else?
test.each(VERSIONS)('on %s these ports of the runtime\'s pods are open, and to these', version => {
  expect(portsOf(runtimeOf(version).all())).toEqual({
    'DaemonSet dependency-cache-2026-11': ['app 8080/TCP: every pod', 'app 8081/TCP: nobody'],
    'DaemonSet registrar-2026-11': ['app 9090/TCP: monitoring'],
    'DaemonSet telemetry-2026-11': [
      'app 4317/TCP: every pod', 'app 4318/TCP: every pod', 'app 8125/UDP: every pod',
      'app 9464/TCP: monitoring',
    ],
    'Deployment node-gate': ['node-gate 8080/TCP: monitoring'],
  });
});

test.each(VERSIONS)('on %s these ports of a service\'s pods are open, and to these', version => {
  const ports = portsOf(workloadsOf(version).all());
  expect(ports['Deployment api']).toEqual([
    'app 8080/TCP: nobody',
    'app 9090/TCP: monitoring',
    'proxy 8081/TCP: ingress',
    'proxy 8443/TCP: front/web',
    'proxy 8480/TCP: nobody',
  ]);
  // The pods of a store reach each other past the proxy.
  expect(ports['StatefulSet db']).toEqual([
    'app 8080/TCP: db', 'app 9090/TCP: monitoring', 'proxy 8443/TCP: front/web', 'proxy 8480/TCP: nobody',
  ]);
});

test.each(VERSIONS)('on %s nothing but what is asked for reaches a batch job; pods of a training reach each other', version => {
  const objects = workloadsOf(version).all();
  const policies = Object.fromEntries(objects.filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata, spec }) => [metadata.name, (spec.ingress ?? []).map(({ from, ports }: any) => [from.map(peer), ports])]));
  expect(policies.reindex).toEqual([]);
  expect(policies.nightly).toEqual([]);
  expect(policies.ddp).toEqual([[['ddp'], undefined]]);
});

test('the daemon of a component says its ports as workloads do', () => {
  class Resolver extends Component {
    public readonly name = 'resolver';
    public readonly phase = Phase.DEPENDENCIES;
    public addTo(): void {}
    public install(target: InstallTarget): void {
      target.daemon('resolver', {
        container: { image: 'registry.example.com/resolver:1' },
        ports: [
          Port.udp(53, { name: 'dns', access: PortAccess.EVERY_POD }),
          Port.tcp(53, { name: 'dns-tcp', access: PortAccess.EVERY_POD }),
          Port.http(8080, { name: 'health', access: PortAccess.KUBELET }), Port.metrics(9153),
        ],
      });
    }
  }
  const offered = [new Release({ name: 'r', components: [new Resolver()] })];
  const runtime = new Built(chart => new PlatformRuntime(chart, 'runtime'), { offered, identity: undefined }, 'platform');
  expect(portsOf(runtime.all())).toEqual({
    'DaemonSet resolver-r': [
      'app 53/TCP: every pod', 'app 53/UDP: every pod', 'app 8080/TCP: nobody', 'app 9153/TCP: monitoring',
    ],
  });
});
