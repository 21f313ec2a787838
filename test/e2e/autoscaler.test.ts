import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { Duration, Size } from 'cdk8s';
import {
  Caller, PinterestChart, PinterestService, PinterestServiceProps, PinterestStatefulSet, Scaling, ScalingChoice,
} from 'cdk8s-pinterest';
import { Cpu, EnvValue } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';
import { manifestOf } from './manifest';

/* Without metrics-server they are left out, or fail if METRICS=1. */
const NAMESPACE = 'autoscaler';
const KUBECTL = process.env.KUBECTL ?? 'kubectl';
const CONTEXT = ['-n', NAMESPACE];

const hasMetrics = kubectl(['api-versions']).includes('metrics.k8s.io/');
if (!hasMetrics) console.log('no metrics-server here: no test of autoscalers');
const scaled = hasMetrics || process.env.METRICS === '1' ? describe : describe.skip;

/** Each request is 15 ms of work. */
const SERVER = `
process.on('SIGTERM', () => process.exit());
require('http').createServer((_, response) => {
  for (const end = process.cpuUsage().user + 15000; process.cpuUsage().user < end;);
  response.end(JSON.stringify({ version: '1', pod: process.env.PLATFORM_POD_NAME }));
}).listen(8080);`;

function container(cpu: number, script: string) {
  return {
    image: 'registry.example.com/pinboard:1.0.0',
    command: ['node', '-e', script],
    envVariables: { NODE_OPTIONS: EnvValue.fromValue('--max-old-space-size=32') },
    resources: { cpu: { request: Cpu.millis(cpu) }, memory: { request: Size.mebibytes(32) } },
  };
}

function services(chart: PinterestChart): void {
  new PinterestService(chart, 'busy', {
    container: { ...container(50, SERVER), portNumber: 8080 },
    callers: [Caller.workload('client')],
    drain: Duration.seconds(1),
    scaling: Scaling.between(1, 4).onCpu(60).behaving({
      scaleUp: { stabilization: Duration.seconds(1) }, scaleDown: { stabilization: Duration.seconds(5) },
    }),
  });
  new PinterestService(chart, 'client', { container: container(10, 'setInterval(() => {}, 1000)'), scaling: Scaling.fixed(1) });
}

/* An idle program, on which an autoscaler that may only add pods has nothing to do. */
const IDLE: Pick<PinterestServiceProps, 'container' | 'drain' | 'stop'> = {
  container: {
    image: 'busybox:1.36',
    command: ['sh', '-c', 'trap exit TERM; while :; do sleep 1 & wait $!; done'],
    securityContext: { user: 10002 },
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(8) } },
  },
  drain: Duration.seconds(1),
};
const BETWEEN = Scaling.between(3, 5).onCpu(80).behaving({ scaleDown: { choice: ScalingChoice.NONE } });

/** A workload of each kind, and each way to hand over its number of pods, by name. */
const KINDS = {
  'kept': 'Deployment',
  'kept-store': 'StatefulSet',
  'fallen': 'Deployment',
  'fallen-store': 'StatefulSet',
  'edited': 'Deployment',
};

const isStore = (name: string) => name.endsWith('-store');

const handedOver = (name: string, scaling: Scaling) => manifestOf(NAMESPACE, chart => {
  if (isStore(name)) new PinterestStatefulSet(chart, name, { ...IDLE, scaling });
  else new PinterestService(chart, name, { ...IDLE, scaling });
});

const workload = (name: string) => `${isStore(name) ? 'statefulset' : 'deployment'}/${name}`;
const replicas = (name: string): number => get(workload(name), ...CONTEXT).spec.replicas;
const uidsOf = (name: string): string[] => get('pods', ...CONTEXT, '-l', `app.kubernetes.io/name=${name}`).items
  .filter(({ metadata }: any) => metadata.deletionTimestamp === undefined)
  .map(({ metadata }: any) => metadata.uid).sort();

/** As who applies with plain kubectl. */
function applyClientSide(manifest: string): void {
  kubectl(['apply', '-f', '-'], manifest);
}

