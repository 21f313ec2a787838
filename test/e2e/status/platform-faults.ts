import { App, Duration } from 'cdk8s';
import { Call, Caller, Channel, Checksum, Dependency, PinterestChart, PinterestService, SecretFile } from 'cdk8s-pinterest';
import {
  Cluster,
  ClusterProps,
  IdentityProvider,
  KubernetesVersion,
  Platform,
  PlatformProps,
  PlatformRuntime,
  Release,
  SecretStore,
  StandardRelease,
  TrustBundle,
} from 'cdk8s-pinterest/platform';
import {
  Component,
  DiscoveryComponent,
  EnvironmentComponent,
  InstallTarget,
  Phase,
  StartupComponent,
} from 'cdk8s-pinterest/runtime';
import { Probe } from 'cdk8s-plus-27';
import { ONE, program, serving, shell, SLEEP } from './containers';
import { Fault } from './faults';
import { declaredStore } from '../dependency-store';
import { serverVersion } from '../kubectl';
import { MESH } from '../mesh';

/** A cluster with something of the platform, what is wrong there, and what is applied for it. */
export interface World {
  readonly faults: readonly Fault[];
  /** The namespace of its runtime, if it has one. */
  readonly runtime?: string;
  manifest(namespace: string, build: (chart: PinterestChart) => void): string;
}

function world(
  faults: readonly Fault[],
  cluster: Partial<ClusterProps>,
  runtime?: string,
  platform: Partial<PlatformProps> = {},
): World {
  return {
    faults,
    runtime,
    manifest: (namespace, build) => {
      const app = new App();
      new Platform({
        clusters: [new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()), ...cluster })],
        imageRegistry: 'registry.example.com/platform',
        ...(runtime !== undefined && { runtimeNamespace: runtime, infrastructureNamespaces: [runtime] }),
        ...platform,
      }).attach(app);
      build(new PinterestChart(app, 'chart', { namespace, owner: { team: 'boards', contact: 'boards@example.com' } }));
      return app.synthYaml();
    },
  };
}

/** Installs the runtime of a world. */
export const installed = ({ manifest, runtime }: World): string =>
  manifest(runtime as string, chart => new PlatformRuntime(chart, 'runtime'));

/** Calls again and again, and says nothing. */
const CALLING = `
const url = process.env.GHOST_URL ?? process.env.CALLEE_URL;
setInterval(() => fetch(url).then(response => response.text()).catch(() => {}), 2000);
process.on('SIGTERM', () => process.exit());`;

