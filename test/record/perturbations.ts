import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import {
  Accelerator, Adoption, Artifact, Call, Caller, Channel, ClaimRetention, Concurrency, DaemonUpdate, Dependency, DeploymentUpdate,
  Discovery, Egress, Exposure, FailurePolicy, Gang, HealthCheck, HostAccess, KedaTrigger, LogFiles, NodeMatch, OnChange,
  Permission, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet,
  PinterestTrainingJob, Placement, Plaintext, Port, PortAccess, Scaling, ScratchFolder, SecretFile, ServiceAccountRef,
  ServiceClaim, ServiceType, Shards, ShardStorage, StartOrder, StatefulSetUpdate, Toleration, TrafficProtocol, TrainingBackend,
  TrainingFramework, ZoneSpread,
} from 'cdk8s-pinterest';
import {
  ConfigMap, Cpu, Env, EnvValue, Handler, ImagePullPolicy, PersistentVolumeAccessMode, Probe, Volume,
} from 'cdk8s-plus-27';

type Props = Record<string, unknown>;

/** A property, and what else a workload must have for it to mean something. */
export type Change = readonly [property: string, written: Props, needs?: Props];

const IMAGE = 'registry.example.com/app';
const JOB = { image: `${IMAGE}:1`, command: ['app'] };
const SERVER = { ...JOB, portNumber: 8080 };
const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };
const SHARED = { ...VOLUME, accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY };
const SECRET = { path: 'kv/data/db', key: 'password', file: 'password' };
const CALL = Call.http('other', { namespace: 'shop', elsewhere: true });
const PERMISSIONS = [
  Permission.inNamespace({ resources: ['pods'], verbs: ['get'] }), Permission.inCluster({ resources: ['nodes'], verbs: ['get'] }),
];
const DEPENDENCY = Dependency.of({ path: 'models/ranker', mountPath: '/models' });

type Make = (chart: PinterestChart, props: Props) => unknown;

function maker(Kind: new (chart: PinterestChart, id: string, props: any) => unknown): Make {
  return (chart, props) => new Kind(chart, 'it', props);
}

/** Each kind, what it has at least, and a change for each of its properties. */
export const KINDS: Record<string, { readonly make: Make; readonly base: Props; readonly changes: Change[] }> = {};

function kind(name: string, make: Make, base: Props, ...changes: Change[]): void {
  KINDS[name] = { make, base, changes };
}

