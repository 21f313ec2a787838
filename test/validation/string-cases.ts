import { Cron, JsonPatch, Size } from 'cdk8s';
import {
  Accelerator, Artifact, Caller, Channel, Checksum, Dependency, Discovery, Exposure, Gang, HostAccess, LogFiles, OnChange,
  PinterestApp, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet,
  PinterestTrainingJob, PodPlan, PodVolume, ReloadSignal, Requirement, Scaling, SecretFile, Shards, Toleration, TrainingFramework,
} from 'cdk8s-pinterest';
import {
  Cluster, IdentityProvider, KubernetesVersion, NodeGate, Platform, PlatformRuntime, Release, Rollout, RolloutStep,
  SecretStore, StandardRelease, StoreTrust, TelemetryBackend,
  TrustBundle,
} from 'cdk8s-pinterest/platform';
import {
  Component, ComponentScope, DependenciesComponent, DiscoveryComponent, InstallTarget, Phase, SecretsComponent,
  TelemetryComponent, TrafficComponent,
} from 'cdk8s-pinterest/runtime';
import { Capability, EnvValue } from 'cdk8s-plus-27';
import { OWNER } from '../synth';

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
const OUTDIR = 'never-written';

const IMAGE = 'registry.example.com/api:1';
const CONTAINER = { image: IMAGE, portNumber: 8080 };

const TRUST = { trust: TrustBundle.configMap({ name: 'mesh-authorities' }) };

