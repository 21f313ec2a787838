import { Cron, Duration, Size } from 'cdk8s';
import {
  Accelerator, TrafficProtocol, Artifact, Caller, ClaimRetention, Concurrency, ConfigFile, DaemonUpdate, DeploymentUpdate, Egress,
  EgressPeer, Exposure, FailurePolicy, Gang, HealthCheck, HostAccess, KedaTrigger, NodeMatch, Permission, PinterestChart,
  PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet, PinterestTrainingJob, Placement,
  PodMatch, PodVolume, Port, PortAccess, PortProxy, Scaling, ScalingPolicy, ScratchFolder, ServiceAccountRef, ServiceClaim,
  ServiceType, Shards, ShardStorage, StartOrder, Toleration, TrainingBackend, TrainingFramework, ZoneSpread,
} from 'cdk8s-pinterest';
import { Cpu, EnvValue, PercentOrAbsolute, PersistentVolumeAccessMode, Probe } from 'cdk8s-plus-27';

const REPOSITORY = 'registry.example.com/app';
const SMALL = { image: `${REPOSITORY}:1.0.0` };
const SERVER = { ...SMALL, portNumber: 8080 };
const VOLUME = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };

/** What every kind has. */
const COMMON = {
  artifact: Artifact.of({
    image: REPOSITORY, version: '1.4.2', digest: `sha256:${'0123456789abcdef'.repeat(4)}`, commit: '5c8b658f',
  }),
  priorityClassName: 'high',
  stop: Duration.minutes(1),
  owner: { team: 'search', contact: 'search@example.com' },
};

