import { App, Duration, JsonPatch } from 'cdk8s';
import { Channel, PinterestChart, PinterestService, Scaling } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase, StartupComponent } from 'cdk8s-pinterest/runtime';
import { Probe } from 'cdk8s-plus-27';
import { loadAll } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, rolledOut, serverVersion } from './kubectl';
import { Api, PatchOperation } from '../../images/node-gate/src/api';

const RUNTIME = 'gate-runtime';
const TEAM = 'gate-team';
const OLD = 'gate-1';
const NEW = 'gate-2';
const LABELS = 'runtime.pinterest.com/';
const TAINT = 'pinterest.com/startup';
const IMAGE = 'registry.example.com/pinboard:1.0.0';
const GATE = `system:serviceaccount:${RUNTIME}:node-gate`;
const version = KubernetesVersion.of(serverVersion());

/** Becomes ready on command, like a daemon that needs time on a new node. */
const AGENT = `
let ready = false;
process.on('SIGTERM', () => process.exit());
require('http').createServer(({ url }, response) => {
  if (url === '/become-ready') ready = true;
  response.writeHead(ready ? 200 : 503).end();
}).listen(8080);`;

class Agent extends Component {
  public readonly name = 'agent';
  public readonly phase = Phase.TELEMETRY;

  public install(target: InstallTarget): void {
    target.daemon('agent', {
      container: {
        image: IMAGE,
        portNumber: 8080,
        command: ['node', '-e', AGENT],
        readiness: Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(1) }),
      },
    });
  }
}

function platform(...releases: string[]): Platform {
  return new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version, startupGate: {} })],
    imageRegistry: 'registry.example.com/platform',
    releases: releases.map(name => new Release({ name, components: [new StartupComponent(), new Agent()] })),
    runtimeNamespace: RUNTIME,
    infrastructureNamespaces: [RUNTIME],
  });
}

function manifest(namespace: string, of: Platform, build: (chart: PinterestChart) => void): string {
  const app = new App();
  of.attach(app);
  build(new PinterestChart(app, 'chart', { namespace, owner: { team: 'infrastructure', contact: 'infra@example.com' } }));
  return app.synthYaml();
}

const runtime = (...releases: string[]) => manifest(RUNTIME, platform(...releases), chart => {
  new PlatformRuntime(chart, 'runtime');
});

/** A workload with a pod for each of these nodes, if the nodes accept it. */
const workload = (name: string, release: string, nodes: string[]) => manifest(TEAM, platform(OLD, NEW), chart => {
  for (const node of nodes) {
    const service = new PinterestService(chart, `${name}-${node}`, {
      channel: Channel.pinned(release),
      container: { image: IMAGE, command: ['sleep', '3600'] },
      scaling: Scaling.fixed(1),
      drain: Duration.seconds(0),
      stop: Duration.seconds(1),
    });
    service.pod.patch(JsonPatch.add('/nodeSelector', { 'kubernetes.io/hostname': node }));
  }
});

/** A pod without a release. */
const barePod = (nodeName: string) => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace: TEAM },
  spec: {
    nodeSelector: { 'kubernetes.io/hostname': nodeName },
    terminationGracePeriodSeconds: 0,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{
      name: 'app',
      image: IMAGE,
      command: ['sleep', '3600'],
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    }],
  },
});

const [first, second] = get('nodes').items.map((node: any) => node.metadata.name).sort();
const node = (name: string) => get('node', name);
const isLabelled = (name: string, release: string) => node(name).metadata.labels[LABELS + release] === 'ready';
const isTainted = (name: string) => (node(name).spec.taints ?? []).some((taint: any) => taint.key === TAINT);

/** The nodes of pods with this prefix; undefined for unscheduled ones. */
const placed = (prefix: string) =>
  get('pods', '-n', TEAM).items.filter((pod: any) => pod.metadata.name.startsWith(prefix)).map((pod: any) => pod.spec.nodeName);

