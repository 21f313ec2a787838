import { Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import {
  Artifact, ConfigFile, Dependency, Egress, EgressPeer, Gang, HealthCheck, LogFiles, NodeMatch, Permission, PinterestChart,
  PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService, PinterestStatefulSet, PinterestTrainingJob,
  PinterestWorkload, PinterestWorkloadProps, Placement, PodVolume, Port, PortAccess, PortProxy, ScratchFolder, SecretFile,
  ServiceAccountRef, Toleration, TrainingBackend, TrainingFramework,
} from 'cdk8s-pinterest';
import { DnsPolicy, EnvValue, Secret, Volume } from 'cdk8s-plus-27';
import { EVERYTHING, templatesOf } from '../pod/pods';
import { Built, named } from '../synth';

type Props = PinterestWorkloadProps;
type Then = (workload: PinterestWorkload, chart: PinterestChart) => void;
type Build = (chart: PinterestChart, props: Props) => PinterestWorkload;

/** Each kind, and each way in which it makes pods. */
const KINDS: [string, Build][] = [
  ['service', (chart, props) => new PinterestService(chart, 'a', props)],
  ['stateful set', (chart, props) => new PinterestStatefulSet(chart, 'a', props)],
  ['daemon', (chart, props) => new PinterestDaemon(chart, 'a', props)],
  ['job set', (chart, props) => new PinterestJobSet(chart, 'a', props)],
  ['cron job', (chart, props) => new PinterestCronJob(chart, 'a', { ...props, schedule: Cron.daily() })],
  ['training', (chart, props) => new PinterestTrainingJob(chart, 'a', {
    ...props, framework: TrainingFramework.pytorch({ nodes: 2 }),
  })],
  ['training in a gang', (chart, props) => new PinterestTrainingJob(chart, 'a', {
    ...props, framework: TrainingFramework.pytorch({ nodes: 2 }), gang: Gang.volcano(),
  })],
  ['training with roles', (chart, props) => new PinterestTrainingJob(chart, 'a', {
    ...props, framework: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true }),
  })],
  ['PyTorchJob', (chart, props) => new PinterestTrainingJob(chart, 'a', {
    ...props, framework: TrainingFramework.pytorch({ nodes: 2 }), backend: TrainingBackend.KUBEFLOW,
  })],
  ['TFJob', (chart, props) => new PinterestTrainingJob(chart, 'a', {
    ...props, framework: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1 }), backend: TrainingBackend.KUBEFLOW,
  })],
];

const CONTAINER = { image: 'registry.example.com/a:1', command: ['run'] };
const VOLUMES = new Chart(Testing.app(), 'volumes');
const SECRET = Volume.fromSecret(VOLUMES, 'v', Secret.fromSecretName(VOLUMES, 's', 'tls'));
const NO_PROXY = PortProxy.none('it is UDP');
const LISTENING = { container: { ...CONTAINER, portNumber: 8080 } };

/** What one pod template says, and the objects around it. */
interface Seen { spec: any; app: any; labels: any; annotations: any; built: Built<PinterestWorkload> }

const mounted = ({ spec, app }: Seen, path: string) => {
  const mount = app.volumeMounts.find((each: any) => each.mountPath === path);
  return mount && named(spec.volumes, mount.name);
};