const CLUSTER = {
  name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37, region: 'us-east-1',
  ingress: { className: 'public', namespace: 'ingress' },
  gateway: { name: 'public', namespace: 'gateways' },
};
const IDENTITY = { identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', trustDomain: 'example.com' }) };
const STORE = { ...IDENTITY, secretStore: SecretStore.vault({ address: 'https://vault.example.com' }) };
const ZOOKEEPER = { zooKeeper: { servers: ['zk:2181'] } };
const DEPENDENCIES = { dependencyStore: { type: 's3' } };
const TELEMETRY = { telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com' }) } };
const BACKEND = (options: any) => ({
  telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://t.example.com', ...options }) },
});

type Build = (chart: PinterestChart) => unknown;

function world(build: Build, cluster: any = {}, platform: any = {}, chart: any = {}): PinterestApp {
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

const service = (props: any, cluster: any = {}, platform: any = {}) => world(
  chart => new PinterestService(chart, 'api', { container: CONTAINER, ...props }), cluster, platform,
);
const store = (props: any) => world(chart => new PinterestStatefulSet(chart, 'api', { container: CONTAINER, ...props }));
const daemon = (props: any) => world(chart => new PinterestDaemon(chart, 'api', { container: CONTAINER, ...props }));
const jobs = (props: any) => world(chart => new PinterestJobSet(chart, 'api', { container: CONTAINER, ...props }));
const cron = (props: any) => world(
  chart => new PinterestCronJob(chart, 'api', { container: CONTAINER, schedule: Cron.daily(), ...props }),
);
const training = (props: any) => world(chart => new PinterestTrainingJob(chart, 'api', {
  container: { ...CONTAINER, command: ['train'] }, framework: TrainingFramework.pytorch({ nodes: 2 }), ...props,
}));
const pod = (change: (plan: PodPlan) => void) => world(
  chart => change(new PinterestService(chart, 'api', { container: { ...CONTAINER, command: ['serve'] } }).pod),
);
const runtime = (cluster: any, platform: any = {}) => world(
  chart => new PlatformRuntime(chart, 'runtime'), cluster, platform, { namespace: platform.runtimeNamespace ?? 'platform' },
);
const kinds: Record<string, (id: any) => PinterestApp> = {
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
const own = (...given: ConstructorParameters<typeof Own>) => (
  { releases: [StandardRelease.v202611().derive('own', [new Own(...given)])] }
);
const replaced = (component: any) => ({ releases: [StandardRelease.v202611().derive('own', [component])] });

class Wish extends Requirement {
  constructor(component: any) { super(component); }
}

const host = (access: HostAccess) => daemon({ host: [access] });
const label = { good: 'zzgood' };
const mount = { good: '/zz/good' };
const claim = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };
const object = (field: string, build: (value: any) => PinterestApp, more: Partial<StringCase> = {}): StringCase => (
  { field, build, ...label, ...more }
);
const cluster = (
  property: string, more: (value: any) => any = value => ({ [property]: value }), extra: Partial<StringCase> = {},
) => (
  object(`.${property}`, value => service({}, more(value)), extra)
);
const RELOAD = OnChange.signal(ReloadSignal.HUP);

/** How each is given. `test/validation/strings.test.ts` tells if one is missing here. */
export const CASES: Record<string, StringCase> = {
  'Accelerator.of(resource)': object('accelerator.resource', value => training({ accelerator: Accelerator.of(value, 1) }), {
    good: 'zz.good/gpu',
  }),
  'ArtifactProps.image': object('artifact.', value => service({
    container: { ...CONTAINER, image: 'zz.good/api:1' }, artifact: Artifact.of({ image: value, version: '1' }),
  }), { good: 'zz.good/api' }),
  'ArtifactProps.version': object('artifact.version', value => service({
    artifact: Artifact.of({ image: 'registry.example.com/api', version: value }),
  })),
  'ArtifactProps.digest': object('artifact.digest', value => service({
    artifact: Artifact.of({ image: 'registry.example.com/api', version: '1', digest: value }),
  }), { good: `sha256:${'ab'.repeat(32)}`, optional: true }),
  'ArtifactProps.commit': object('artifact.commit', value => service({
    artifact: Artifact.of({ image: 'registry.example.com/api', version: '1', commit: value }),
  }), { optional: true }),
  'BatchProps.queue': object('queue', queue => jobs({ queue }), { optional: true }),
  'Caller.workload(name)': object('callers', name => service({ callers: [Caller.workload(name)] }), { good: 'api' }),
  'Caller.external(name)': object('callers[0].name', name => service({ callers: [Caller.external(name, 'x')] }, IDENTITY)),
  'Caller.external(namespace)': object(
    'callers[0].namespace', name => service({ callers: [Caller.external('x', name)] }, IDENTITY),
  ),
  'CallerOptions.namespace': object('callers', namespace => service({ callers: [Caller.workload('api', { namespace })] }), {
    good: 'shop', optional: true,
  }),
  'Channel.pinned(release)': object('channel', value => service({ channel: Channel.pinned(value) }), { good: '2026.11' }),
  'PinOptions.until': object('channel', until => service({ channel: Channel.pinned('2026.11', { until }) }), {
    good: '2027-01-31', optional: true,
  }),
  'Checksum.sha256(value)': object('dependencies[0].checksum', value => service({
    dependencies: [Dependency.of({ path: 'a', mountPath: '/m', checksum: Checksum.sha256(value) })],
  }, DEPENDENCIES), { good: 'ab'.repeat(32) }),
  'ClusterPermission.resources': object(
    'permissions[0].resources', value => daemon({ permissions: [{ resources: [value], verbs: ['get'] }] }),
  ),
  'ClusterPermission.verbs': object(
    'permissions[0].verbs', value => daemon({ permissions: [{ resources: ['pods'], verbs: [value] }] }),
  ),
  'ClusterPermission.apiGroup': object('permissions[0].apiGroup', apiGroup => daemon({
    permissions: [{ resources: ['pods'], verbs: ['get'], apiGroup }],
  }), { optional: true, emptiable: true }),
  'ConfigProps.env': object('config.env', value => service({ config: { env: { NAME: value } } }), { emptiable: true }),
  'ConfigProps.files': object('config.files', value => service({ config: { files: { name: value } } }), { emptiable: true }),
  'ConfigProps.mountPath': object('config.mountPath', mountPath => service({ config: { files: { f: 'x' }, mountPath } }), {
    ...mount, optional: true,
  }),
  'CoschedulingOptions.schedulerName': object('gang.schedulerName', schedulerName => (
    training({ gang: Gang.coscheduling({ schedulerName }) })
  ), {
    optional: true,
  }),
  'DependencyOptions.path': object('dependencies[0].path', path => service({
    dependencies: [Dependency.of({ path, mountPath: '/m' })],
  }, DEPENDENCIES), { good: 'zz/good' }),
  'DependencyOptions.mountPath': object('dependencies[0].mountPath', mountPath => service({
    dependencies: [Dependency.of({ path: 'a', mountPath })],
  }, DEPENDENCIES), mount),
  'DiscoveryOptions.path': object('discovery', path => service({ discovery: Discovery.kingpin({ path }) }, ZOOKEEPER), {
    good: '/discovery/zz/good', optional: true,
  }),
  'DiscoveryOptions.port': object('discovery', port => service({ discovery: Discovery.kingpin({ port }) }, ZOOKEEPER), {
    good: 'http', optional: true,
  }),
  'ExposureOptions.host': object('exposure.host', value => service({ exposure: Exposure.httpRoute({ host: value }) }), {
    good: 'zz.good.example.com',
  }),
  'ExposureOptions.path': object('exposure.path', path => (
    service({ exposure: Exposure.ingress({ host: 'a.example.com', path }) })
  ), {
    ...mount, optional: true,
  }),
  'IngressOptions.tlsSecret': object('exposure.tlsSecret', tlsSecret => service({
    exposure: Exposure.ingress({ host: 'a.example.com', tlsSecret }),
  }), { optional: true }),
  'Gang.kueue(queue)': object('gang.queue', queue => training({ gang: Gang.kueue(queue) }), { optional: true }),
  'VolcanoOptions.queue': object('gang.queue', queue => training({ gang: Gang.volcano({ queue }) }), {
    optional: true, emptiable: true,
  }),
  'HostAccess.capability(reason)': object('host', reason => host(HostAccess.capability(Capability.NET_ADMIN, reason))),
  'HostAccess.ipc(reason)': object('host', reason => host(HostAccess.ipc(reason))),
  'HostAccess.network(reason)': object('host', reason => host(HostAccess.network(reason))),
  'HostAccess.pid(reason)': object('host', reason => host(HostAccess.pid(reason))),
  'HostAccess.port(reason)': object('host', reason => host(HostAccess.port(8080, reason))),
  'HostAccess.privileged(reason)': object('host', reason => host(HostAccess.privileged(reason))),
  'HostAccess.root(reason)': object('host', reason => host(HostAccess.root(reason))),
  'HostPathOptions.path': object('host', path => host(HostAccess.path({ path, mountPath: '/x', reason: 'x' })), mount),
  'HostPathOptions.reason': object('host', reason => host(HostAccess.path({ path: '/x', reason }))),
  'HostPathOptions.mountPath': object('host', mountPath => host(HostAccess.path({ path: '/x', mountPath, reason: 'x' })), {
    ...mount, optional: true,
  }),
  'LogFilesOptions.directory': object('logs', directory => service({ logs: LogFiles.of({ directory }) }, TELEMETRY), mount),
  'Owner.team': object('owner.team', team => service({ owner: { team, contact: 'x' } })),
  'Owner.contact': object('owner.contact', contact => service({ owner: { team: 'x', contact } })),
  'PinterestAppProps.name': object('name', name => new PinterestApp({ outdir: OUTDIR, name }), { optional: true }),
  'PinterestAppProps.releaseReport': object(
    'releaseReport', releaseReport => new PinterestApp({ outdir: OUTDIR, releaseReport }), { optional: true },
  ),
  'PinterestChart.new(id)': object('id', id => {
    const app = new PinterestApp({ outdir: OUTDIR });
    new PinterestService(new PinterestChart(app, id, { owner: OWNER }), 'api', { container: CONTAINER });
    return app;
  }),
  'PinterestChartProps.expires': object('expires', expires => world(
    chart => new PinterestService(chart, 'api', { container: CONTAINER }), {}, {}, { expires },
  ), { good: '2027-01-31', optional: true }),
  ...Object.fromEntries(Object.entries(kinds).map(([kind, build]) => [`${kind}.new(id)`, object('name', build)])),
  'PinterestWorkload.new(id)': object('name', kinds.PinterestService),
  'PinterestCronJobProps.timeZone': object('timeZone', timeZone => cron({ timeZone }), { good: 'Europe/Berlin', optional: true }),
  'PinterestDaemonProps.nodeSelector': object('nodeSelector', value => daemon({ nodeSelector: { pool: value } }), {
    emptiable: true,
  }),
  'PinterestWorkloadProps.expires': object('expires', expires => service({ expires }), { good: '2027-01-31', optional: true }),
  'PinterestWorkloadProps.priorityClassName': object('priorityClassName', priorityClassName => service({ priorityClassName }), {
    optional: true,
  }),
  'PodMetric.metric': object('scaling.metrics[0].metric', metric => service({
    scaling: Scaling.between(1, 2).onMetric({ metric, average: 1 }),
  })),
  'PodMount.path': object('pod.mount', path => pod(plan => {
    plan.addVolume(PodVolume.emptyDir('zz'));
    plan.mount({ volume: 'zz', path });
  }), mount),
  'PodMount.volume': object('pod.mount', volume => pod(plan => plan.mount({ volume, path: '/zz' })), { good: '' }),
  'PodPlan.addAnnotation(name)': object('pod.addAnnotation', value => pod(plan => plan.addAnnotation(value, 'x'))),
  'PodPlan.addAnnotation(value)': object('pod.addAnnotation', value => pod(plan => plan.addAnnotation('x', value)), {
    emptiable: true,
  }),
  'PodPlan.addEnv(name)': object('pod.addEnv', value => pod(plan => plan.addEnv(value, EnvValue.fromValue('x')))),
  'PodPlan.addInitContainer(name)': object(
    '', value => pod(plan => plan.addInitContainer(value, { container: { image: IMAGE } })),
  ),
  'PodPlan.addLabel(name)': object('pod.addLabel', value => pod(plan => plan.addLabel(value, 'x'))),
  'PodPlan.addLabel(value)': object('pod.addLabel', value => pod(plan => plan.addLabel('x', value)), { emptiable: true }),
  'PodPlan.addSidecar(name)': object('', value => pod(plan => plan.addSidecar(value, { container: { image: IMAGE } }))),
  'PodPlan.drainThrough(path)': object('pod.drainThrough', value => pod(plan => plan.drainThrough(8080, value)), mount),
  'PodPlan.enterThrough(appPort)': object(
    'pod.enterThrough', value => pod(plan => plan.enterThrough(value, 8080)), { good: 'http' },
  ),
  'PodPlan.patchContainer(name)': object(
    'pod.patchContainer', value => pod(plan => plan.patchContainer(value, JsonPatch.add('/tty', true))), { good: 'app' },
  ),
  'PodPlan.requireNode(label)': object('pod.requireNode', value => pod(plan => plan.requireNode(value))),
  'PodPlan.whenFileChanges(path)': object(
    'pod.whenFileChanges', value => pod(plan => plan.whenFileChanges(value, RELOAD)), mount,
  ),
  'PodVolume.configMap(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.configMap(value, 'x')))),
  'PodVolume.configMap(configMapName)': object(
    'pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.configMap('x', value))),
  ),
  'PodVolume.emptyDir(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.emptyDir(value)))),
  'PodVolume.memory(name)': object(
    'pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.memory(value, Size.gibibytes(1)))),
  ),
  'PodVolume.of(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.of(value, { emptyDir: {} })))),
  'PodVolume.secret(name)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.secret(value, 'x')))),
  'PodVolume.secret(secretName)': object('pod.addVolume', value => pod(plan => plan.addVolume(PodVolume.secret('x', value)))),
  'VolumeItem.key': object('pod.addVolume', key => pod(plan => plan.addVolume(PodVolume.secret('x', 'y', [{ key, path: 'p' }])))),
  'VolumeItem.path': object(
    'pod.addVolume', path => pod(plan => plan.addVolume(PodVolume.secret('x', 'y', [{ key: 'k', path }]))),
  ),
  'Requirement.new(component)': object('requirements', value => service({ requirements: [new Wish(value)] }), { good: '' }),
  'SecretFileOptions.file': object(
    'secrets', file => service({ secrets: [SecretFile.json({ path: 'kv/data/a', file })] }, STORE),
  ),
  'WholeSecretOptions.path': object('secrets["f"].path', path => (
    service({ secrets: [SecretFile.json({ path, file: 'f' })] }, STORE)
  ), {
    good: 'kv/data/zzgood',
  }),
  'SecretValueOptions.key': object('secrets["f"].key', key => service({
    secrets: [SecretFile.value({ path: 'kv/data/a', file: 'f', key })],
  }, STORE)),
  'SecretTemplateOptions.template': object('secrets["f"].template', template => service({
    secrets: [SecretFile.template({ file: 'f', template })],
  }, STORE), { good: '{{ .zzgood }}' }),
  'Shards.of(values)': object('shards', value => jobs({ shards: Shards.of(value), config: { files: { f: '{{value}}' } } }), {
    emptiable: true,
  }),
  'SidecarOptions.stopCommand': object('pod.containers["x"]', stopCommand => pod(plan => plan.addSidecar('x', {
    container: { image: IMAGE }, stopCommand,
  })), { optional: true, emptiable: true }),
  'Taint.key': object('tolerations[0].key', key => daemon({ tolerations: [Toleration.taint({ key })] })),
  'Taint.value': object('tolerations[0].value', value => daemon({ tolerations: [Toleration.taint({ key: 'k', value })] }), {
    optional: true, emptiable: true,
  }),
  'VolumeClaim.name': object('storage.name', name => store({ storage: [{ ...claim, name }] })),
  'VolumeClaim.mountPath': object('storage.mountPath', mountPath => store({ storage: [{ ...claim, mountPath }] }), mount),
  'VolumeClaim.storageClass': object('storage.storageClass', storageClass => store({ storage: [{ ...claim, storageClass }] }), {
    optional: true, emptiable: true,
  }),

  'CertManagerIdentityOptions.issuer': cluster('identity', issuer => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer }),
  })),
  'CertManagerIdentityOptions.issuerKind': cluster('identity', issuerKind => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', issuerKind }),
  }), { good: 'Zzgood', optional: true }),
  'CertManagerIdentityOptions.caSecret': object('.identity', caSecret => runtime({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', caSecret }),
  }), { optional: true }),
  'CertManagerIdentityOptions.trustDomain': cluster('identity.trustDomain', trustDomain => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', trustDomain }),
  }), { optional: true }),
  'PodCertificateIdentityOptions.signer': cluster('identity', signer => (
    ({ identity: IdentityProvider.podCertificate({ signer }) })
  ), {
    good: 'zz.good/mesh',
  }),
  'PodCertificateIdentityOptions.trustBundleLabels': cluster('identity', value => ({
    identity: IdentityProvider.podCertificate({ signer: 'a.b/c', trustBundleLabels: { key: value } }),
  }), { emptiable: true }),
  'PodCertificateIdentityOptions.trustDomain': cluster('identity.trustDomain', trustDomain => ({
    identity: IdentityProvider.podCertificate({ signer: 'a.b/c', trustDomain }),
  }), { optional: true }),
  'ClusterProps.name': object('.name', name => service({}, { name })),
  'ClusterProps.environment': cluster('environment'),
  'ClusterProps.region': cluster('region', undefined, { optional: true }),
  'ClusterProps.dnsDomain': cluster('dnsDomain', dnsDomain => ({ dnsDomain, ...IDENTITY }), { optional: true }),
  'ClusterProps.monitoringNamespace': cluster('monitoringNamespace', undefined, { optional: true }),
  'ClusterProps.releases': cluster('releases', value => ({ releases: [value] }), { good: '2026.11' }),
  'ClusterTelemetry.containerLogs': object('.telemetry.containerLogs', containerLogs => runtime({
    telemetry: { ...TELEMETRY.telemetry, containerLogs },
  }), { good: '2026.11', optional: true }),
  'ClusterTelemetry.kubeletFolder': object('.telemetry.kubeletFolder', kubeletFolder => runtime({
    telemetry: { ...TELEMETRY.telemetry, kubeletFolder },
  }), { ...mount, optional: true }),
  'TelemetryBackendOptions.endpoint': object('.telemetry.backend.endpoint', endpoint => runtime(BACKEND({ endpoint })), {
    good: 'https://zz.good.example.com',
  }),
  'TelemetryBackendOptions.certificateAuthority': object('.telemetry.backend.certificateAuthority', certificateAuthority => (
    runtime(BACKEND({ certificateAuthority }))
  ), { good: '-----BEGIN CERTIFICATE-----\nzz\n-----END CERTIFICATE-----', optional: true }),
  'TelemetryHeader.name': object('.telemetry.backend.headers', name => runtime(BACKEND({
    headers: [{ name, secretName: 'a', secretKey: 'b' }],
  }))),
  'TelemetryHeader.secretName': object('.telemetry.backend.headers', secretName => runtime(BACKEND({
    headers: [{ name: 'a', secretName, secretKey: 'b' }],
  }))),
  'TelemetryHeader.secretKey': object('.telemetry.backend.headers', secretKey => runtime(BACKEND({
    headers: [{ name: 'a', secretName: 'b', secretKey }],
  }))),
  'DependencyStore.type': object('.dependencyStore.type', type => runtime({ dependencyStore: { type } })),
  'DependencyStore.options': object('.dependencyStore.options', value => (
    runtime({ dependencyStore: { type: 's3', options: { provider: value } } })
  ), {
    emptiable: true,
  }),
  'DependencyStore.path': object('.dependencyStore.path', path => runtime({ dependencyStore: { type: 's3', path } }), {
    good: 'zz/good', optional: true,
  }),
  'DependencyStore.secretName': object('.dependencyStore.secretName', secretName => (
    runtime({ dependencyStore: { type: 's3', secretName } })
  ), {
    optional: true,
  }),
  'Gateway.name': cluster('gateway.name', name => ({ gateway: { name, namespace: 'x' } })),
  'Gateway.namespace': cluster('gateway.namespace', namespace => ({ gateway: { name: 'x', namespace } })),
  'IngressController.className': cluster('ingress.className', className => ({ ingress: { className, namespace: 'x' } })),
  'IngressController.namespace': cluster('ingress.namespace', namespace => ({ ingress: { className: 'x', namespace } })),
  'NodeGate.new(id)': object('id', id => world(chart => new NodeGate(chart, id, {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: {},
  }))),
  'NodeGateProps.image': object('image', image => world(chart => new NodeGate(chart, 'gate', {
    image, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: {},
  })), { good: 'zz.good/gate:1' }),
  'NodeGateProps.namespace': object('namespace', namespace => world(chart => new NodeGate(chart, 'gate', {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace, daemons: {},
  }))),
  'NodeGateProps.daemons': object('daemons', value => world(chart => new NodeGate(chart, 'gate', {
    image: IMAGE, cluster: new Cluster(CLUSTER), namespace: 'shop', daemons: { release: [value] },
  }))),
  'PlatformProps.imageRegistry': object('platform.imageRegistry', imageRegistry => runtime({}, { imageRegistry }), {
    good: 'zz.good/platform', optional: true,
  }),
  'PlatformProps.infrastructureNamespaces': object('platform.infrastructureNamespaces', value => service({}, {}, {
    infrastructureNamespaces: [value],
  })),
  'PlatformProps.runtimeNamespace': object('platform.runtimeNamespace', runtimeNamespace => (
    service({}, DEPENDENCIES, { runtimeNamespace })
  ), {
    optional: true,
  }),
  'PlatformProps.today': object('platform.today', today => service({}, {}, { today }), { good: '2026-11-30', optional: true }),
  'PlatformRuntime.new(id)': object('id', id => world(chart => new PlatformRuntime(chart, id))),
  'ReleaseProps.name': object(
    'platform.releases', name => service({}, {}, { releases: [new Release({ name, components: [] })] }),
  ),
  'Release.derive(name)': object(
    'platform.releases', name => service({}, {}, { releases: [StandardRelease.v202611().derive(name, [])] }),
  ),
  'ChannelRelease.release': object('platform.channels', release => (
    service({}, {}, { channels: [{ channel: Channel.CANARY, release }] })
  ), {
    good: '2026.11',
  }),
  'Rollout.to': object('platform.channels', to => rollout({ to }), { good: 'next' }),
  'RolloutFreeze.reason': object('platform.channels', reason => rollout({ freeze: { at: RolloutStep.ALL, reason } })),
  'StartupGate.image': object('.startupGate.image', image => runtime({ startupGate: { image } }), {
    good: 'zz.good/gate:1', optional: true,
  }),
  'StoreTrust.configMap(name)': object(
    '.secretStore', value => secret({ trust: StoreTrust.configMap(value) }), { optional: true, emptiable: true },
  ),
  'VaultStoreOptions.address': object(
    '.secretStore.address', address => secret({ address }), { good: 'https://zz.good.example.com' },
  ),
  'VaultStoreOptions.authMount': object('.secretStore.authMount', authMount => secret({ authMount }), { optional: true }),
  'VaultStoreOptions.namespace': object('.secretStore.namespace', namespace => secret({ namespace }), { optional: true }),
  'VaultStoreOptions.role': object('.secretStore.role', role => secret({ role }), { optional: true }),
  'ZooKeeper.servers': object(
    '.zooKeeper.servers', value => runtime({ zooKeeper: { servers: [value] } }), { good: 'zz.good:2181' },
  ),
  'ZooKeeper.root': cluster(
    'zooKeeper.root', root => ({ zooKeeper: { servers: ['zk:2181'], root } }), { ...mount, optional: true },
  ),
  'ZooKeeperCredentials.secretName': object('.zooKeeper.credentials', secretName => runtime({
    zooKeeper: { servers: ['zk:2181'], credentials: { secretName } },
  })),
  'ZooKeeperCredentials.key': object('.zooKeeper.credentials', key => runtime({
    zooKeeper: { servers: ['zk:2181'], credentials: { secretName: 'x', key } },
  }), { optional: true }),

  'ComponentScope.addConfigMap(suffix)': object('addConfigMap', suffix => service({}, {}, own((_, beside) => (
    beside.addConfigMap(suffix, { a: 'b' })
  )))),
  'ComponentScope.addConfigMap(data)': object('addConfigMap', value => service({}, {}, own((_, beside) => (
    beside.addConfigMap('x', { a: value })
  ))), { emptiable: true }),
  'ComponentScope.nameOf(suffix)': object('nameOf', suffix => service({}, {}, own((plan, beside) => (
    plan.addAnnotation('name', beside.nameOf(suffix))
  )))),
  'InstallTarget.daemon(base)': object(
    'name', base => runtime({}, own(() => {}, target => target.daemon(base, { container: CONTAINER }))),
  ),
  'InstallTarget.named(base)': object('named', base => runtime({}, own(() => {}, target => (
    target.daemon('x', { container: { ...CONTAINER, args: [target.named(base)] } })
  )))),
  'InstallTarget.platformImage(image)': object('image', image => runtime({}, own(() => {}, target => (
    target.daemon('x', { container: { ...CONTAINER, image: target.platformImage(image) } })
  ))), { good: 'zzgood:1' }),
  'DependenciesComponentProps.image': object('image', image => service({
    dependencies: [Dependency.of({ path: 'a', mountPath: '/m' })],
  }, DEPENDENCIES, replaced(new DependenciesComponent({ image, proxyImage: 'zz.good/haproxy:1' }))), {
    good: 'zz.good/rclone:1',
  }),
  'DiscoveryComponentProps.image': object('image', image => runtime(ZOOKEEPER, replaced(new DiscoveryComponent({ image }))), {
    good: 'zz.good/registrar:1',
  }),
  'SecretsComponentProps.image': object('image', image => secret({}, replaced(new SecretsComponent({ image }))), {
    good: 'zz.good/agent:1',
  }),
  'SecretsComponentProps.program': object('pod.containers', program => (
    secret({}, replaced(new SecretsComponent({ image: IMAGE, program })))
  ), {
    optional: true,
  }),
  'TelemetryComponentProps.image': object('image', image => runtime(TELEMETRY, replaced(new TelemetryComponent({ image }))), {
    good: 'zz.good/collector:1',
  }),
  'TrafficComponentProps.image': object('image', image => service({}, IDENTITY, replaced(new TrafficComponent({ image }))), {
    good: 'zz.good/proxy:1',
  }),
};