/** What every kind has. */
function common(container: Props): Change[] {
  const own = (property: string, fields: Props, needs: Props = {}): Change => [
    `container.${property}`, { container: { ...container, ...needs, ...fields } }, { container: { ...container, ...needs } },
  ];
  return [
    own('image', { image: `${IMAGE}:2` }),
    own('name', { name: 'main' }),
    own('imagePullPolicy', { imagePullPolicy: ImagePullPolicy.NEVER }),
    own('command', { command: ['other'] }),
    own('args', { args: ['--fast'] }),
    own('workingDir', { workingDir: '/srv' }),
    own('envVariables', { envVariables: { MODE: EnvValue.fromValue('fast') } }),
    own(
      'envFrom', { envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(new Chart(new App(), 'other'), 'map', 'settings'))] },
    ),
    own(
      'resources',
      {
        resources: {
          cpu: { request: Cpu.units(2), limit: Cpu.units(4) },
          memory: { limit: Size.gibibytes(2) },
          ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
        },
      },
    ),
    own('securityContext', { securityContext: { user: 2000, readOnlyRootFilesystem: false } }),
    own('lifecycle', { lifecycle: { postStart: Handler.fromCommand(['warm']) } }),
    ['container.volumeMounts', { container: { ...container, volumeMounts: [{ path: '/cache', volume: cache() }] } }],
    ['ports', { ports: [Port.http(9999, { name: 'more', access: PortAccess.PEERS })] }],
    ['network', { network: { egress: Egress.only() } }],
    ['calls', { calls: [CALL] }],
    ['calls', { calls: [CALL] }, { network: { egress: Egress.only() } }],
    ['config', { config: { files: { 'app.yaml': 'a: 1\n' }, env: { LEVEL: 'info' } } }],
    ['logs', { logs: LogFiles.of({ directory: '/var/log/app' }) }],
    ['artifact', { artifact: Artifact.of({ image: IMAGE, version: '2.0.0', commit: '5c8b658f' }) }],
    ['secrets', { secrets: [SecretFile.value(SECRET)] }],
    ['secrets', { secrets: [SecretFile.value(SECRET)] }, { network: { egress: Egress.only() } }],
    ['dependencies', { dependencies: [DEPENDENCY] }],
    ['dependencies', { dependencies: [DEPENDENCY] }, { network: { egress: Egress.only() } }],
    ['logs', { logs: LogFiles.of({ directory: '/var/log/app' }) }, { network: { egress: Egress.only() } }],
    ['artifact', { artifact: Artifact.of({ image: IMAGE, version: '2' }) }, {
      artifact: Artifact.of({ image: IMAGE, version: '1' }), config: { files: { a: '{{version}}' } },
    }],
    ['requirements', { requirements: [DEPENDENCY] }],
    ['requirements', { requirements: [SecretFile.value(SECRET)] }],
    ['requirements', { requirements: [LogFiles.of({ directory: '/var/log/app' })] }],
    ['container.command', { container: { ...container, command: ['other'] } }, { calls: [CALL] }],
    ['serviceAccount', { serviceAccount: ServiceAccountRef.existing('others') }, { permissions: PERMISSIONS }],
    ['serviceAccount', { serviceAccount: ServiceAccountRef.existing('others', { apiToken: true }) }],
    ['health', { health: { liveness: HealthCheck.command(['alive']) } }],
    ['permissions', { permissions: PERMISSIONS }],
    ['serviceAccount', { serviceAccount: ServiceAccountRef.existing('others') }],
    ['channel', { channel: Channel.pinned('next') }],
    ['priorityClassName', { priorityClassName: 'high' }],
    ['stop', { stop: Duration.seconds(50) }],
    ['owner', { owner: { team: 'search', contact: 'search@example.com' } }],
    ['expires', { expires: '2027-01-31' }],
    [
      'security',
      {
        security: {
          user: 999, group: 999, fsGroup: 2000, supplementalGroups: [5], sysctls: { 'net.ipv4.tcp_syncookies': '1' },
        },
      },
    ],
    ['scratch', { scratch: [ScratchFolder.disk('/tmp'), ScratchFolder.memory('/dev/shm', Size.gibibytes(2))] }],
    [
      'placement',
      {
        placement: Placement.nodes({ disk: 'ssd' }).tolerating(Toleration.taint({ key: 'spot' }))
          .nodeAffinity([NodeMatch.exists('ssd')]),
      },
    ],
    ['imagePullSecrets', { imagePullSecrets: ['registry'] }],
    ['runtimeClassName', { runtimeClassName: 'gvisor' }],
    ['dns', { dns: { nameservers: ['10.0.0.53'], options: { ndots: '2' } } }],
    ['hostAliases', { hostAliases: [{ ip: '10.0.0.9', hostnames: ['legacy.example.com'] }] }],
    ['extendedResources', { extendedResources: { 'nvidia.com/gpu': 1 } }],
  ];
}

/** It needs a construct, of whatever app. */
function cache(): Volume {
  return Volume.fromEmptyDir(new Chart(new App(), 'other'), 'cache', 'cache');
}

const EXPOSED = Exposure.ingress({ host: 'a.example.com' }).plus(Exposure.httpRoute({ host: 'b.example.com' }));
const KEDA = Scaling.keda({ max: 9, triggers: [KedaTrigger.of('kafka', { topic: 'pins' })] });

const SPREAD: Change = ['placement', { placement: Placement.nodes({}).spreadOver('rack', { required: true }) }];

/** What those have that serve. */
function served(container: Props): Change[] {
  const named = { ports: [Port.http(8080), Port.http(9999, { name: 'more', access: PortAccess.MONITORING })], container: JOB };
  return [
    ...common(container),
    ['secrets', { secrets: [SecretFile.value({ ...SECRET, onChange: OnChange.RESTART })] }],
    [
      'secrets', { secrets: [SecretFile.value({ ...SECRET, onChange: OnChange.RESTART })] },
      { container: { ...container, args: ['a'] } },
    ],
    ['container.lifecycle', { container: { ...container, lifecycle: { preStop: Handler.fromCommand(['bye']) } } }],
    ['container.portNumber', { container }, { container: JOB }],
    ['container.ports', { container: { ...JOB, ports: [{ name: 'http', number: 8080 }] } }, { container: JOB }],
    ['ports', { ports: [Port.http(8080)] }, { container: JOB }],
    ['service', { service: { type: ServiceType.HEADLESS } }],
    ['adoption', { adoption: Adoption.of({ name: 'old', selector: { app: 'old' } }) }, { network: { egress: Egress.only() } }],
    ['container.ports', { container: { ...container, ports: [{ name: 'metrics', number: 9090 }] } }],
    ['container.portNumber', { container: { ...container, portNumber: 8081 } }],
    ['container.readiness', { container: { ...container, readiness: Probe.fromHttpGet('/ready') } }],
    ['container.liveness', { container: { ...container, liveness: Probe.fromHttpGet('/alive') } }],
    ['container.startup', { container: { ...container, startup: Probe.fromHttpGet('/up', { failureThreshold: 900 }) } }],
    [
      'health',
      { health: { startup: HealthCheck.http('/up', { failureThreshold: 900 }), readiness: HealthCheck.http('/ready') } },
    ],
    ['ports', named, { container }],
    ['service', { service: { name: 'other', annotations: { 'example.com/a': 'b' }, sessionAffinity: Duration.hours(1) } }],
    ['moreServices', {
      moreServices: [{ name: 'pods', ports: ['http'], type: ServiceType.HEADLESS, annotations: { 'example.com/a': 'b' } }],
    }, {
      ports: [Port.http(8080)], container: JOB,
    }],
    ['callers', { callers: [Caller.external('web', 'front')] }],
    ['adoption', { adoption: Adoption.of({ name: 'old', selector: { app: 'old' } }) }],
  ];
}

