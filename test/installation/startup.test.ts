import { Channel, PinterestDaemon, PinterestService } from 'cdk8s-pinterest';
import { PlatformRuntime, Release, StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase, StartupComponent } from 'cdk8s-pinterest/runtime';
import { api, Built, World } from '../synth';

const IMAGE = 'registry.example.com/platform/node-gate:1';
const GATED: World = { startupGate: { image: IMAGE } };

class Agents extends Component {
  public readonly name = 'agents';
  public readonly phase = Phase.TELEMETRY;

  constructor(private readonly daemons: string[]) {
    super();
  }

  public install(target: InstallTarget): void {
    for (const daemon of this.daemons) target.daemon(daemon, { container: { image: 'registry.example.com/agent:1' } });
  }
}

const release = (name: string, ...daemons: string[]) => new Release({
  name, components: [new StartupComponent(), new Agents(daemons)],
});
const installed = (world: World) => new Built(chart => new PlatformRuntime(chart, 'runtime'), world, 'platform');
const onlyOn = (...labels: string[]) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: labels.map(key => ({ key, operator: 'Exists' })) }],
    },
  },
});

test('without a gate nothing is different', () => {
  expect(api({}, {}).template.spec.affinity).toBeUndefined();
  expect(installed({}).all()).toEqual([]);
});

test('a pod starts only where the daemons of its own release are ready', () => {
  expect(api({}, GATED).template.spec.affinity).toEqual(onlyOn('runtime.pinterest.com/2026.11'));
  const offered = [StandardRelease.v202611(), release('2026.12')];
  expect(api({ channel: Channel.pinned('2026.11') }, { ...GATED, offered }).template.spec.affinity)
    .toEqual(onlyOn('runtime.pinterest.com/2026.11'));
  expect(api({}, { ...GATED, offered }).template.spec.affinity).toEqual(onlyOn('runtime.pinterest.com/2026.12'));
});

test('a daemon waits for nothing', () => {
  const daemon = new Built(
    chart => new PinterestDaemon(chart, 'agent', { container: { image: 'registry.example.com/agent:1' } }), GATED, 'platform',
  );
  expect(daemon.one('DaemonSet').spec.template.spec.affinity).toBeUndefined();
});

test('a label that a node must have can be asked for by anyone, and both hold', () => {
  const both = new Built(chart => {
    const service = new PinterestService(chart, 'api', { container: { image: 'registry.example.com/api:1' } });
    service.pod.requireNode('example.com/ssd');
    service.pod.requireNode('example.com/ssd');
  }, GATED);
  expect(both.template.spec.affinity).toEqual(onlyOn('runtime.pinterest.com/2026.11', 'example.com/ssd'));
});

test('the gate knows the daemons of every release that the cluster has', () => {
  const offered = [release('2026.10', 'names'), release('2026.11', 'names', 'logs'), release('2026.12')];
  const gate = installed({ ...GATED, offered, releases: ['2026.11', '2026.12'] });
  const [container] = gate.template.spec.containers;
  expect(container.image).toBe(IMAGE);
  expect(JSON.parse(container.env.find(({ name }: any) => name === 'RELEASES').value)).toEqual({
    2026.11: ['names-2026-11', 'logs-2026-11'], 2026.12: [],
  });
});

test('the gate itself starts on a node that is still closed, and stays within the restricted standard', () => {
  const { spec } = installed(GATED).template;
  expect(spec).toMatchObject({
    tolerations: [{ key: 'pinterest.com/startup', operator: 'Exists' }],
    priorityClassName: 'system-cluster-critical',
    securityContext: { runAsNonRoot: true },
    containers: [{ securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } } }],
  });
  expect(spec.affinity).toBeUndefined();
});

test('it may patch nodes, and beyond that only look', () => {
  const gate = installed(GATED);
  expect(gate.one('ClusterRole').rules).toEqual([{ apiGroups: [''], resources: ['nodes'], verbs: ['list', 'patch', 'watch'] }]);
  expect(gate.one('Role').rules.flatMap(({ resources, verbs }: any) =>
    resources.map((resource: string) => `${resource}: ${verbs}`))).toEqual(['pods: list,watch', 'daemonsets: list,watch']);
  for (const kind of ['ClusterRole', 'ClusterRoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']) {
    const { name, namespace } = gate.one(kind).metadata;
    expect([name, namespace]).toEqual(['node-gate.platform', undefined]);
  }
});

test.each([['1.29', 0], ['1.30', 1]])('on %s there are %d policies that limit its patches', (version, count) => {
  expect(installed({ ...GATED, version }).all('ValidatingAdmissionPolicy')).toHaveLength(count);
});

test('it belongs to the owner of the chart', () => {
  for (const object of installed(GATED).all()) {
    expect(object.metadata).toMatchObject({
      labels: { 'pinterest.com/team': 'boards' }, annotations: { 'pinterest.com/contact': 'boards@example.com' },
    });
  }
});
