import { Cron, Size } from 'cdk8s';
import {
  PinterestApp, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet,
  PinterestTrainingJob, PodPlan, SecretFile, TrainingFramework,
} from 'cdk8s-pinterest';
import {
  Cluster, IdentityProvider, KubernetesVersion, Platform, PlatformRuntime, SecretStore, StandardRelease, TelemetryBackend,
  TrustBundle,
} from 'cdk8s-pinterest/platform';
import { Component, ComponentScope, InstallTarget, Phase } from 'cdk8s-pinterest/runtime';
import { OWNER } from '../../synth';

/** One string that users can give. */
export interface StringCase {
  /** What a problem of it names. */
  readonly field: string;
  /** A value without fault, as different from all else as its kind allows. */
  readonly good: string;
  /** An app that has the value. */
  readonly build: (value: any) => PinterestApp;
  /** Whether it may be left out. */
  readonly optional?: boolean;
  /** Whether it may be empty. */
  readonly emptiable?: boolean;
}

/** Nothing is written. */
export const OUTDIR = 'never-written';

export const IMAGE = 'registry.example.com/api:1';
export const CONTAINER = { image: IMAGE, portNumber: 8080 };

export const TRUST = { trust: TrustBundle.configMap({ name: 'mesh-authorities' }) };

export const CLUSTER = {
  name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37, region: 'us-east-1',
  ingress: { className: 'public', namespace: 'ingress' },
  gateway: { name: 'public', namespace: 'gateways' },
};
export const IDENTITY = { identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', trustDomain: 'example.com' }) };
export const STORE = { ...IDENTITY, secretStore: SecretStore.vault({ address: 'https://vault.example.com' }) };
export const ZOOKEEPER = { zooKeeper: { servers: ['zk:2181'] } };
export const DEPENDENCIES = { dependencyStore: { type: 's3' } };
export const TELEMETRY = { telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com' }) } };
export const BACKEND = (options: any) => ({
  telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com', ...options }) },
});

type Build = (chart: PinterestChart) => unknown;

export function world(build: Build, cluster: any = {}, platform: any = {}, chart: any = {}): PinterestApp {
  const app = new PinterestApp({
    outdir: OUTDIR,
    platform: new Platform({
      clusters: [new Cluster({ ...CLUSTER, ...cluster })],
      imageRegistry: 'registry.example.com/platform',
      infrastructureNamespaces: ['shop', 'platform'],
      today: '2026-11-24',
      ...platform,
    }),
  });
  build(new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER, ...chart }));
  return app;
}

export const service = (props: any, cluster: any = {}, platform: any = {}) => world(
  chart => new PinterestService(chart, 'api', { container: CONTAINER, ...props }), cluster, platform,
);
export const store = (props: any) => world(chart => new PinterestStatefulSet(chart, 'api', { container: CONTAINER, ...props }));
export const daemon = (props: any) => world(chart => new PinterestDaemon(chart, 'api', { container: CONTAINER, ...props }));
export const jobs = (props: any) => world(chart => new PinterestJobSet(chart, 'api', { container: CONTAINER, ...props }));
export const cron = (props: any) => world(
  chart => new PinterestCronJob(chart, 'api', { container: CONTAINER, schedule: Cron.daily(), ...props }),
);
export const training = (props: any) => world(chart => new PinterestTrainingJob(chart, 'api', {
  container: { ...CONTAINER, command: ['train'] }, framework: TrainingFramework.pytorch({ nodes: 2 }), ...props,
}));
export const pod = (change: (plan: PodPlan) => void) => world(
  chart => change(new PinterestService(chart, 'api', { container: { ...CONTAINER, command: ['serve'] } }).pod),
);
export const runtime = (cluster: any, platform: any = {}) => world(
  chart => new PlatformRuntime(chart, 'runtime'), cluster, platform, { namespace: platform.runtimeNamespace ?? 'platform' },
);
export const kinds: Record<string, (id: any) => PinterestApp> = {
  PinterestService: id => world(chart => new PinterestService(chart, id, { container: CONTAINER })),
  PinterestStatefulSet: id => world(chart => new PinterestStatefulSet(chart, id, { container: CONTAINER })),
  PinterestDaemon: id => world(chart => new PinterestDaemon(chart, id, { container: CONTAINER })),
  PinterestJobSet: id => world(chart => new PinterestJobSet(chart, id, { container: CONTAINER })),
  PinterestCronJob: id => world(chart => new PinterestCronJob(chart, id, { container: CONTAINER, schedule: Cron.daily() })),
  PinterestTrainingJob: id => world(chart => new PinterestTrainingJob(chart, id, {
    container: { ...CONTAINER, command: ['train'] }, framework: TrainingFramework.pytorch({ nodes: 2 }),
  })),
};

class Own extends Component {
  public readonly name = 'own';
  public readonly phase = Phase.TRAFFIC;
  constructor(
    private readonly add: (plan: PodPlan, beside: ComponentScope) => void,
    private readonly onCluster: (target: InstallTarget) => void = () => {},
  ) { super(); }
  public addTo(plan: PodPlan, _: unknown, beside: ComponentScope): void { this.add(plan, beside); }
  public install(target: InstallTarget): void { this.onCluster(target); }
}
export const own = (...given: ConstructorParameters<typeof Own>) => (
  { releases: [StandardRelease.v202611().derive('own', [new Own(...given)])] }
);
export const replaced = (component: any) => ({ releases: [StandardRelease.v202611().derive('own', [component])] });

const label = { good: 'zzgood' };
export const mount = { good: '/zz/good' };
export const claim = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };
export const object = (field: string, build: (value: any) => PinterestApp, more: Partial<StringCase> = {}): StringCase => (
  { field, build, ...label, ...more }
);
export const cluster = (
  property: string, more: (value: any) => any = value => ({ [property]: value }), extra: Partial<StringCase> = {},
) => (
  object(`.${property}`, value => service({}, more(value)), extra)
);

export function secret(options: any, platform: any = {}): PinterestApp {
  return service({ secrets: [SecretFile.json({ path: 'kv/data/a', file: 'f' })] }, {
    ...IDENTITY, secretStore: SecretStore.vault({ address: 'https://vault.example.com', ...options }),
  }, platform);
}