/** On a cluster whose pods have certificates. */
export const MESH_WORLD = world(
  [
    {
      workload: 'no-callee',
      cause: 'callee-unknown',
      whose: 'application',
      what: /ghost.drill.svc.* has no address/,
      step: /Correct calls/,
      build: chart =>
        new PinterestService(chart, 'no-callee', {
          ...ONE,
          container: program(CALLING),
          calls: [Call.http('ghost', { elsewhere: true })],
        }),
    },
    {
      workload: 'uninvited',
      cause: 'callee-refuses',
      whose: 'application',
      what: /drill\/callee refuses/,
      step: /callers of callee/,
      build: chart =>
        new PinterestService(chart, 'uninvited', {
          ...ONE,
          container: program(CALLING),
          calls: [Call.http('callee', { elsewhere: true })],
        }),
    },
    {
      workload: 'no-store',
      cause: 'secret-store-away',
      whose: 'platform (secrets)',
      what: /secret store gives no answer/,
      step: /run the store/,
      build: chart =>
        new PinterestService(chart, 'no-store', {
          ...ONE,
          container: shell(SLEEP),
          secrets: [SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password' })],
        }),
    },
  ],
  { identity: MESH, secretStore: SecretStore.vault({ address: 'https://store.drill-host.svc' }) },
);

/** Whom one of them calls; nothing is wrong with it. */
export const callee = (chart: PinterestChart): unknown =>
  new PinterestService(chart, 'callee', { ...ONE, container: serving(), callers: [Caller.external('friend', 'elsewhere')] });

/** On a cluster whose issuer is not there. */
export const ISSUERLESS_WORLD = world(
  [
    {
      workload: 'no-certificate',
      cause: 'certificate-not-issued',
      whose: 'platform (identity)',
      what: /not issued: .*nowhere/,
      step: /ClusterIssuer nowhere/,
      build: chart => new PinterestService(chart, 'no-certificate', { ...ONE, container: serving() }),
    },
    {
      workload: 'expired',
      cause: 'certificate-expired',
      whose: 'platform (identity)',
      what: /has expired, and is not renewed/,
      step: /ClusterIssuer nowhere/,
      build: chart => new PinterestService(chart, 'expired', { ...ONE, container: serving() }),
    },
  ],
  {
    identity: IdentityProvider.certManager({
      issuer: 'nowhere',
      trust: TrustBundle.configMap({ name: 'mesh-authorities' }),
      trustDomain: 'example.com',
    }),
  },
);

const dependent = (name: string, path: string, checksum?: Checksum) => (chart: PinterestChart) =>
  new PinterestService(chart, name, {
    ...ONE,
    container: shell(SLEEP),
    dependencies: [Dependency.of({ path, mountPath: '/models', checksum })],
  });

const DEPENDENCY_RUNTIME = 'drill-runtime';

/** On a cluster with a store of dependencies, which is in the runtime's namespace. */
export const DEPENDENCY_WORLD = world(
  [
    {
      workload: 'no-dependency',
      cause: 'dependency-missing',
      whose: 'application',
      what: /models\/absent is not in the cluster's dependency store/,
      step: /dependencies.path/,
      build: dependent('no-dependency', 'models/absent'),
    },
    {
      workload: 'corrupt',
      cause: 'dependency-corrupt',
      whose: 'application',
      what: /wrong checksum: expected sha256 0{64}/,
      step: /dependencies.checksum/,
      build: dependent('corrupt', 'models/ranker', Checksum.sha256('0'.repeat(64))),
    },
  ],
  { dependencyStore: declaredStore(DEPENDENCY_RUNTIME) },
  DEPENDENCY_RUNTIME,
  { releases: [StandardRelease.v202611()] },
);

/** On a cluster whose ZooKeeper does not answer. */
export const ZOOKEEPER_WORLD = world(
  [
    {
      workload: 'unlisted',
      cause: 'zookeeper-away',
      whose: 'platform (discovery)',
      what: /no connection to ZooKeeper/,
      step: /run ZooKeeper/,
      build: chart => new PinterestService(chart, 'unlisted', { ...ONE, container: serving() }),
    },
  ],
  { zooKeeper: { servers: ['zookeeper.drill-host.svc:2181'] } },
  'drill-zookeeper-runtime',
  {
    releases: [
      new Release({
        name: 'drill',
        components: [new EnvironmentComponent(), new DiscoveryComponent({ image: 'registrar:2026.11' })],
      }),
    ],
  },
);

/** A daemon that is never ready. */
class Slow extends Component {
  public readonly name = 'slow';
  public readonly phase = Phase.TELEMETRY;

  public install(target: InstallTarget): void {
    target.daemon('slow', {
      container: { ...shell(SLEEP), readiness: Probe.fromCommand(['false'], { periodSeconds: Duration.seconds(5) }) },
    });
  }
}

/** On a cluster whose node gate waits for that daemon. */
export const GATED_WORLD = world(
  [
    {
      workload: 'gated',
      cause: 'node-gate',
      whose: 'platform (node gate)',
      what: /not ready: drill-gate-runtime\/slow-gated/,
      step: /drill-gate-runtime/,
      build: chart => new PinterestService(chart, 'gated', { ...ONE, channel: Channel.pinned('gated'), container: shell(SLEEP) }),
    },
  ],
  { startupGate: {} },
  'drill-gate-runtime',
  {
    releases: [new Release({ name: 'gated', components: [new StartupComponent(), new Slow()] })],
  },
);

export const WORLDS: readonly World[] = [MESH_WORLD, ISSUERLESS_WORLD, DEPENDENCY_WORLD, ZOOKEEPER_WORLD, GATED_WORLD];