function started(...names: string[]): void {
  names.forEach(name => kubectl(['rollout', 'status', workload(name), ...CONTEXT, '--timeout=180s']));
}

/** Waits until the autoscaler has decided, with figures of the pods. */
async function decides(name: string): Promise<any> {
  return eventually(`the autoscaler of ${name} to know the load`, 120, () => {
    const { status, spec } = get('hpa', name, ...CONTEXT);
    const active = status.conditions?.some(({ type, status: is }: any) => type === 'ScalingActive' && is === 'True');
    return active && status.currentReplicas >= spec.minReplicas && status;
  });
}

scaled('autoscalers', () => {
  let load: ChildProcess | undefined;

  beforeAll(() => {
    createNamespace(NAMESPACE);
    apply(manifestOf(NAMESPACE, services));
    Object.keys(KINDS).forEach(name => (
      (name === 'edited' ? applyClientSide : apply)(handedOver(name, Scaling.fixed(name.startsWith('kept') ? 4 : 2)))
    ));
    rolledOut(NAMESPACE, 'busy', 'client');
    started(...Object.keys(KINDS));
    expect(replicas('busy')).toBe(1);
    // It goes on while the other tests run.
    load = spawn(KUBECTL, [
      'exec', 'deployment/client', ...CONTEXT, '-c', 'app', '--',
      'node', '/app/load.js', 'http://busy', '--requests', '4500', '--rate', '15',
    ]);
  });

  afterAll(() => {
    load?.kill();
    kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  });

  test('without the recipe of docs/scaling.md the number of pods falls', async () => {
    for (const name of ['fallen', 'fallen-store']) {
      const before = uidsOf(name);
      expect(before).toHaveLength(2);
      apply(handedOver(name, BETWEEN));
      await eventually(`${name} to fall to one pod`, 30, () => uidsOf(name).filter(uid => before.includes(uid)).length === 1);
    }
  });

  test.each(['kept', 'kept-store'])('with a second owner of the number all pods of %s go on', async name => {
    const before = uidsOf(name);
    expect(before).toHaveLength(4);
    kubectl(['apply', '--server-side', '--field-manager=autoscaler', '-f', '-'], JSON.stringify({
      apiVersion: 'apps/v1',
      kind: KINDS[name as keyof typeof KINDS],
      metadata: { name, namespace: NAMESPACE },
      spec: { replicas: 4 },
    }));
    apply(handedOver(name, BETWEEN));
    expect(replicas(name)).toBe(4);
    expect(await decides(name)).toMatchObject({ currentReplicas: 4, desiredReplicas: 4 });
    apply(handedOver(name, BETWEEN));
    expect([replicas(name), uidsOf(name)]).toEqual([4, before]);
  });

  test('who applies on the client takes the number out of what was applied last', async () => {
    const before = uidsOf('edited');
    const env = { ...process.env, KUBE_EDITOR: "sed -i '/^  replicas:/d'" };
    const { status, stderr } = spawnSync(KUBECTL, ['apply', 'edit-last-applied', 'deployment/edited', ...CONTEXT], {
      encoding: 'utf8', env,
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    applyClientSide(handedOver('edited', Scaling.between(2, 5).onCpu(80)));
    expect(replicas('edited')).toBe(2);
    expect(await decides('edited')).toMatchObject({ currentReplicas: 2 });
    expect(uidsOf('edited')).toEqual(before);
  });

  test('pods are added while there is load, and taken away after', async () => {
    await eventually('more pods', 150, () => replicas('busy') >= 3);
    await eventually('that they are ready', 60, () => get('deployment', 'busy', ...CONTEXT).status.readyReplicas >= 3);
    load?.kill();
    // The program in the pod goes on without its caller.
    kubectl(['delete', 'pod', ...CONTEXT, '-l', 'app.kubernetes.io/name=client', '--wait=false', '--grace-period=1']);
    await eventually('one pod again', 180, () => replicas('busy') === 1);
  });
});