async function agentOn(name: string, release: string): Promise<string> {
  return eventually(`the agent of ${release} to run on ${name}`, 30, () => get(
    'pods', '-n', RUNTIME, '-l', `app.kubernetes.io/name=agent-${release}`,
  ).items
    .find((pod: any) => pod.spec.nodeName === name
      && !pod.metadata.deletionTimestamp
      && pod.status.containerStatuses?.[0]?.state.running)?.metadata.name);
}

async function becomesReady(name: string, release: string): Promise<void> {
  const pod = await agentOn(name, release);
  await eventually(`the agent on ${name} to listen`, 15, () => {
    kubectl(['exec', '-n', RUNTIME, pod, '--', 'node', '-e', 'fetch("http://127.0.0.1:8080/become-ready")']);
    return true;
  });
}

/** Calls the API as the gate's service account. */
function asGate(): Api {
  const { clusters: [{ cluster }] } = JSON.parse(kubectl(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']));
  const token = kubectl(['create', 'token', 'node-gate', '-n', RUNTIME]).trim();
  return new Api(cluster.server, () => token, Buffer.from(cluster['certificate-authority-data'], 'base64').toString());
}

async function stillSo(seconds: number, what: () => void): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    what();
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

beforeAll(async () => {
  createNamespace(RUNTIME);
  createNamespace(TEAM);
  apply(runtime(OLD));
  rolledOut(RUNTIME, 'node-gate');
  for (const name of [first, second]) await becomesReady(name, OLD);
});

afterAll(() => {
  for (const name of [RUNTIME, TEAM]) kubectl(['delete', 'namespace', name, '--wait=false']);
  kubectl(['delete', 'clusterroles,clusterrolebindings', '-l', 'app.kubernetes.io/name=node-gate']);
  if (version.admissionPolicies) {
    kubectl([
      'delete', 'validatingadmissionpolicies,validatingadmissionpolicybindings', '-l', 'app.kubernetes.io/name=node-gate',
    ]);
  }
  for (const name of [first, second]) {
    kubectl(['label', 'node', name, ...[OLD, NEW].map(release => `${LABELS}${release}-`)]);
    if (isTainted(name)) kubectl(['taint', 'node', name, `${TAINT}-`]);
  }
});

test('a node is labelled once the daemons of the release are ready there', async () => {
  await eventually('both labels', 15, () => [first, second].every(name => isLabelled(name, OLD)));
});

test('a node that has just come takes no pod before its daemons are ready, then at once', async () => {
  // Like a new node: with the taint, without the label, with a daemon that has just started.
  kubectl(['delete', 'pod', '-n', RUNTIME, await agentOn(second, OLD), '--grace-period=0', '--force']);
  await agentOn(second, OLD);
  kubectl(['patch', 'node', second, '-p', JSON.stringify({
    metadata: { labels: { [LABELS + OLD]: null } },
    spec: { taints: [...(node(second).spec.taints ?? []), { key: TAINT, effect: 'NoSchedule' }] },
  })]);

  apply(workload('new-node', OLD, [second]));
  apply(barePod(second));
  // The daemon was gone and came back meanwhile: the gate decides by the current state.
  kubectl(['delete', 'pods', '-n', RUNTIME, '-l', 'app.kubernetes.io/name=node-gate', '--wait=false']);
  await stillSo(5, () => expect([...placed('new-node'), ...placed('bare')]).toEqual([undefined, undefined]));
  expect(isTainted(second)).toBe(true);

  await becomesReady(second, OLD);
  await eventually('both pods to land', 20, () => [...placed('new-node'), ...placed('bare')].every(name => name === second));
  expect([isLabelled(second, OLD), isTainted(second)]).toEqual([true, false]);
});

test('an old node takes no pod of a release that is only being installed there, and goes on with the others', async () => {
  apply(runtime(OLD, NEW));
  apply(workload('new-release', NEW, [first, second]));
  apply(workload('old-release', OLD, [first]));
  rolledOut(RUNTIME, 'node-gate');
  await agentOn(first, NEW);
  await eventually('a pod of the old release', 20, () => placed('old-release')[0] === first);
  expect(placed('new-release')).toEqual([undefined, undefined]);

  await becomesReady(first, NEW);
  await eventually('a pod of the new release', 20, () => placed('new-release').includes(first));
  expect(placed('new-release')).toEqual(expect.arrayContaining([first, undefined]));
  expect(isTainted(first) || isTainted(second)).toBe(false);
  // The old release's label stayed all the time, even while the gate learned about the new one.
  expect([first, second].map(name => isLabelled(name, OLD))).toEqual([true, true]);
});

test('a release that is taken away leaves no label', async () => {
  kubectl(['delete', 'daemonset', '-n', RUNTIME, `agent-${OLD}`]);
  apply(runtime(NEW));
  await eventually('the labels to go', 30, () => [first, second].every(name => !isLabelled(name, OLD)));
  expect(isLabelled(first, NEW)).toBe(true);
  // A daemon's restart removes no label.
  kubectl(['delete', 'pod', '-n', RUNTIME, await agentOn(first, NEW), '--grace-period=0', '--force']);
  await stillSo(3, () => expect(isLabelled(first, NEW)).toBe(true));
});

test('of a node, the gate may change its taint and its labels, and of the cluster, nothing else', async () => {
  const may = (...args: string[]) => {
    try {
      return kubectl(['auth', 'can-i', ...args, `--as=${GATE}`]).trim() === 'yes';
    } catch {
      return false;
    }
  };
  expect(['list', 'watch', 'patch'].map(verb => may(verb, 'nodes'))).toEqual([true, true, true]);
  expect(['update', 'delete', 'create'].map(verb => may(verb, 'nodes'))).toEqual([false, false, false]);
  expect([
    may('patch', 'nodes', '--subresource=status'), may('list', 'pods'),
    may('list', 'pods', '-n', RUNTIME), may('list', 'secrets', '-n', RUNTIME),
  ]).toEqual([false, false, true, false]);
  if (!version.admissionPolicies) return;

  const status = () => get('validatingadmissionpolicy', `node-gate.${RUNTIME}`).status;
  await eventually('the policy to be checked', 30, () => status()?.observedGeneration);
  expect(status().typeChecking?.expressionWarnings ?? []).toEqual([]);
  const gate = asGate();
  const patch = (...operations: PatchOperation[]) => gate.patch(`/api/v1/nodes/${second}?dryRun=All`, operations);
  const zone = '/metadata/labels/topology.kubernetes.io~1zone';
  const taints = node(second).spec.taints ?? [];
  const refused: [string, PatchOperation][] = [
    ['adds a taint', { op: 'add', path: '/spec/taints', value: [...taints, { key: TAINT, effect: 'NoExecute' }] }],
    ['cordons', { op: 'add', path: '/spec/unschedulable', value: true }],
    ['changes another label', { op: 'add', path: '/metadata/labels/team', value: 'mine' }],
    ['changes another label', { op: 'add', path: zone, value: 'mine' }],
    ['changes another label', { op: 'remove', path: zone }],
    ['changes an annotation', { op: 'add', path: '/metadata/annotations/mine', value: '1' }],
    ['changes a finalizer', { op: 'add', path: '/metadata/finalizers', value: ['example.com/mine'] }],
    ['changes an owner', {
      op: 'add', path: '/metadata/ownerReferences', value: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }],
    }],
  ];
  for (const [message, operation] of refused) await expect(patch(operation)).rejects.toThrow(message);
  await patch({ op: 'add', path: `/metadata/labels/${LABELS.replace('/', '~1')}other`, value: 'ready' });

  kubectl(['taint', 'node', second, 'gate-test=:PreferNoSchedule']);
  try {
    await expect(patch({ op: 'remove', path: '/spec/taints' })).rejects.toThrow('removes another taint');
  } finally {
    kubectl(['taint', 'node', second, 'gate-test-']);
  }
});

test('what is written is what the API server keeps', () => {
  for (const written of (loadAll(runtime(NEW)) as any[]).filter(({ metadata }) => metadata.name.startsWith('node-gate'))) {
    expect(get(written.kind, written.metadata.name, '-n', RUNTIME)).toMatchObject(written);
  }
});
