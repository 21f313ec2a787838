import { Chart, ChartProps, Duration, Size } from 'cdk8s';
import {
  TrafficProtocol, Artifact, Caller, ClaimRetention, PinterestApp, PinterestService,
  PinterestStatefulSet, PinterestStatefulSetProps, Port, PortAccess, StartOrder, VolumeClaim, ZoneSpread,
} from 'cdk8s-pinterest';
import { Platform, Release, StandardRelease } from 'cdk8s-pinterest/platform';
import * as kplus from 'cdk8s-plus-27';
import { BARE, Built, clusterOf, CONTAINER, freshFolder, MESH, named, namesOf, OWNER, VERSIONS, World } from '../../synth';

const STORE = { image: 'registry.example.com/db:1', portNumber: 5432 };
const DATA: VolumeClaim = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };
const SELECTOR = { 'app.kubernetes.io/name': 'db', 'pinterest.com/crd_type': 'PinterestStatefulSet' };

function store(props: Partial<PinterestStatefulSetProps> = {}, world: World = MESH, name = 'db') {
  return new Built(chart => new PinterestStatefulSet(chart, name, { container: STORE, ...props }), world);
}

const errors = (props: Partial<PinterestStatefulSetProps>, name?: string) => store(props, MESH, name).errors;
const specOf = (built: Built<unknown>) => built.one('StatefulSet').spec;
const serviceOf = (built: Built<unknown>, name: string) => built.all('Service').find(object => object.metadata.name === name);

test('every native object is a property of the store', () => {
  const built = store({ storage: [DATA], config: { files: { f: 'x' }, env: { A: 'x' } } }, BARE);
  const { serviceAccount, statefulSet, peers, service, networkPolicy, disruptionBudget, configFiles, configEnv } = built.it;
  const own = [serviceAccount, statefulSet, peers, service, networkPolicy, disruptionBudget, configFiles, configEnv];
  expect(own.map(object => object?.kind)).toEqual([
    'ServiceAccount', 'StatefulSet', 'Service', 'Service', 'NetworkPolicy', 'PodDisruptionBudget', 'ConfigMap', 'ConfigMap',
  ]);
  expect(built.all().length).toBe(own.length);
  expect(built.errors).toEqual([]);
});

test('a minimal store is three pods with names', () => {
  const built = store({ container: { image: 'x:1' } }, BARE);
  expect(built.errors).toEqual([]);
  expect(built.all().map(object => object.kind).sort()).toEqual([
    'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'StatefulSet',
  ]);
  const { template, ...spec } = specOf(built);
  expect(spec).toEqual({
    serviceName: 'db-peers',
    replicas: 3,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    selector: { matchLabels: SELECTOR },
  });
  expect(template.spec).not.toHaveProperty('volumes');
  expect(built.one('Service').spec).toEqual({ clusterIP: 'None', publishNotReadyAddresses: true, selector: SELECTOR });
  expect(built.it.service).toBeUndefined();
});

test('all of its properties are in the StatefulSet', () => {
  const built = store({
    replicas: 5,
    storage: [{ ...DATA, storageClass: 'fast' }, { ...DATA, name: 'wal', mountPath: '/wal' }],
    retention: ClaimRetention.DELETE_WHEN_DELETED,
    startOrder: StartOrder.PARALLEL,
    updateFrom: 4,
    quorum: 4,
    zones: ZoneSpread.REQUIRED,
    drain: Duration.seconds(20),
    stop: Duration.minutes(5),
    protocol: TrafficProtocol.HTTP,
  });
  expect(built.errors).toEqual([]);
  expect(specOf(built)).toMatchObject({
    replicas: 5,
    podManagementPolicy: 'Parallel',
    updateStrategy: { rollingUpdate: { partition: 4 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    template: {
      spec: {
        terminationGracePeriodSeconds: 320,
        topologySpreadConstraints: [{ whenUnsatisfiable: 'DoNotSchedule' }, { whenUnsatisfiable: 'ScheduleAnyway' }],
      },
    },
  });
  expect(specOf(built).volumeClaimTemplates.map((claim: any) => [claim.metadata, claim.spec.storageClassName])).toEqual([
    [{ name: 'data' }, 'fast'], [{ name: 'wal' }, undefined],
  ]);
  expect(built.one('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  expect(serviceOf(built, 'db').spec.ports).toEqual([{ name: 'https', port: 443, targetPort: 8443, protocol: 'TCP' }]);
});

test('it has ten seconds to drain and two minutes to stop', () => {
  expect(specOf(store()).template.spec.terminationGracePeriodSeconds).toBe(130);
});

test('nothing that cannot change depends on owner, labels, release or version', () => {
  const fixed = (chartProps: ChartProps, releases: Release[], props: Partial<PinterestStatefulSetProps>) => {
    const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf(MESH)], releases }) });
    const chart = new Chart(app, 'chart', { namespace: 'shop', ...chartProps });
    new PinterestStatefulSet(chart, 'db', { container: STORE, owner: OWNER, storage: [DATA], ...props });
    app.synth();
    const { selector, serviceName, volumeClaimTemplates, podManagementPolicy, template } = chart.toJson()
      .find(object => object.kind === 'StatefulSet').spec;
    return { fixed: { selector, serviceName, volumeClaimTemplates, podManagementPolicy }, labels: template.metadata.labels };
  };
  const one = fixed({}, [StandardRelease.v202611()], {});
  const other = fixed({ labels: { tier: 'data' } }, [StandardRelease.v202611().derive('2027.01', [])], {
    owner: { team: 'pins', contact: 'pins@example.com' },
    artifact: Artifact.of({ image: 'registry.example.com/db', version: '2' }),
    replicas: 5,
    protocol: TrafficProtocol.HTTP,
    zones: ZoneSpread.REQUIRED,
  });
  expect(other.fixed).toEqual(one.fixed);
  expect(other.labels).not.toEqual(one.labels);
});

