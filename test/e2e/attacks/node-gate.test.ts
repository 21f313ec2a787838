import { App, Duration } from 'cdk8s';
import { PinterestChart } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase, StartupComponent } from 'cdk8s-pinterest/runtime';
import { Probe } from 'cdk8s-plus-27';
import { Tenant } from './tenant';
import { createNamespace, apply, eventually, get, kubectl, rolledOut, serverVersion } from '../kubectl';

const RUNTIME = 'attack-gate-runtime';
const TENANT = 'attack-gate';
const RELEASE = 'gate-attack';
const AGENT = `agent-${RELEASE}`;
const TAINT = 'pinterest.com/startup';
const LABEL = `runtime.pinterest.com/${RELEASE}`;
const IMAGE = 'registry.example.com/pinboard:1.0.0';
const version = KubernetesVersion.of(serverVersion());

class Agent extends Component {
  public readonly name = 'agent';
  public readonly phase = Phase.TELEMETRY;

  public install(target: InstallTarget): void {
    target.daemon('agent', {
      container: {
        image: IMAGE, portNumber: 8080, readiness: Probe.fromHttpGet('/healthz', { periodSeconds: Duration.seconds(1) }),
      },
    });
  }
}

const nodes = get('nodes').items.map((node: any) => node.metadata.name).sort();
/** The node that goes and comes back: the gate's pods have the other one, if there is one. */
const node: string = nodes.at(-1);

const isOpen = () => {
  const { metadata, spec } = get('node', node);
  return metadata.labels[LABEL] === 'ready' && !(spec.taints ?? []).some(({ key }: any) => key === TAINT);
};
const agent = () => get('pods', '-n', RUNTIME, '-l', `app.kubernetes.io/name=${AGENT}`).items
  .find(({ metadata, spec }: any) => spec.nodeName === node && !metadata.deletionTimestamp);
const isReady = (pod: any) => pod?.status.conditions.some(({ type, status }: any) => type === 'Ready' && status === 'True');

async function staysClosed(seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    expect(isOpen()).toBe(false);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

/** Deletes the node and adds it again at once, as it is when a machine takes the name of another. */
function replaceNode(): void {
  const { metadata, spec } = get('node', node);
  const labels = Object.fromEntries(Object.entries(metadata.labels).filter(([key]) => key !== LABEL));
  kubectl(['delete', 'node', node]);
  apply(JSON.stringify({
    apiVersion: 'v1', kind: 'Node', metadata: { name: node, labels },
    spec: { podCIDR: spec.podCIDR, podCIDRs: spec.podCIDRs, taints: [{ key: TAINT, effect: 'NoSchedule' }] },
  }));
}

let tenant: Tenant;

beforeAll(async () => {
  createNamespace(RUNTIME);
  tenant = new Tenant(TENANT);
  const app = new App();
  new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version, startupGate: {} })],
    imageRegistry: 'registry.example.com/platform',
    releases: [new Release({ name: RELEASE, components: [new StartupComponent(), new Agent()] })],
    runtimeNamespace: RUNTIME,
    infrastructureNamespaces: [RUNTIME],
  }).attach(app);
  const owner = { team: 'infrastructure', contact: 'infra@example.com' };
  new PlatformRuntime(new PinterestChart(app, 'runtime', { namespace: RUNTIME, owner }), 'runtime');
  apply(app.synthYaml());
  rolledOut(RUNTIME, 'node-gate');
  await eventually('an open node', 60, isOpen);
});

afterAll(async () => {
  tenant.remove();
  kubectl(['delete', 'namespace', RUNTIME, '--wait=false']);
  kubectl(['delete', 'clusterroles,clusterrolebindings', '-l', 'app.kubernetes.io/name=node-gate']);
  if (version.admissionPolicies) {
    kubectl([
      'delete', 'validatingadmissionpolicies,validatingadmissionpolicybindings', `node-gate.${RUNTIME}`, `pod-claims.${RUNTIME}`,
    ]);
  }
  for (const name of nodes) kubectl(['label', 'node', name, `${LABEL}-`]);
  if ((get('node', node).spec.taints ?? []).some(({ key }: any) => key === TAINT)) kubectl(['taint', 'node', node, `${TAINT}-`]);
  await eventually('every node to be ready', 60, () => get('nodes').items.every(isReady));
});

test('a node that is deleted and added again at once stays closed by its former daemons, and opens by its own', async () => {
  const former = agent();
  expect(isReady(former)).toBe(true);
  replaceNode();
  await staysClosed(8);
  // The API server still says that the former pod is ready there.
  const left = agent();
  if (left?.metadata.uid === former.metadata.uid) expect(isReady(left)).toBe(true);

  const { status } = former;
  const forged = (name: string, metadata: object) => {
    const { spec } = tenant.manifest(name, { command: ['sleep', '3600'], node }) as any;
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec };
  };
  expect(status.phase).toBe('Running');
  const labels = { 'pinterest.com/runtime': RELEASE, 'app.kubernetes.io/name': AGENT };
  const { uid } = get('daemonset', AGENT, '-n', RUNTIME).metadata;
  const owner = { apiVersion: 'apps/v1', kind: 'DaemonSet', name: AGENT, uid, controller: true };
  const refused = (namespace: string, metadata: object) => {
    try {
      apply(JSON.stringify(forged('forged', { namespace, labels, ...metadata })));
      return '';
    } catch (error) {
      return `${error}`;
    }
  };
  // A tenant's pod with the labels of a daemon, and its owner, is in another namespace; new servers refuse it.
  if (version.admissionPolicies) {
    await eventually('the policy to be in force', 30, () => refused(TENANT, { ownerReferences: [owner] }).includes('pod-claims'));
  } else {
    expect(refused(TENANT, { ownerReferences: [owner] })).toBe('');
  }
  await staysClosed(5);

  if (left) kubectl(['delete', 'pod', left.metadata.name, '-n', RUNTIME, '--force', '--grace-period=0']);
  await eventually('the node\'s own daemon, and an open node', 90, () => isReady(agent()) && isOpen());
  expect(agent().metadata.uid).not.toBe(former.metadata.uid);
});
