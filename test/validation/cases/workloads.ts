import {
  Accelerator, Adoption, Artifact, Caller, Channel, Checksum, ConfigFile, Dependency, Discovery, Exposure, Gang, HealthCheck,
  HostAccess, KedaTrigger, LogFiles, Permission, PinterestApp, PinterestChart, PinterestService, Plaintext, Requirement, Scaling,
  SecretFile, ServiceAccountRef, Shards, Toleration, TrafficProtocol,
} from 'cdk8s-pinterest';
import { Capability } from 'cdk8s-plus-27';
import {
  claim, CONTAINER, cron, daemon, DEPENDENCIES, IDENTITY, IMAGE, jobs, kinds, mount, object, OUTDIR, pod, service, STORE, store,
  StringCase, TELEMETRY, training, world, ZOOKEEPER,
} from './world';
import { OWNER } from '../../synth';

class Wish extends Requirement {
  constructor(component: any) { super(component); }
}

const DESCRIBED = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'api' };
const keda = (trigger: KedaTrigger) => service({ scaling: Scaling.keda({ max: 2, triggers: [trigger] }) });

const host = (access: HostAccess) => daemon({ host: [access] });

/** Of workloads, charts and apps. */
export const WORKLOADS: Record<string, StringCase> = {
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
  'ExternalCallerOptions.podLabels': object('callers[0].podLabels', value => service({
    callers: [Caller.external('x', 'x', { podLabels: { app: value } })],
  }), { emptiable: true }),
  'PodCallerOptions.labels': object('callers[0].podLabels', value => service({
    callers: [Caller.pods({ labels: { app: value } })],
  }), { emptiable: true }),
  'AdoptionOptions.selector': object('adoption.selector', value => service({
    adoption: Adoption.of({ selector: { app: value } }),
  }), { emptiable: true }),
  'AdoptionOptions.name': object('adoption.name', name => service({ adoption: Adoption.of({ selector: { app: 'x' }, name }) }), {
    optional: true,
  }),
  'AdoptionOptions.claimLabels': object('adoption.claimLabels', value => store({
    adoption: Adoption.of({ selector: { app: 'x' }, claimLabels: { app: value } }), storage: [claim],
  }), { emptiable: true }),
  'AdoptionOptions.claimAnnotations': object('adoption.claimAnnotations', value => store({
    adoption: Adoption.of({ selector: { app: 'x' }, claimAnnotations: { a: value } }), storage: [claim],
  }), { emptiable: true }),
  'Plaintext.until(day)': object('traffic.plaintext', day => service({
    callers: [Caller.external('x', 'x')], traffic: { plaintext: Plaintext.until(day) },
  }, IDENTITY), { good: '2027-01-31' }),
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
  'PermissionRule.resources': object(
    'permissions[0].resources',
    value => daemon({ permissions: [{ apiGroup: 'example.com', resources: [value], verbs: ['get'] }] }),
  ),
  'PermissionRule.verbs': object(
    'permissions[0].verbs', value => daemon({ permissions: [{ apiGroup: 'example.com', resources: ['pods'], verbs: [value] }] }),
  ),
  'PermissionRule.apiGroup': object('permissions[0].apiGroup', apiGroup => daemon({
    permissions: [{ resources: ['pods'], verbs: ['get'], apiGroup }],
  }), { optional: true, emptiable: true }),
  'Permission.onPaths(paths)': object('permissions[0].paths', path => daemon({
    permissions: [Permission.onPaths([path], ['get'])],
  }), { good: '/metrics' }),
  'Permission.onPaths(verbs)': object('permissions[0].verbs', verb => daemon({
    permissions: [Permission.onPaths(['/metrics'], [verb])],
  }), { good: 'get' }),
  'PermissionRule.paths': object('permissions[0].paths', path => daemon({
    permissions: [{ resources: [], verbs: ['get'], paths: [path] }],
  }), { good: '/metrics' }),
  'PermissionRule.names': object('permissions[0].names', value => service({
    permissions: [{ resources: ['configmaps'], verbs: ['get'], names: [value] }],
  })),
  'GrpcHealthCheckOptions.service': object('health.readiness.service', name => service({
    health: { readiness: HealthCheck.grpc({ service: name }) },
  }), { optional: true }),
  'HealthCheck.command(command)': object('health.readiness', value => service({
    health: { readiness: HealthCheck.command([value]) },
  }), { emptiable: true }),
  'HealthCheck.http(path)': object('health.readiness', path => service({ health: { readiness: HealthCheck.http(path) } }), {
    good: '/zz/good',
  }),
  'HttpHealthCheckOptions.headers': object('health.readiness.headers', value => service({
    health: { readiness: HealthCheck.http('/', { headers: { Host: value } }) },
  }), { emptiable: true }),
  'ServiceAccountRef.existing(name)': object('serviceAccount', name => service({
    serviceAccount: ServiceAccountRef.existing(name),
  })),
  'ConfigProps.env': object('config.env', value => service({ config: { env: { NAME: value } } }), { emptiable: true }),
  'ConfigProps.files': object('config.files', value => service({ config: { files: { name: value } } }), { emptiable: true }),
  'ConfigFile.raw(text)': object('config.files', text => service({ config: { files: { name: ConfigFile.raw(text) } } }), {
    emptiable: true,
  }),
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
  'IngressOptions.annotations': object('exposure.annotations', value => service({
    exposure: Exposure.ingress({ host: 'a.example.com', annotations: { name: value } }),
  }), { emptiable: true }),
  'IngressOptions.tlsSecret': object('exposure.tlsSecret', tlsSecret => service({
    exposure: Exposure.ingress({ host: 'a.example.com', tlsSecret }),
  }), { optional: true }),
  'Gang.kueue(queue)': object('gang.queue', queue => training({ gang: Gang.kueue(queue) }), { optional: true }),
  'VolcanoOptions.queue': object('gang.queue', queue => training({ gang: Gang.volcano({ queue }) }), {
    optional: true, emptiable: true,
  }),
  'HostAccess.capability(reason)': object('host', reason => host(HostAccess.capability(Capability.NET_ADMIN, reason))),
  'HostAccess.group(reason)': object('host', reason => host(HostAccess.group(44, reason))),
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
  'ContainerTargetOptions.container': object('scaling', container => world(chart => {
    const scaling = Scaling.between(1, 2).onCpu(60, { container });
    const { pod: plan } = new PinterestService(chart, 'api', { container: CONTAINER, scaling });
    plan.addSidecar('php', { container: { image: 'registry.example.com/php:1' } });
  }), { good: 'php', optional: true }),
  'ExternalMetric.metric': object('scaling.externalMetrics.metric', metric => service({
    scaling: Scaling.between(1, 2).onExternalMetric({ metric, average: 1 }),
  })),
  'ExternalMetric.labels': object('scaling.externalMetrics.labels', value => service({
    scaling: Scaling.between(1, 2).onExternalMetric({ metric: 'm', labels: { queue: value }, average: 1 }),
  })),
  'ObjectMetric.metric': object('scaling.objectMetrics.metric', metric => service({
    scaling: Scaling.between(1, 2).onObjectMetric({ metric, object: DESCRIBED, value: 1 }),
  })),
  'DescribedObject.apiVersion': object('scaling.objectMetrics.object.apiVersion', apiVersion => service({
    scaling: Scaling.between(1, 2).onObjectMetric({ metric: 'm', object: { ...DESCRIBED, apiVersion }, value: 1 }),
  }), { good: 'zz.good/v1' }),
  'DescribedObject.kind': object('scaling.objectMetrics.object.kind', kind => service({
    scaling: Scaling.between(1, 2).onObjectMetric({ metric: 'm', object: { ...DESCRIBED, kind }, value: 1 }),
  }), { good: 'Zzgood' }),
  'DescribedObject.name': object('scaling.objectMetrics.object.name', name => service({
    scaling: Scaling.between(1, 2).onObjectMetric({ metric: 'm', object: { ...DESCRIBED, name }, value: 1 }),
  })),
  'KedaTrigger.of(type)': object('scaling.triggers[0]', type => keda(KedaTrigger.of(type, { topic: 'x' }))),
  'KedaTrigger.of(metadata)': object('scaling.triggers[0]', topic => keda(KedaTrigger.of('kafka', { topic })), {
    emptiable: true,
  }),
  'KedaTriggerOptions.authentication': object('scaling.triggers[0].authentication', authentication => (
    keda(KedaTrigger.of('kafka', {}, { authentication }))
  ), { optional: true }),
  'KedaTriggerOptions.clusterAuthentication': object('scaling.triggers[0].clusterAuthentication', clusterAuthentication => (
    keda(KedaTrigger.of('kafka', {}, { clusterAuthentication }))
  ), { optional: true }),
  'KedaTriggerOptions.name': object('scaling.triggers[0].name', name => keda(KedaTrigger.of('kafka', {}, { name })), {
    optional: true,
  }),
  'PodMetric.metric': object('scaling.metrics[0].metric', metric => service({
    scaling: Scaling.between(1, 2).onMetric({ metric, average: 1 }),
  })),
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
  'TrafficOptions.alpn': object('traffic.alpn', value => (
    service({ protocol: TrafficProtocol.TCP, traffic: { alpn: [value] } }, IDENTITY)
  )),
  'VolumeClaim.name': object('storage.name', name => store({ storage: [{ ...claim, name }] })),
  'VolumeClaim.mountPath': object('storage.mountPath', mountPath => store({ storage: [{ ...claim, mountPath }] }), mount),
  'VolumeClaim.storageClass': object('storage.storageClass', storageClass => store({ storage: [{ ...claim, storageClass }] }), {
    optional: true, emptiable: true,
  }),
};