function secret(options: any, platform: any = {}): PinterestApp {
  return service({ secrets: [SecretFile.json({ path: 'kv/data/a', file: 'f' })] }, {
    ...IDENTITY, secretStore: SecretStore.vault({ address: 'https://vault.example.com', ...options }),
  }, platform);
}

function rollout(given: Partial<Rollout>): PinterestApp {
  return service({}, {}, {
    releases: ['first', 'next'].map(name => new Release({ name, components: [] })),
    channels: [{ channel: Channel.STABLE, release: 'first', rollout: { to: 'next', step: RolloutStep.ONE_PERCENT, ...given } }],
  });
}

/** Strings that come out of the library, or are only looked up or shown. */
export const NOT_INPUTS = [
  /^(Finding|PlannedDocument|PodItem|Problem|TrainingRole|WorkloadRelease|WorkloadIntent|AppPort|IReleaseComponent)\./,
  /^Origin\./,
  'Cluster.spiffeId(namespace)', 'Cluster.spiffeId(serviceAccount)', 'Platform.releaseName(workload)', 'PodPlan.entryOf(appPort)',
  'InstallTarget.nameOf(base)', 'InstallTarget.nameOf(release)',
  // Made by PlatformRuntime alone, and by the workload.
  'InstallTarget.new(release)', 'InstallTarget.new(namespace)', 'InstallTarget.new(releases)', 'ComponentScope.new(component)',
  // Throws: without a version there is nothing to go on with.
  'KubernetesVersion.of(version)',
  // A folder of the machine that runs the program.
  'PinterestAppProps.outdir',
  // Any source of a volume, as Kubernetes writes it.
  'PodVolume.of(source)',
];