function replicated(container: Props): Change[] {
  return [
    ...served(container),
    SPREAD,
    ['exposure', { exposure: EXPOSED }],
    ['exposure', { exposure: Exposure.ingress({ host: 'a.example.com', annotations: { 'example.com/a': 'b' } }) }],
    ['service', { service: { name: 'other' } }, { exposure: EXPOSED }],
    ['ports', { ports: [Port.http(8080, { name: 'web' })] }, { exposure: EXPOSED, container: JOB, ports: [Port.http(8080)] }],
    ['container.ports', { container: { ...JOB, ports: [{ name: 'web', number: 8080 }] } }, {
      exposure: EXPOSED, container: { ...JOB, ports: [{ name: 'http', number: 8080 }] },
    }],
    [
      'adoption', { adoption: Adoption.of({ name: 'old', selector: { app: 'old' } }) },
      { scaling: Scaling.between(2, 9).onCpu(60) },
    ],
    ['container.name', { container: { ...container, name: 'main' } }, { scaling: Scaling.between(2, 9).onCpu(60) }],
    ['container.name', { container: { ...container, name: 'main' } }, { scaling: KEDA }],
    ['scaling', { scaling: KEDA }],
    ['discovery', { discovery: Discovery.serverset() }],
    ['protocol', { protocol: TrafficProtocol.HTTP }, { protocol: TrafficProtocol.TCP }],
    ['traffic', { traffic: { connections: 5000, idleTimeout: Duration.minutes(10) } }],
    ['drain', { drain: Duration.seconds(30) }],
    ['scaling', { scaling: Scaling.fixed(1) }],
    ['scaling', { scaling: Scaling.between(2, 9).onCpu(60) }],
  ];
}

function batch(): Change[] {
  return [
    ...common(JOB),
    ['shards', { shards: Shards.of('a', 'b') }],
    ['shards', { shards: Shards.of('a', 'b') }, { config: { files: { part: '{{value}}{{shard}}' } }, shards: Shards.of('x') }],
    ['parallelism', { parallelism: 1 }, { shards: Shards.count(3) }],
    ['successPercent', { successPercent: 50 }, { shards: Shards.count(3) }],
    [
      'storage',
      { storage: [ShardStorage.ephemeral({ ...VOLUME, name: 'own' }), ShardStorage.shared({ ...SHARED, mountPath: '/all' })] },
    ],
    ['queue', { queue: 'search' }],
    ...ended(),
  ];
}

function ended(): Change[] {
  return [
    ['retries', { retries: 7 }],
    ['failurePolicy', { failurePolicy: FailurePolicy.retryOn(75) }],
    ['deadline', { deadline: Duration.hours(1) }],
    ['suspend', { suspend: true }],
  ];
}