/** A property that every kind has, and what it becomes in each of its pods. */
const PROPERTIES: [string, Partial<Props>, (seen: Seen) => unknown, unknown][] = [
  ['security.user', { security: { user: 999, group: 998 } }, ({ app }) => app.securityContext,
    expect.objectContaining({ runAsUser: 999, runAsGroup: 998 })],
  ['security.fsGroup', { security: { fsGroup: 2000, supplementalGroups: [5] } }, ({ spec }) => spec.securityContext,
    expect.objectContaining({ fsGroup: 2000, supplementalGroups: [5] })],
  ['security.sysctls', { security: { sysctls: { 'net.ipv4.tcp_syncookies': '1' } } }, ({ spec }) => spec.securityContext.sysctls,
    [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]],
  ['scratch', { scratch: [ScratchFolder.disk('/work', { limit: Size.gibibytes(1) })] }, seen => mounted(seen, '/work'),
    { name: 'scratch-work', emptyDir: { sizeLimit: '1Gi' } }],
  ['scratch in memory', { scratch: [ScratchFolder.memory('/fast', Size.gibibytes(1))] }, seen => mounted(seen, '/fast'),
    { name: 'scratch-fast', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }],
  ['placement', { placement: Placement.nodes({ disk: 'ssd' }) }, ({ spec }) => spec.nodeSelector, { disk: 'ssd' }],
  ['placement.tolerating', { placement: Placement.nodes({ disk: 'ssd' }).tolerating(Toleration.taint({ key: 'spot' })) },
    ({ spec }) => spec.tolerations, expect.arrayContaining([{ key: 'spot', operator: 'Exists' }])],
  ['placement.nodeAffinity', { placement: Placement.nodes({}).nodeAffinity([NodeMatch.exists('ssd')]) },
    ({ spec }) => JSON.stringify(spec.affinity.nodeAffinity), expect.stringContaining('{"key":"ssd","operator":"Exists"}')],
  ['placement.spreadOver', { placement: Placement.nodes({}).spreadOver('example.com/rack', { required: true }) },
    ({ spec }) => spec.topologySpreadConstraints,
    expect.arrayContaining([expect.objectContaining({ topologyKey: 'example.com/rack', whenUnsatisfiable: 'DoNotSchedule' })])],
  ['imagePullSecrets', { imagePullSecrets: ['registry'] }, ({ spec }) => spec.imagePullSecrets, [{ name: 'registry' }]],
  ['runtimeClassName', { runtimeClassName: 'gvisor' }, ({ spec }) => spec.runtimeClassName, 'gvisor'],
  ['dns', { dns: { policy: DnsPolicy.DEFAULT, options: { ndots: '2' } } }, ({ spec }) => [spec.dnsPolicy, spec.dnsConfig],
    ['Default', { options: [{ name: 'ndots', value: '2' }] }]],
  ['hostAliases', { hostAliases: [{ ip: '10.0.0.9', hostnames: ['old.example.com'] }] }, ({ spec }) => spec.hostAliases,
    [{ ip: '10.0.0.9', hostnames: ['old.example.com'] }]],
  ['extendedResources', { extendedResources: { 'example.com/fpga': 1 } }, ({ app }) => app.resources, {
    limits: expect.objectContaining({ 'example.com/fpga': '1' }), requests: expect.objectContaining({ 'example.com/fpga': '1' }),
  }],
  ['permissions', { permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['get'] })] },
    ({ spec, built }) => [spec.automountServiceAccountToken, built.one('Role').rules, built.one('RoleBinding').subjects[0].name],
    [true, [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }], 'a']],
  ['serviceAccount', { serviceAccount: ServiceAccountRef.existing('shared') },
    ({ spec, built }) => [spec.serviceAccountName, built.all('ServiceAccount')], ['shared', []]],
  ['health', { ...LISTENING, health: { liveness: HealthCheck.http('/live', { headers: { Host: 'a' } }) } },
    ({ app }) => app.livenessProbe.httpGet,
    { path: '/live', port: 8080, scheme: 'HTTP', httpHeaders: [{ name: 'Host', value: 'a' }] }],
  ['health by gRPC', { ports: [Port.grpc(9090, { access: PortAccess.KUBELET })], health: { startup: HealthCheck.grpc() } },
    ({ app }) => app.startupProbe.grpc.port, 9090],
  ['network.egress', { network: { egress: Egress.only(EgressPeer.ranges(['203.0.113.0/24'], { ports: [443] })) } },
    ({ built }) => {
      const { policyTypes, egress } = built.one('NetworkPolicy').spec;
      return [policyTypes, egress];
    },
    [['Ingress', 'Egress'], expect.arrayContaining([
      { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ port: 443, protocol: 'TCP' }] },
    ])]],
  ['ports', { ports: [Port.udp(7946, { name: 'gossip', access: PortAccess.EVERY_POD, proxy: NO_PROXY }), Port.metrics(9187)] },
    ({ app, built }) => [app.ports, built.one('NetworkPolicy').spec.ingress.flatMap((rule: any) => rule.ports ?? [])],
    [
      expect.arrayContaining([
        { name: 'gossip', containerPort: 7946, protocol: 'UDP' }, { name: 'metrics', containerPort: 9187, protocol: 'TCP' },
      ]),
      expect.arrayContaining([{ port: 7946, protocol: 'UDP' }, { port: 9187, protocol: 'TCP' }]),
    ]],
  ['config.files', { config: { files: { f: ConfigFile.raw('{{namespace}}') }, mountPath: '/etc/a' } },
    seen => {
      const { configMap } = mounted(seen, '/etc/a');
      return seen.built.all('ConfigMap').find(({ metadata }) => metadata.name === configMap.name).data.f;
    }, '{{namespace}}'],
  ['config.env', { config: { env: { LEVEL: 'debug' } } },
    ({ app, built }) => {
      const names = app.envFrom.map(({ configMapRef }: any) => configMapRef.name);
      return built.all('ConfigMap').filter(({ metadata }) => names.includes(metadata.name)).map(({ data }) => data);
    },
    [{ LEVEL: 'debug' }]],
  ['container.envVariables', { container: { ...CONTAINER, envVariables: { MINE: EnvValue.fromValue('x') } } },
    ({ app }) => named(app.env, 'MINE'), { name: 'MINE', value: 'x' }],
  ['artifact', { artifact: Artifact.of({ image: 'registry.example.com/a', version: '2' }) }, ({ app }) => app.image,
    'registry.example.com/a:2'],
  ['secrets', { secrets: [SecretFile.value({ path: 'kv/data/db', key: 'password', file: 'password' })] },
    ({ app }) => app.volumeMounts.map(({ mountPath }: any) => mountPath), expect.arrayContaining(['/etc/secrets'])],
  ['dependencies', { dependencies: [Dependency.of({ path: 'models/ranker', mountPath: '/models' })] },
    ({ app }) => app.volumeMounts.map(({ mountPath }: any) => mountPath), expect.arrayContaining(['/models'])],
  ['logs', { logs: LogFiles.of({ directory: '/var/log/app' }) },
    ({ app }) => app.volumeMounts.map(({ mountPath }: any) => mountPath), expect.arrayContaining(['/var/log/app'])],
  ['expires', { expires: '2099-12-31' }, ({ built }) => built.one('NetworkPolicy').metadata.labels,
    expect.objectContaining({ 'pinterest.com/expires': '2099-12-31' })],
  ['container.volumeMounts', { container: { ...CONTAINER, volumeMounts: [{ path: '/tls', volume: SECRET }] } },
    seen => mounted(seen, '/tls'), { name: 'secret-tls', secret: { secretName: 'tls' } }],
  ['priorityClassName', { priorityClassName: 'high' }, ({ spec }) => spec.priorityClassName, 'high'],
  ['stop', { stop: Duration.minutes(7) }, ({ spec }) => spec.terminationGracePeriodSeconds >= 420, true],
  ['owner', { owner: { team: 'search', contact: 'search@example.com' } },
    ({ labels, annotations }) => ({ ...labels, ...annotations }),
    expect.objectContaining({ 'pinterest.com/team': 'search', 'pinterest.com/contact': 'search@example.com' })],
];

