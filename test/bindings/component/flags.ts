import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Channel, PinterestApp, PinterestChart, PinterestService, PodPlan, PodVolume, Requirement } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, RolloutStep, StandardRelease } from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, InstallTarget, Phase, WorkloadIntent } from 'cdk8s-pinterest/runtime';
import { EnvValue } from 'cdk8s-plus-27';

/** What a workload says to get the feature flags of an area. */
class FlagsOf extends Requirement {
  constructor(public readonly area: string) {
    super('flags');
  }
}

const areasOf = (workload: WorkloadIntent): string[] =>
  workload.requirements.filter(requirement => requirement instanceof FlagsOf).map(({ area }) => area);

/** A component of a company's own: feature flags in a file, which a sidecar keeps as the node's daemon has them. */
class Flags extends Component {
  public readonly name = 'flags';
  public readonly phase = Phase.DEPENDENCIES;

  constructor(private readonly image: string) {
    super();
  }

  public suits(workload: WorkloadIntent): boolean {
    return areasOf(workload).length > 0;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, beside: ComponentScope): void {
    const areas = areasOf(workload);
    if (areas.includes('all')) {
      beside.report({ field: 'requirements', value: { area: 'all' }, rule: 'is no area of flags', fix: 'Name each area.' });
    }
    const daemon = InstallTarget.nameOf('flags', workload.release);
    const config = beside.addConfigMap('flags', {
      areas: areas.join('\n'),
      source: `http://${daemon}.${workload.runtimeNamespace}.svc:8080`,
    });
    pod.addVolume(PodVolume.configMap('flags-config', config.name));
    pod.addVolume(PodVolume.emptyDir('flags'));
    pod.addSidecar('flags', {
      container: { image: this.image, args: [`--for=${workload.cluster.name}/${workload.namespace}/${workload.name}`] },
      mounts: [{ volume: 'flags-config', path: '/config' }, { volume: 'flags', path: '/flags', readOnly: false }],
    });
    pod.mount({ volume: 'flags', path: '/flags' });
    pod.addEnv('FLAGS', EnvValue.fromValue('/flags'));
    pod.addAnnotation('example.com/flags-of', `${workload.owner.team}, version ${workload.version ?? 'unknown'}`);
    pod.addAnnotation('example.com/flags-at', workload.ports.map(({ name, number }) => `${name}=${number}`).join(','));
  }

  public install(target: InstallTarget): void {
    target.daemon('flags', {
      container: { image: this.image, portNumber: 8080, args: ['--serve', target.cluster.region ?? 'anywhere'] },
      servesEveryPod: true,
    });
  }

  public settings(): { [name: string]: string } {
    return { image: this.image };
  }
}

const current = StandardRelease.v202611().derive('2026.11-acme', [new Flags('registry.example.com/flags:1')]);
const next = current.derive('2026.12-acme', [new Flags('registry.example.com/flags:2')]);
const platform = new Platform({
  clusters: [new Cluster({ name: 'prod', environment: 'prod', region: 'us-east-1', version: KubernetesVersion.of('1.31') })],
  releases: [current, next],
  channels: [{ channel: Channel.STABLE, release: current.name, rollout: { to: next.name, step: RolloutStep.TEN_PERCENT } }],
});
const owner = { team: 'boards', contact: 'boards@example.com' };

function service(scope: PinterestApp, areas: string[]): void {
  new PinterestService(new PinterestChart(scope, 'boards', { owner }), 'api', {
    container: { image: 'registry.example.com/api:1.0.0', portNumber: 8080 },
    requirements: areas.map(area => new FlagsOf(area)),
  });
}

const app = new PinterestApp({ platform, releaseReport: 'releases.txt' });
service(app, ['checkout', 'search']);
new PlatformRuntime(new PinterestChart(app, 'runtime', { namespace: platform.runtimeNamespace, owner }), 'runtime');
app.synth();

const refused = new PinterestApp({ platform });
service(refused, ['all']);
try {
  refused.synth();
} catch (error) {
  writeFileSync(join(app.outdir, 'problem.txt'), String(error).split('\n').filter(line => line.startsWith('  [')).join('\n'));
}