kind('PinterestService', maker(PinterestService), { container: SERVER },
  ...replicated(SERVER),
  ['traffic', { traffic: { plaintext: Plaintext.until('2026-12-31') } }, { callers: [Caller.external('web', 'front')] }],
  ['update', { update: DeploymentUpdate.RECREATE }],
  ['claims', { claims: [ServiceClaim.of(VOLUME)] }, { scaling: Scaling.fixed(1), update: DeploymentUpdate.RECREATE }],
);
kind('PinterestStatefulSet', maker(PinterestStatefulSet), { container: SERVER },
  ...replicated(SERVER),
  ['update', { update: StatefulSetUpdate.ON_DELETE }],
  ['storage', { storage: [VOLUME] }],
  ['replicas', { replicas: 5 }],
  ['replicas', { replicas: 1 }],
  ['adoption', { adoption: Adoption.of({ selector: { app: 'old' }, claimLabels: { app: 'old' } }) }, { storage: [VOLUME] }],
  ['quorum', { quorum: 4 }, { replicas: 5 }],
  ['governingService', { governingService: 'hs' }],
  ['retention', { retention: ClaimRetention.DELETE }, { storage: [VOLUME] }],
  ['startOrder', { startOrder: StartOrder.PARALLEL }],
  ['updateFrom', { updateFrom: 2 }],
  ['zones', { zones: ZoneSpread.REQUIRED }],
);
kind('PinterestDaemon', maker(PinterestDaemon), { container: SERVER },
  ...served(SERVER),
  ['update', { update: DaemonUpdate.ON_DELETE }],
  ['servesEveryPod', { servesEveryPod: true }],
  ['tolerations', { tolerations: [Toleration.everything()] }],
  ['nodeSelector', { nodeSelector: { disk: 'ssd' } }],
  ['host', {
    host: [
      HostAccess.path({ path: '/var/log', reason: 'reads' }), HostAccess.network('sees'), HostAccess.pid('sees'),
      HostAccess.root('is'),
      HostAccess.group(5, 'reads'),
    ],
  }],
  ['host', { host: [HostAccess.port(8080, 'answers')], update: DaemonUpdate.ON_DELETE }, { update: DaemonUpdate.ON_DELETE }],
);
kind('PinterestJobSet', maker(PinterestJobSet), { container: JOB },
  ...batch(),
  ['storage', { storage: [ShardStorage.perShard(VOLUME)] }, { shards: Shards.of('a', 'b') }],
  ['shards', { shards: Shards.of('a', 'b', 'c') }, { shards: Shards.of('a', 'b'), storage: [ShardStorage.perShard(VOLUME)] }],
);
kind('PinterestCronJob', maker(PinterestCronJob), { container: JOB, schedule: Cron.daily() },
  ...batch(),
  ['schedule', { schedule: Cron.hourly() }],
  ['timeZone', { timeZone: 'Europe/Berlin' }],
  ['concurrency', { concurrency: Concurrency.ALLOW }],
  ['startingDeadline', { startingDeadline: Duration.hours(1) }],
  ['successfulHistory', { successfulHistory: 9 }],
  ['failedHistory', { failedHistory: 9 }],
  ['timeToLive', { timeToLive: Duration.hours(9) }],
);
const ELASTIC: Change = ['framework', { framework: TrainingFramework.pytorch({ nodes: 4, minNodes: 2 }) }];

kind('PinterestTrainingJob', maker(PinterestTrainingJob), { container: JOB, framework: TrainingFramework.pytorch({ nodes: 2 }) },
  ...common(JOB),
  ['container.volumeMounts', { container: { ...JOB, volumeMounts: [{ path: '/tmp', volume: cache() }] } }],
  ...ended(),
  ...[...ended().filter(([property]) => property !== 'failurePolicy'), ELASTIC].map(([property, written]): Change => (
    [property, written, { backend: TrainingBackend.KUBEFLOW }]
  )),
  ['retries', { retries: 7 }, ELASTIC[1]],
  ['retries', { retries: 7 }, { ...ELASTIC[1], backend: TrainingBackend.KUBEFLOW }],
  ['framework', { framework: TrainingFramework.pytorch({ nodes: 4 }) }, { gang: Gang.volcano() }],
  [
    'framework', { framework: TrainingFramework.pytorch({ nodes: 4, minNodes: 3 }) },
    { ...ELASTIC[1], backend: TrainingBackend.KUBEFLOW },
  ],
  ELASTIC,
  ['framework', { framework: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1 }) }],
  ['backend', { backend: TrainingBackend.KUBEFLOW }],
  ['accelerator', { accelerator: Accelerator.nvidia(2) }],
  ['sharedMemory', { sharedMemory: Size.gibibytes(8) }],
  ['temporaryFiles', { temporaryFiles: Size.gibibytes(8) }],
  ['checkpoint', { checkpoint: SHARED }],
  ['checkpoint', { checkpoint: { ...SHARED, mountPath: '/tmp' } }],
  ['gang', { gang: Gang.kueue('search') }],
  ['gang', { gang: Gang.volcano({ queue: 'search' }) }],
  ['peerPatience', { peerPatience: Duration.minutes(1) }],
);

/** The order of a job, which other workloads have. */
export const ORDER: Record<string, (chart: PinterestChart) => unknown> = {
  runsBefore: chart => {
    const api = new PinterestService(chart, 'api', { container: SERVER });
    return new PinterestJobSet(chart, 'it', { container: JOB, runsBefore: [api] });
  },
  runsAfter: chart => {
    const store = new PinterestStatefulSet(chart, 'db', { container: SERVER });
    return new PinterestJobSet(chart, 'it', { container: JOB, runsAfter: [store] });
  },
};