const CONTAINER = {
  image: REPOSITORY,
  command: ['app'],
  args: ['--verbose'],
  envVariables: { MODE: EnvValue.fromValue('fast') },
  resources: {
    cpu: { request: Cpu.units(1), limit: Cpu.units(2) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
  },
};

const LISTENING = {
  ...CONTAINER,
  portNumber: 8080,
  ports: [{ name: 'metrics', number: 9090 }],
  readiness: Probe.fromHttpGet('/ready'),
  liveness: Probe.fromHttpGet('/alive'),
};
const CONFIG = { files: { 'app.yaml': 'region: {{region}}\n' }, env: { LOG_LEVEL: 'info' } };
const CALLERS = [Caller.external('web', 'front')];

const POD = {
  security: { user: 999, group: 999, fsGroup: 2000, supplementalGroups: [5], sysctls: { 'net.ipv4.tcp_syncookies': '1' } },
  scratch: [ScratchFolder.disk('/tmp', { limit: Size.gibibytes(1) }), ScratchFolder.memory('/dev/shm', Size.gibibytes(1))],
  imagePullSecrets: ['registry'],
  runtimeClassName: 'gvisor',
  dns: { nameservers: ['10.0.0.53'], options: { ndots: '2' } },
  hostAliases: [{ ip: '10.0.0.9', hostnames: ['legacy.example.com'] }],
  extendedResources: { 'nvidia.com/gpu': 1 },
};

const BATCH = {
  ...COMMON,
  container: { ...CONTAINER, envVariables: { PART: EnvValue.fromValue('$(SHARD) of $(SHARDS)') } },
  parallelism: 2,
  storage: [
    ShardStorage.ephemeral({ ...VOLUME, name: 'scratch', mountPath: '/scratch', storageClass: 'fast' }),
    ShardStorage.shared({ ...VOLUME, accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY }),
  ],
  retries: 1,
  failurePolicy: FailurePolicy.retryOn(75),
  deadline: Duration.hours(6),
  queue: 'search',
};

const TRAINING = {
  ...COMMON,
  container: CONTAINER,
  accelerator: Accelerator.nvidia(2),
  sharedMemory: Size.gibibytes(8),
  checkpoint: { ...VOLUME, name: 'checkpoint', mountPath: '/checkpoint', accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY },
  retries: 5,
  deadline: Duration.days(2),
};

/** One workload a case, minimal or with every property; its file has what the cluster gets. */
export const CASES: Record<string, (chart: PinterestChart) => void> = {
  'service.minimal': chart => new PinterestService(chart, 'api', { container: SERVER }),
  'service.full': chart => new PinterestService(chart, 'api', {
    ...COMMON,
    container: LISTENING,
    config: CONFIG,
    callers: CALLERS,
    scaling: Scaling.between(3, 30).onCpu(60),
    drain: Duration.seconds(20),
    exposure: Exposure.ingress({ host: 'api.example.com', tlsSecret: 'api-tls' })
      .plus(Exposure.httpRoute({ host: 'api.example.com' })),
  }),
  'service.asked': chart => new PinterestService(chart, 'runner', {
    container: SERVER,
    permissions: [
      Permission.inNamespace({ resources: ['secrets'], verbs: ['get'], names: ['login'] }),
      Permission.inCluster({ resources: ['nodes'], verbs: ['list'] }),
    ],
    health: {
      startup: HealthCheck.command(['started'], { failureThreshold: 60, period: Duration.seconds(2) }),
      readiness: HealthCheck.http('/ready', { headers: { Host: 'api.example.com' } }),
      liveness: HealthCheck.grpc({ service: 'boards.v1.Boards' }),
    },
    scaling: Scaling.between(2, 8)
      .onMemory(70)
      .onExternalMetric({ metric: 'queue_length', labels: { queue: 'pins' }, average: 30 })
      .onObjectMetric({
        metric: 'requests', object: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'api' }, value: 2000,
      })
      .behaving({ scaleDown: { stabilization: Duration.minutes(10), policies: [ScalingPolicy.pods(1, Duration.minutes(1))] } }),
    config: { files: { 'dashboard.json': ConfigFile.raw('{{namespace}}') } },
  }),
  'service.keda': chart => new PinterestService(chart, 'worker', {
    container: SMALL,
    serviceAccount: ServiceAccountRef.existing('workers'),
    scaling: Scaling.keda({
      max: 20,
      triggers: [KedaTrigger.of('kafka', { topic: 'pins', lagThreshold: '50' }, { authentication: 'kafka' })],
      pollingInterval: Duration.seconds(10),
    }),
  }),
  'job-set.before': chart => {
    const api = new PinterestService(chart, 'api', { container: SERVER });
    const store = new PinterestStatefulSet(chart, 'db', { container: SERVER });
    new PinterestJobSet(chart, 'migrate', { container: SMALL, config: CONFIG, runsBefore: [api], runsAfter: [store] });
  },
  'service.pod': chart => {
    const service = new PinterestService(chart, 'wiki', {
      ...POD,
      container: SERVER,
      config: CONFIG,
      scaling: Scaling.fixed(1),
      update: DeploymentUpdate.RECREATE,
      claims: [ServiceClaim.of(VOLUME), ServiceClaim.existing('uploads', '/uploads')],
      placement: Placement.nodes({ 'kubernetes.io/arch': 'arm64' })
        .tolerating(Toleration.taint({ key: 'spot' }))
        .nodeAffinity([NodeMatch.isIn('size', ['large'])])
        .nodeAffinity([NodeMatch.exists('ssd')], { preferred: 10 })
        .apartFrom(PodMatch.workload('noisy'), { preferred: 50 })
        .nearTo(PodMatch.labelled({ tier: 'cache' }, 'caches'), { topologyKey: 'topology.kubernetes.io/zone' })
        .spreadOver('topology.kubernetes.io/zone', { required: true }),
    });
    service.pod.addVolume(PodVolume.projected('login', [
      PodVolume.secret('password', 'login'), PodVolume.token('token', { audience: 'login.example.com' }),
    ]));
    service.pod.mount({ volume: 'login', path: '/etc/login' });
    service.pod.addSidecar('exporter', {
      container: { image: `${REPOSITORY}-exporter:1.0.0` }, config: true, keepImageUser: true,
    });
    return service;
  },
  'service.volumes': chart => {
    const service = new PinterestService(chart, 'files', { container: SERVER });
    const items = [{ key: 'a', path: 'b/c', mode: 0o400 }];
    const volumes = [
      PodVolume.emptyDir('empty'),
      PodVolume.emptyDir('limited', Size.mebibytes(1536)),
      PodVolume.memory('memory', Size.gibibytes(1)),
      PodVolume.secret('secret', 'login'),
      PodVolume.secret('items', 'login', items, { mode: 0o440, optional: true }),
      PodVolume.configMap('files', 'settings', { items, mode: 0o444, optional: false }),
      PodVolume.downwardApi('labels', { labels: 'metadata.labels', name: 'metadata.name' }),
      PodVolume.token('token', { audience: 'login.example.com', path: 'id', expiration: Duration.hours(2) }),
      PodVolume.projected('all', [
        PodVolume.secret('one', 'login', undefined, { optional: true }), PodVolume.configMap('two', 'settings', { items }),
        PodVolume.downwardApi('three', { name: 'metadata.name' }), PodVolume.token('four', { audience: 'login.example.com' }),
      ]),
      PodVolume.claim('claim', 'uploads'),
      PodVolume.ephemeral('ephemeral', { size: Size.gibibytes(10), storageClass: 'fast' }),
      PodVolume.csi('csi', 'secrets-store.csi.k8s.io', {
        attributes: { secretProviderClass: 'login' }, readOnly: true, fsType: 'ext4', secretName: 'login',
      }),
      PodVolume.csi('driver', 'files.example.com', { readOnly: false }),
    ];
    for (const volume of volumes) {
      service.pod.addVolume(volume);
      service.pod.mount({ volume: volume.name, path: `/mnt/${volume.name}`, readOnly: volume.name !== 'empty' });
    }
    service.pod.mount({ volume: 'empty', path: '/var/log/app', subPath: 'logs', readOnly: false });
    service.pod.addInitContainer('warm', { container: { image: `${REPOSITORY}-index:1.0.0` }, config: true });
    service.pod.addSidecar('cache', {
      container: { image: `${REPOSITORY}-cache:1.0.0` },
      ports: [Port.grpc(9090, { access: PortAccess.KUBELET }), Port.metrics(9187)],
      health: { startup: HealthCheck.grpc(), readiness: HealthCheck.http('/', { port: 9187, headers: { Host: 'cache' } }) },
    });
    return service;
  },
  'service.ports': chart => new PinterestService(chart, 'gateway', {
    container: SMALL,
    callers: CALLERS,
    ports: [
      Port.http(8080, { access: PortAccess.CALLERS.plus(PortAccess.MONITORING).plus(PortAccess.ranges('10.0.0.0/16')) }),
      Port.http(9000, { name: 'console', servicePort: 8000, access: PortAccess.callers(Caller.external('admin', 'ops')) }),
      Port.grpc(9090, { access: PortAccess.namespaces('jobs') }),
      Port.tcp(10443, { name: 'tls', access: PortAccess.WORLD, proxy: PortProxy.none('ends the TLS of browsers') }),
      Port.tcp(53, { name: 'dns-tcp', access: PortAccess.EVERY_POD, proxy: PortProxy.none('DNS knows no TLS') }),
      Port.udp(53, { name: 'dns', access: PortAccess.EVERY_POD, proxy: PortProxy.none('DNS knows no TLS') }),
      Port.udp(10000, {
        name: 'rtp', lastNumber: 10100, access: PortAccess.WORLD, proxy: PortProxy.none('media have keys of their own'),
      }),
      Port.sctp(3868, { name: 'diameter', access: PortAccess.PEERS }),
      Port.http(9002, { name: 'health', access: PortAccess.KUBELET }),
      Port.metrics(9187),
    ],
    exposure: Exposure.ingress({ host: 'www.example.com' })
      .plus(Exposure.ingress({ host: 'console.example.com', port: 'console' }))
      .plus(Exposure.httpRoute({ host: 'www.example.com' })).plus(Exposure.httpRoute({ host: 'grpc.example.com', port: 'grpc' })),
    service: { sessionAffinity: Duration.hours(3), annotations: { 'example.com/note': 'a note' } },
    moreServices: [
      {
        name: 'gateway-public',
        ports: ['tls'],
        type: ServiceType.loadBalancer({ sourceRanges: ['203.0.113.0/24'], localTraffic: true, className: 'example.com/lb' }),
      },
      { name: 'gateway-nodes', ports: ['tls'], type: ServiceType.nodePort({ ports: { tls: 32443 } }) },
      { name: 'gateway-pods', ports: ['dns', 'diameter'], type: ServiceType.HEADLESS, publishNotReadyAddresses: true },
    ],
    network: {
      egress: Egress.only(
        EgressPeer.external('db', 'data', { ports: [5432], udpPorts: [5433] }), EgressPeer.namespace('queues'),
        EgressPeer.ranges(['203.0.113.0/24', '2001:db8::/32'], { ports: [443] }),
      ),
    },
  }),
  'stateful-set.ports': chart => new PinterestStatefulSet(chart, 'zookeeper', {
    container: SMALL,
    callers: CALLERS,
    ports: [
      Port.tcp(2181, { name: 'client', proxy: PortProxy.none('the protocol begins in plain text') }),
      Port.tcp(2888, { name: 'server', access: PortAccess.PEERS }),
      Port.tcp(3888, { name: 'election', access: PortAccess.PEERS }),
      Port.http(8080, { name: 'admin-server' }), Port.metrics(7000),
    ],
    service: { name: 'zk-cs' },
    governingService: 'zk-hs',
    exposure: Exposure.ingress({ host: 'zk.example.com' }),
  }),
  'daemon.ports': chart => new PinterestDaemon(chart, 'dns', {
    container: SMALL,
    ports: [
      Port.udp(53, { name: 'dns', access: PortAccess.EVERY_POD }),
      Port.tcp(53, { name: 'dns-tcp', access: PortAccess.EVERY_POD }),
      Port.http(8080, { name: 'health', access: PortAccess.KUBELET }), Port.metrics(9153),
    ],
    host: [HostAccess.port(53, 'answers on the node')],
    moreServices: [{ name: 'dns-pods', ports: ['dns', 'dns-tcp'], type: ServiceType.HEADLESS }],
  }),
  'job-set.minimal': chart => new PinterestJobSet(chart, 'index', { container: SMALL }),
  'job-set.full': chart => new PinterestJobSet(chart, 'index', {
    ...BATCH,
    shards: Shards.range({ start: 0, end: 50, size: 20 }),
    config: { files: { ...CONFIG.files, part: '{{start}} {{end}}\n' } },
  }),
  'job-set.apart': chart => new PinterestJobSet(chart, 'models', {
    container: SMALL,
    shards: Shards.of('de', 'us'),
    config: { files: { country: '{{value}}' } },
    storage: [ShardStorage.perShard(VOLUME)],
  }),
  'cron-job.minimal': chart => new PinterestCronJob(chart, 'report', { container: SMALL, schedule: Cron.daily() }),
  'cron-job.full': chart => new PinterestCronJob(chart, 'report', {
    ...BATCH,
    shards: Shards.count(3),
    config: CONFIG,
    schedule: Cron.schedule({ minute: '30', hour: '2', weekDay: 'MON-FRI' }),
    timeZone: 'America/Los_Angeles',
    concurrency: Concurrency.REPLACE,
    startingDeadline: Duration.minutes(30), successfulHistory: 1, failedHistory: 5, timeToLive: Duration.days(7), suspend: true,
  }),
  'daemon.minimal': chart => new PinterestDaemon(chart, 'agent', { container: SERVER }),
  'daemon.full': chart => new PinterestDaemon(chart, 'agent', {
    ...COMMON,
    container: LISTENING,
    config: CONFIG,
    callers: CALLERS,
    servesEveryPod: true,
    tolerations: [Toleration.everything()],
    nodeSelector: { disk: 'ssd' },
    update: DaemonUpdate.unavailable(PercentOrAbsolute.percent(20)),
    permissions: [{ resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    host: [
      HostAccess.path({ path: '/var/log', reason: 'reads the logs of all pods' }),
      HostAccess.network('sees the node\'s own addresses'),
      HostAccess.root('the logs are root\'s'),
    ],
  }),
  'stateful-set.minimal': chart => new PinterestStatefulSet(chart, 'store', { container: SERVER }),
  'stateful-set.full': chart => new PinterestStatefulSet(chart, 'store', {
    ...COMMON,
    container: LISTENING,
    config: CONFIG,
    callers: CALLERS,
    replicas: 5,
    quorum: 3,
    protocol: TrafficProtocol.HTTP,
    storage: [VOLUME],
    retention: ClaimRetention.DELETE_WHEN_SCALED,
    startOrder: StartOrder.PARALLEL, updateFrom: 4, zones: ZoneSpread.REQUIRED, drain: Duration.seconds(20),
  }),
  'training-job.minimal': chart => new PinterestTrainingJob(chart, 'ranker', {
    container: SMALL, framework: TrainingFramework.pytorch({ nodes: 2 }),
  }),
  'training-job.full': chart => new PinterestTrainingJob(chart, 'ranker', {
    ...TRAINING,
    config: CONFIG,
    framework: TrainingFramework.pytorch({ nodes: 4, processesPerNode: 2, minNodes: 2 }),
    gang: Gang.kueue('research'),
    peerPatience: Duration.minutes(10),
    failurePolicy: FailurePolicy.giveUpOn(2),
  }),
  'training-job.roles': chart => new PinterestTrainingJob(chart, 'ranker', {
    ...TRAINING,
    framework: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true }),
    gang: Gang.volcano({ queue: 'research' }),
  }),
  'training-job.kubeflow': chart => new PinterestTrainingJob(chart, 'ranker', {
    ...TRAINING,
    framework: TrainingFramework.pytorch({ nodes: 4 }),
    backend: TrainingBackend.KUBEFLOW,
    gang: Gang.kueue('research'),
  }),
};
