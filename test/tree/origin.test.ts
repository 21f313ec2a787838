import { ApiObject } from 'cdk8s';
import { Origin, PinterestChart, PinterestService, PodPlan } from 'cdk8s-pinterest';
import { IdentityProvider, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, InstallTarget, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Construct } from 'constructs';
import { EVERYTHING, KINDS } from '../pod/pods';
import { Built, MESH, TRUST } from '../synth';

const thing = (scope: Construct, id: string) => new ApiObject(scope, id, {
  apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id },
});

/** Who made each object, by its kind and path below a construct. */
function authors(root: Construct): Record<string, string> {
  const objects = root.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
  return Object.fromEntries(objects.map(object => [
    `${object.kind} ${object.node.path.slice(root.node.path.length + 1)}`, `${Origin.of(object)}`,
  ]));
}

const component = (name: string) => `the component ${name} of the release 2026.11`;

test('an object of a workload is its kind\'s, and one that a component adds beside it the component\'s', () => {
  const { it } = new Built(KINDS['a service'], EVERYTHING, 'platform');
  expect(authors(it)).toEqual({
    'ConfigMap config': 'the kind PinterestService',
    'ConfigMap env': 'the kind PinterestService',
    'ServiceAccount service-account': 'the kind PinterestService',
    'Deployment deployment': 'the kind PinterestService',
    'Service service': 'the kind PinterestService',
    'Ingress ingress': 'the kind PinterestService',
    'PodDisruptionBudget disruption-budget': 'the kind PinterestService',
    'NetworkPolicy network-policy': 'the kind PinterestService',
    'Certificate runtime/identity/certificate': component('identity'),
    'ConfigMap runtime/secrets/secrets': component('secrets'),
    'ConfigMap runtime/traffic/proxy': component('traffic'),
    'ConfigMap runtime/telemetry/log-files': component('telemetry'),
  });
});

test.each(
  Object.keys(KINDS).filter(kind => kind !== 'a daemon of a component'),
)('of %s no object is anybody\'s but the kind\'s or a component\'s', kind => {
  const { it } = new Built(KINDS[kind], EVERYTHING, 'platform');
  const found = Object.entries(authors(it));
  expect(found.length).toBeGreaterThan(3);
  for (const [object, author] of found) {
    const by = /^\w+ runtime\/(\w+)\//.exec(object)?.[1];
    expect([object, author]).toEqual([object, by ? component(by) : `the kind ${it.constructor.name}`]);
  }
});

test('a claim, a job and a pod group are their kind\'s, too', () => {
  const objectsOf = (kind: string) => Object.keys(authors(new Built(KINDS[kind], EVERYTHING, 'platform').it));
  const kindsOf = (kind: string) => objectsOf(kind).map(object => object.split(' ')[0]);
  expect(kindsOf('a job set of shards apart')).toEqual(expect.arrayContaining(['Job', 'PersistentVolumeClaim']));
  expect(kindsOf('a training')).toEqual(expect.arrayContaining(['Job', 'PersistentVolumeClaim', 'ConfigMap', 'Service']));
  expect(kindsOf('a training of the operator')).toEqual(expect.arrayContaining(['PyTorchJob', 'PodGroup']));
});

class Own extends Component {
  public readonly name = 'own';
  public readonly phase = Phase.DEPENDENCIES;

  public addTo(_pod: PodPlan, _workload: WorkloadIntent, beside: ComponentScope): void {
    thing(beside, 'beside');
    thing(new Construct(beside, 'deep'), 'deeper');
    beside.addConfigMap('config', { a: 'b' });
  }

  public install(target: InstallTarget): void {
    thing(target.scope, 'installed');
    target.daemon('agent', { container: { image: 'registry.example.com/agent:1' } });
  }
}

const OFFERED = [new Release({ name: 'r', components: [new Own()] })];
const OWN = 'the component own of the release r';

test('a company\'s component is named with its release, however deep it puts an object', () => {
  const { it } = new Built(chart => new PinterestService(chart, 'api', { container: { image: 'x:1' } }), { offered: OFFERED });
  expect(authors(it)).toMatchObject({
    'ConfigMap runtime/own/beside': OWN, 'ConfigMap runtime/own/deep/deeper': OWN, 'ConfigMap runtime/own/config': OWN,
  });
});

test('on a cluster an object is the platform\'s, a component\'s, or the kind\'s of the component\'s daemon', () => {
  const identity = IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST, caSecret: 'mesh-ca' });
  const world = { identity, offered: OFFERED, startupGate: { image: 'registry.example.com/node-gate:1' } };
  const { it } = new Built(chart => new PlatformRuntime(chart, 'runtime'), world, 'platform');
  const found = Object.entries(authors(it));
  expect(Object.fromEntries(found.filter(([object]) => !object.includes(' node-gate/')))).toEqual({
    'ClusterIssuer issuer': 'the platform',
    'ValidatingAdmissionPolicy pod-claims': 'the platform',
    'ValidatingAdmissionPolicyBinding pod-claims-binding': 'the platform',
    'ConfigMap r/own/installed': OWN,
    'ServiceAccount r/own/agent-r/service-account': 'the kind PinterestDaemon',
    'ConfigMap r/own/agent-r/runtime/own/beside': OWN,
    'ConfigMap r/own/agent-r/runtime/own/deep/deeper': OWN,
    'ConfigMap r/own/agent-r/runtime/own/config': OWN,
    'DaemonSet r/own/agent-r/daemon-set': 'the kind PinterestDaemon',
    'NetworkPolicy r/own/agent-r/network-policy': 'the kind PinterestDaemon',
  });
  const gate = found.filter(([object]) => object.includes(' node-gate/'));
  expect(gate).toHaveLength(10);
  for (const [, author] of gate) expect(author).toBe('the platform');
});

test('what the author of the app puts into the tree is theirs: in a chart, below a workload, below the runtime', () => {
  const { chart } = new Built((scope: PinterestChart) => {
    const workload = new PinterestService(scope, 'api', { container: { image: 'x:1', portNumber: 80 } });
    const runtime = new PlatformRuntime(scope, 'runtime');
    return [thing(scope, 'a'), thing(workload, 'b'), thing(new Construct(workload, 'mine'), 'c'), thing(runtime, 'd'),
      thing(runtime.nodeGate!, 'e')];
  }, { ...MESH, startupGate: {} }, 'platform');
  expect(authors(chart)).toMatchObject({
    'ConfigMap a': 'the user',
    'ConfigMap api/b': 'the user',
    'ConfigMap api/mine/c': 'the user',
    'ConfigMap runtime/d': 'the user',
    'ConfigMap runtime/node-gate/e': 'the user',
  });
});