test.each(
  VERSIONS,
)('on %s the application mounts its claims, which no volume of the pod stands for; others may mount them, too', version => {
  const built = store({ storage: [DATA] }, { ...MESH, version });
  built.it.pod.addSidecar('backup', { container: { image: 'x:1' }, mounts: [{ volume: 'data', path: '/data' }] });
  expect(built.errors).toEqual([]);
  const { spec } = specOf(built).template;
  const all = [...spec.containers, ...(spec.initContainers ?? [])];
  expect(named(named(all, 'app').volumeMounts, 'data')).toEqual({ name: 'data', mountPath: '/data' });
  expect(named(named(all, 'backup').volumeMounts, 'data')).toEqual({ name: 'data', mountPath: '/data', readOnly: true });
  expect(namesOf(spec.volumes)).not.toContain('data');
});

test('clients come by the proxy, its own pods past it, and each pod has a certificate for its name', () => {
  const built = store({
    container: { ...STORE, ports: [{ name: 'metrics', number: 9090 }] },
    ports: [Port.udp(7946, { name: 'gossip', access: PortAccess.PEERS })],
    callers: [Caller.external('api', 'web')],
  });
  const raw = [
    { name: 'tcp', port: 5432, targetPort: 5432, protocol: 'TCP' },
    { name: 'gossip', port: 7946, targetPort: 7946, protocol: 'UDP' },
    { name: 'metrics', port: 9090, targetPort: 9090, protocol: 'TCP' },
  ];
  expect(serviceOf(built, 'db').spec.ports[0]).toEqual({ name: 'tcp', port: 5432, targetPort: 8443, protocol: 'TCP' });
  expect(serviceOf(built, 'db-peers').spec).toEqual({
    clusterIP: 'None', publishNotReadyAddresses: true, selector: SELECTOR, ports: raw,
  });
  expect(built.one('Certificate').spec.dnsNames).toEqual([
    'db', 'db.shop', 'db.shop.svc', 'db.shop.svc.cluster.local', '*.db-peers',
    '*.db-peers.shop', '*.db-peers.shop.svc', '*.db-peers.shop.svc.cluster.local',
  ]);
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  expect(built.one('NetworkPolicy').spec).toEqual({
    podSelector: { matchLabels: SELECTOR },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ ...namespace('web'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }],
        ports: [{ port: 8443, protocol: 'TCP' }],
      },
      {
        from: [{ podSelector: { matchLabels: SELECTOR } }],
        ports: [{ port: 5432, protocol: 'TCP' }, { port: 7946, protocol: 'UDP' }],
      },
      { from: [namespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] },
    ],
  });
});

test('without identity clients and peers come to the same ports', () => {
  const built = store({ callers: [Caller.external('api', 'web')] }, BARE);
  expect(serviceOf(built, 'db').spec).toEqual({
    selector: SELECTOR, ports: [{ name: 'tcp', port: 5432, targetPort: 5432, protocol: 'TCP' }],
  });
  expect(built.one('NetworkPolicy').spec.ingress.map((rule: any) => rule.ports)).toEqual([
    [{ port: 5432, protocol: 'TCP' }], [{ port: 5432, protocol: 'TCP' }],
  ]);
});