/** What a daemon cannot do, and says so. */
const REFUSED: Record<string, Record<string, string>> = {
  daemon: { 'placement.spreadOver': '[chart/a] placement.spreadOver: has no meaning for a daemon' },
};

function pods(build: Build, props: Partial<Props>, then: Then = () => {}, refused?: string) {
  const built = new Built(chart => {
    const workload = build(chart, { container: CONTAINER, ...props });
    then(workload, chart);
    return workload;
  }, EVERYTHING, 'platform');
  expect(built.errors).toEqual(refused ? [expect.stringContaining(refused)] : []);
  return templatesOf(built.it).map(({ spec, metadata: { labels, annotations } }): Seen => ({
    spec, app: spec.containers[0], labels, annotations, built,
  }));
}

describe.each(KINDS)('each pod of a %s', (kind, build) => {
  test.each(PROPERTIES)('has %s, or refuses it', (property, props, look, expected) => {
    const refused = REFUSED[kind]?.[property];
    const seen = pods(build, props, undefined, refused).map(look);
    expect(seen.length).toBeGreaterThan(0);
    if (refused) return;
    for (const each of seen) expect(each).toEqual(expected);
  });

  test('has what is added to its plan', () => {
    const seen = pods(build, { config: { files: { f: 'x' }, env: { LEVEL: 'debug' } } }, (workload, chart) => {
      const { pod } = workload;
      pod.addVolume(PodVolume.emptyDir('shared'));
      pod.mount({ volume: 'shared', path: '/shared', readOnly: false });
      pod.addInitContainer('first', { container: CONTAINER, config: true, mounts: [{ volume: 'shared', path: '/s' }] });
      pod.addSidecar('beside', {
        container: { ...CONTAINER, volumeMounts: [{ path: '/own', volume: Volume.fromEmptyDir(chart, 'own', 'own') }] },
        config: true, keepImageUser: true, ports: [Port.metrics(9121, { name: 'numbers' })],
      });
      pod.addEnv('ADDED', EnvValue.fromValue('yes'));
    });
    for (const { spec, app, built } of seen) {
      expect(named(app.env, 'ADDED')).toEqual({ name: 'ADDED', value: 'yes' });
      expect(app.volumeMounts).toContainEqual({ name: 'shared', mountPath: '/shared' });
      const [first, beside] = ['first', 'beside'].map(name => named([...spec.initContainers, ...spec.containers], name));
      expect(first.volumeMounts.map((mount: any) => mount.mountPath)).toEqual(expect.arrayContaining(['/s', '/etc/app']));
      expect(beside.volumeMounts.map((mount: any) => mount.mountPath)).toEqual(expect.arrayContaining(['/own', '/etc/app']));
      expect(beside.envFrom).toEqual(app.envFrom);
      expect(beside.securityContext).not.toHaveProperty('runAsUser');
      expect(built.one('NetworkPolicy').spec.ingress.flatMap((rule: any) => rule.ports)).toContainEqual({
        port: 9121, protocol: 'TCP',
      });
    }
  });
});
