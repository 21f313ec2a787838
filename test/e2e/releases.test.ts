import { App, Size, Yaml } from 'cdk8s';
import { Channel, PinterestChart, PinterestService, PodPlan, Scaling } from 'cdk8s-pinterest';
import {
  Cluster, KubernetesVersion, Platform, PlatformRuntime, ReleaseReport, Rollout, RolloutStep, StandardRelease,
} from 'cdk8s-pinterest/platform';
import { Component, InstallTarget, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { Cpu, EnvValue, ImagePullPolicy } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, serverVersion } from './kubectl';

const NAMESPACE = 'releases';
const RUNTIME = 'releases-runtime';
const SERVICES = Array.from({ length: 16 }, (_, n) => `service-${n}`);
const SMALL = { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16) } };
const OWNER = { team: 'infrastructure', contact: 'infra@example.com' };

/** A daemon that answers with its release and node, and the address at which a pod reaches it. */
class Agent extends Component {
  public readonly name = 'agent';
  public readonly phase = Phase.TELEMETRY;

  public install(target: InstallTarget): void {
    const answer = `require('http').createServer((_, r) => r.end('${target.release} ' + `
      + 'process.env.PLATFORM_NODE)).listen(8080); process.on(\'SIGTERM\', () => process.exit())';
    target.daemon('agent', {
      container: {
        image: 'registry.example.com/pinboard:1.0.0',
        command: ['node', '-e', answer],
        portNumber: 8080,
        resources: { ...SMALL, memory: { request: Size.mebibytes(48) } },
      },
      servesEveryPod: true,
    });
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent): void {
    pod.addEnv(
      'AGENT', EnvValue.fromValue(`http://${InstallTarget.nameOf('agent', workload.release)}.${workload.runtimeNamespace}:8080`),
    );
  }
}

/** A platform with two releases, and what is built on it. */
function platform(rollout?: Rollout): { runtime: string; workloads: string; report: ReleaseReport } {
  const app = new App();
  new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()) })],
    releases: ['2026.11', '2026.12'].map(name => StandardRelease.v202611().derive(name, [new Agent()])),
    channels: [{ channel: Channel.STABLE, release: '2026.11', rollout }],
    infrastructureNamespaces: [RUNTIME],
    runtimeNamespace: RUNTIME,
  }).attach(app);
  const runtime = new PinterestChart(app, 'runtime', { namespace: RUNTIME, owner: OWNER });
  new PlatformRuntime(runtime, 'runtime');
  const workloads = new PinterestChart(app, 'workloads', { namespace: NAMESPACE, owner: OWNER });
  for (const name of SERVICES) {
    new PinterestService(workloads, name, {
      container: {
        image: 'busybox',
        imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
        command: ['httpd', '-f', '-p', '8080'],
        portNumber: 8080,
        securityContext: { user: 10001 },
        resources: SMALL,
      },
      scaling: Scaling.fixed(1),
    });
  }
  expect(app.node.findAll().flatMap(node => node.node.validate())).toEqual([]);
  const [first, second] = [runtime, workloads].map(chart => Yaml.stringify(...chart.toJson()));
  return { runtime: first, workloads: second, report: ReleaseReport.of(app) };
}

/** The pod that serves each service, once the cluster is as the manifest says. */
async function running(): Promise<Map<string, any>> {
  return eventually('one pod of each service, on what was applied last', 120, () => {
    const settled = get('deployments', '-n', NAMESPACE).items.every(({ metadata, spec, status }: any) =>
      status.observedGeneration === metadata.generation
        && status.updatedReplicas === spec.replicas
        && status.availableReplicas === spec.replicas);
    const pods = get('pods', '-n', NAMESPACE).items.filter((pod: any) => !pod.metadata.deletionTimestamp);
    return settled && pods.length === SERVICES.length && new Map<string, any>(pods.map((pod: any) => [
      pod.metadata.labels['app.kubernetes.io/name'], pod,
    ]));
  });
}

const onNext = (report: ReleaseReport) => report.workloads.filter(each =>
  each.kind === 'PinterestService' && each.release === '2026.12').map(each => each.workload.split('/')[2]);

beforeAll(async () => {
  [NAMESPACE, RUNTIME].forEach(name => createNamespace(name));
  apply(platform().runtime);
  apply(platform().workloads);
  for (const release of ['2026-11', '2026-12']) {
    kubectl(['rollout', 'status', `daemonset/agent-${release}`, '-n', RUNTIME, '--timeout=120s']);
  }
});
afterAll(() => [NAMESPACE, RUNTIME].forEach(name => kubectl(['delete', 'namespace', name, '--wait=false'])));

test(
  'two releases run side by side, a channel moves in two steps and back, and exactly the announced workloads change',
  async () => {
    let pods = await running();
    let on = new Set<string>();
    for (const rollout of [
      { to: '2026.12', step: RolloutStep.TEN_PERCENT }, { to: '2026.12', step: RolloutStep.HALF }, undefined,
    ]) {
      const { workloads, report } = platform(rollout);
      const next = new Set(onNext(report));
      const announced = SERVICES.filter(name => on.has(name) !== next.has(name));
      expect(announced.length).toBeGreaterThan(0);
      expect(announced.length).toBeLessThan(SERVICES.length);
      apply(workloads);
      const now = await running();
      expect(SERVICES.filter(name => now.get(name).metadata.uid !== pods.get(name).metadata.uid)).toEqual(announced);
      for (const name of announced) {
        const { metadata, spec } = now.get(name);
        const answer = kubectl(['exec', metadata.name, '-n', NAMESPACE, '--', 'sh', '-c', 'wget -qO- $AGENT']);
        expect(answer).toBe(`${next.has(name) ? '2026.12' : '2026.11'} ${spec.nodeName}`);
      }
      console.log(`${serverVersion()}, ${rollout ? `step ${rollout.step}` : 'back'}: ${announced.join(' ')}`);
      [pods, on] = [now, next];
    }
    expect([...on]).toEqual([]);
  },
);