test('the disruption budget keeps a quorum; a single pod, or none, has no budget', () => {
  const budget = (props: Partial<PinterestStatefulSetProps>) =>
    store(props).all('PodDisruptionBudget').map(object => object.spec.maxUnavailable);
  expect(budget({ replicas: 5 })).toEqual([2]);
  expect(budget({ replicas: 2 })).toEqual([1]);
  expect(budget({ replicas: 1 })).toEqual([]);
  expect(budget({ replicas: 0 })).toEqual([]);
});

test('a cdk8s-plus autoscaler scales the store, whose StatefulSet then says no number', () => {
  const built = store({ container: { ...STORE, resources: { cpu: { request: kplus.Cpu.millis(100) } } } });
  new kplus.HorizontalPodAutoscaler(built.chart, 'hpa', {
    target: built.it, maxReplicas: 5, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
  });
  expect(built.one('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
    apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db',
  });
  expect(specOf(built)).not.toHaveProperty('replicas');
});

test('a name of 52 characters is a name', () => {
  const name = 'n'.repeat(52);
  const built = store({ storage: [DATA] }, MESH, name);
  expect(built.errors).toEqual([]);
  expect(specOf(built).serviceName).toBe(`${name}-peers`);
});

const TOO_LONG = 'n'.repeat(53);

test('a longer name is refused', () => {
  expect(errors({}, TOO_LONG)).toEqual([
    `[chart/${TOO_LONG}] name = "${TOO_LONG}": must not be longer than 52 characters, but has 53. `
      + 'Shorten the construct\'s id: it becomes part of object names, DNS names and labels.',
  ]);
});

test.each<[string, Partial<PinterestStatefulSetProps>, string[]]>([
  ['a number of pods that is none', { replicas: -1 }, [
    'replicas = -1: must be a whole number of at least 0. Write for example 3.',
  ]],
  ['a quorum of more pods than there are', { quorum: 4 }, [
    'quorum = 4: must be a whole number from 1 to the number of replicas, 3. Write for example 2, the majority.',
  ]],
  ['an update from a pod that is not there', { updateFrom: 3 }, [
    'updateFrom = 3: must be the number of one of the pods, 0 to 2. '
      + 'Write the first pod that is to be updated, or leave it out to update all.',
  ]],
  ['a claim without name', { storage: [{ ...DATA, name: '' }] }, [
    'storage.name = "": must be at most 63 lower-case letters, digits and "-". Write for example "data".',
  ]],
  ['a claim without size', { storage: [{ ...DATA, size: Size.kibibytes(0) }] }, [
    'storage.size = "data": must be larger than 0. Write for example Size.gibibytes(10).',
  ]],
  ['a claim with the name of a volume of the platform', { storage: [{ ...DATA, name: 'identity' }] }, [
    'pod = "volume \\"identity\\"": is added by the component identity of the release 2026.11 '
      + 'and by the kind PinterestStatefulSet. Choose another name.',
  ]],
  ['a claim where something else is mounted', { storage: [{ ...DATA, mountPath: '/etc/app' }], config: { files: { f: 'x' } } }, [
    'container.volumeMounts = "/etc/app": is mounted twice, by the kind PinterestStatefulSet and by its configuration '
      + 'or storage. Choose another path.',
  ]],
  ['two ports of one name', { container: { ...STORE, ports: [{ name: 'tcp', number: 9000 }] } }, [
    'container.ports = "tcp": would appear twice in the ports of the Service. Give the port another name and number.',
  ]],
  ['root', { container: { ...STORE, securityContext: { user: 0 } } }, [
    'container.securityContext.user = 0: must not be root in the restricted Pod Security Standard. '
      + 'Remove it. A PinterestDaemon can have it as HostAccess, with a reason.',
  ]],
  ['an unknown caller', { callers: [Caller.workload('api')] }, [
    'callers = "shop/api": is not a workload of this app on the cluster prod. Known workloads: shop/db. '
      + 'Write Caller.external(name, namespace) for a workload of another app.',
  ]],
])('%s is refused', (_, props, lines) => {
  expect(errors(props)).toEqual(lines.map(line => `[chart/db] ${line}`));
});

test('a workload with the name of the second Service is refused', () => {
  const built = store();
  new PinterestService(built.chart, 'db-peers', { container: CONTAINER });
  expect(built.errors).toEqual(['[chart/db] name = "db": gives its peers Service the name "db-peers", '
    + 'which is also the name of chart/db-peers. Rename one of the two.']);
});

test('all problems are told at once', () => {
  expect(errors({ replicas: 3, quorum: 9, updateFrom: 9, storage: [DATA, DATA] })).toHaveLength(4);
});
