import { Size } from 'cdk8s';
import {
  Caller, DaemonUpdate, HostAccess, PinterestApp, PinterestChart,
  PinterestDaemon, PinterestDaemonProps, PinterestService, Toleration,
} from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { Capability, HostPathVolumeType, MountPropagation, PercentOrAbsolute, Probe, Protocol, Volume } from 'cdk8s-plus-27';
import {
  BARE, Built, clusterOf, complaints, CONTAINER, freshFolder, MESH, named, namesOf, OWNER, VERSIONS, World,
} from '../../synth';

const REASON = 'reads the logs of all pods';

function daemon(props: Partial<PinterestDaemonProps> = {}, world: World = MESH, name = 'agent', namespace = 'platform') {
  return new Built(chart => new PinterestDaemon(chart, name, { container: CONTAINER, ...props }), world, namespace);
}

const errors = (props: Partial<PinterestDaemonProps>, name?: string) => daemon(props, MESH, name).errors;
const podOf = (built: Built<PinterestDaemon>) => built.one('DaemonSet').spec.template;
const app = (built: Built<PinterestDaemon>) => named(podOf(built).spec.containers, 'app');

test('a port that is called health is the kubelet\'s: callers, and all pods, reach the others', () => {
  const container = { ...CONTAINER, ports: [{ name: 'health', number: 8081 }] };
  for (const props of [{ callers: [Caller.external('web', 'front')] }, { servesEveryPod: true }]) {
    const built = daemon({ container, ...props });
    expect(built.one('Service').spec.ports.map(({ port }: any) => port)).toEqual([8080]);
    expect(built.one('NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  }
});

test('every native object is a property of the daemon', () => {
  const built = daemon(
    { permissions: [{ resources: ['pods'], verbs: ['list'] }], config: { files: { f: 'x' }, env: { A: 'x' } } }, BARE,
  );
  const { serviceAccount, daemonSet, service, networkPolicy, clusterRole, clusterRoleBinding, configFiles, configEnv } = built.it;
  const own = [serviceAccount, daemonSet, service, networkPolicy, clusterRole, clusterRoleBinding, configFiles, configEnv];
  expect(own.map(object => object?.kind)).toEqual([
    'ServiceAccount', 'DaemonSet', 'Service', 'NetworkPolicy', 'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', 'ConfigMap',
  ]);
  expect(built.all().length).toBe(own.length);
  expect(built.errors).toEqual([]);
});

test('a minimal daemon is a DaemonSet of high priority that updates a tenth of the nodes at a time', () => {
  const built = daemon({ container: { image: 'x:1' } }, BARE);
  expect(built.errors).toEqual([]);
  expect(built.all().map(object => object.kind).sort()).toEqual(['DaemonSet', 'NetworkPolicy', 'ServiceAccount']);
  const { spec } = built.one('DaemonSet');
  expect(spec).toMatchObject({
    selector: { matchLabels: { 'app.kubernetes.io/name': 'agent', 'pinterest.com/crd_type': 'PinterestDaemon' } },
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' } },
  });
  expect(spec.template.spec).toMatchObject({ priorityClassName: 'system-node-critical', automountServiceAccountToken: false });
  for (const absent of ['tolerations', 'nodeSelector', 'hostNetwork', 'hostPID', 'hostIPC', 'dnsPolicy']) {
    expect(spec.template.spec).not.toHaveProperty(absent);
  }
  expect(spec.template.spec.containers[0]).not.toHaveProperty('lifecycle');
  expect(built.it).toMatchObject({ service: undefined, clusterRole: undefined, clusterRoleBinding: undefined });
});

test.each(VERSIONS)('on %s a daemon without host access is restricted', version => {
  const { spec, metadata } = podOf(daemon({}, { ...MESH, version }));
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, capabilities: { drop: ['ALL'] },
  });
  expect(metadata.annotations).not.toHaveProperty(['pinterest.com/host-access']);
});

test('host access loosens the application alone, and is written on the DaemonSet and its pods', () => {
  const built = daemon({
    host: [HostAccess.path({ path: '/var/log', reason: REASON }), HostAccess.root('they are of root'), HostAccess.network('x')],
  });
  built.it.pod.addSidecar('side', { container: { image: 'x:1' } });
  expect(built.errors).toEqual([]);
  const { spec, metadata } = podOf(built);
  expect(app(built).securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsUser: 0,
    runAsNonRoot: false,
    capabilities: { drop: ['ALL'] },
  });
  expect(named(spec.initContainers, 'side').securityContext).toMatchObject({ runAsUser: 10001, runAsNonRoot: true });
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true });
  expect(spec).toMatchObject({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
  expect(named(spec.volumes, 'host-var-log')).toEqual({ name: 'host-var-log', hostPath: { path: '/var/log', type: '' } });
  expect(named(app(built).volumeMounts, 'host-var-log')).toEqual({ name: 'host-var-log', mountPath: '/var/log', readOnly: true });
  const hostAccess = 'path /var/log, read only: reads the logs of all pods\nroot: they are of root\nnetwork: x';
  for (const { annotations } of [built.one('DaemonSet').metadata, metadata]) {
    expect(annotations['pinterest.com/host-access']).toBe(hostAccess);
  }
  expect(built.one('Service').metadata.annotations).not.toHaveProperty(['pinterest.com/host-access']);
});

test('a port of the node is the container\'s port of that number', () => {
  const container = { image: 'x:1', portNumber: 8080, ports: [{ name: 'statsd', number: 8125, protocol: Protocol.UDP }] };
  expect(app(daemon({ container, host: [HostAccess.port(8125, 'x')] })).ports).toEqual([
    { containerPort: 8080, protocol: 'TCP' }, { name: 'statsd', containerPort: 8125, protocol: 'UDP', hostPort: 8125 },
  ]);
});

test('its Service leads to the daemon of the caller\'s node, past any proxy, metrics included', () => {
  const container = {
    image: 'x:1',
    portNumber: 4317,
    ports: [{ name: 'statsd', number: 8125, protocol: Protocol.UDP }, { name: 'metrics', number: 9090 }],
  };
  const built = daemon({ container });
  expect(built.one('Service').spec).toEqual({
    selector: { 'app.kubernetes.io/name': 'agent', 'pinterest.com/crd_type': 'PinterestDaemon' },
    internalTrafficPolicy: 'Local',
    ports: [
      { name: 'tcp', port: 4317, targetPort: 4317, protocol: 'TCP' },
      { name: 'statsd', port: 8125, targetPort: 8125, protocol: 'UDP' },
      { name: 'metrics', port: 9090, targetPort: 9090, protocol: 'TCP' },
    ],
  });
  expect(namesOf(podOf(built).spec.containers)).toEqual(['app']);
  expect(podOf(built).spec).not.toHaveProperty('initContainers');
  expect(built.one('Certificate').spec.dnsNames).toEqual([
    'agent', 'agent.platform', 'agent.platform.svc', 'agent.platform.svc.cluster.local',
  ]);
});

test('nobody reaches it but callers and monitoring, or every pod', () => {
  const container = {
    image: 'x:1',
    portNumber: 4317,
    ports: [{ name: 'statsd', number: 8125, protocol: Protocol.UDP }, { name: 'metrics', number: 9090 }],
  };
  const policy = (props: Partial<PinterestDaemonProps>) => daemon(props).one('NetworkPolicy').spec;
  const ports = [{ port: 4317, protocol: 'TCP' }, { port: 8125, protocol: 'UDP' }];
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  const monitoring = { from: [namespace('monitoring')], ports: [{ port: 9090, protocol: 'TCP' }] };
  expect(policy({})).toEqual({ podSelector: { matchLabels: expect.anything() }, policyTypes: ['Ingress'] });
  expect(policy({ container, callers: [Caller.external('web', 'shop')] }).ingress).toEqual([
    { from: [{ ...namespace('shop'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } } }], ports }, monitoring,
  ]);
  expect(policy({ container, callers: [Caller.external('web', 'shop')], servesEveryPod: true }).ingress).toEqual([
    { from: [{ namespaceSelector: {} }], ports }, monitoring,
  ]);
});

test('the main port must accept connections where the user probes nothing and it is one of TCP', () => {
  expect(app(daemon()).readinessProbe).toMatchObject({ tcpSocket: { port: 8080 } });
  expect(app(daemon({ container: { ...CONTAINER, readiness: Probe.fromHttpGet('/ok') } })).readinessProbe)
    .toMatchObject({ httpGet: { path: '/ok' } });
  expect(app(daemon({
    container: { image: 'x:1', ports: [{ number: 8125, protocol: Protocol.UDP }] },
  }))).not.toHaveProperty('readinessProbe');
});

test('with a permission it has a role of the cluster, without namespace, and a token', () => {
  const built = daemon({ permissions: [{ resources: ['pods'], verbs: ['list'] }] });
  expect(built.one('ClusterRole')).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'daemon:platform:agent',
      labels: expect.objectContaining({ 'pinterest.com/team': 'boards' }),
      annotations: { 'pinterest.com/contact': 'boards@example.com' },
    },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
  });
  expect(built.one('ClusterRoleBinding').metadata).not.toHaveProperty('namespace');
  expect(built.one('ClusterRoleBinding').metadata.name).toBe('daemon:platform:agent');
  expect(podOf(built).spec.automountServiceAccountToken).toBe(true);
});

test('it runs where it is told', () => {
  const { spec } = podOf(daemon({
    tolerations: [Toleration.everything()],
    nodeSelector: { 'node-role.kubernetes.io/worker': '', 'pool': 'gpu' },
    priorityClassName: 'low',
  }));
  expect(spec).toMatchObject({
    tolerations: [{ operator: 'Exists' }],
    nodeSelector: { 'node-role.kubernetes.io/worker': '', 'pool': 'gpu' },
    priorityClassName: 'low',
  });
});

test('a name of 63 characters is a name', () => {
  const name = 'n'.repeat(63);
  const built = daemon({ permissions: [{ resources: ['pods'], verbs: ['list'] }] }, MESH, name);
  expect(built.errors).toEqual([]);
  expect(built.one('ClusterRole').metadata.name).toBe(`daemon:platform:${name}`);
});

const local = (share: PercentOrAbsolute) => DaemonUpdate.unavailable(share);
const surge = DaemonUpdate.surge(PercentOrAbsolute.absolute(1));
const SHARE =
  'must be a whole number of nodes, at least 1, or 1 to 100 %. Write for example PercentOrAbsolute.percent(10).';

test.each<[string, Partial<PinterestDaemonProps>, string[]]>([
  ['an access without reason', { host: [HostAccess.pid(' ')] }, [
    'host = "pid": has no reason. Write why the daemon needs it; an annotation of the DaemonSet and its pods shows the reason.',
  ]],
  ['a reason of two lines', { host: [HostAccess.pid('a\nb')] }, ['host = "pid": has a reason of 2 lines. Write it in one line.']],
  ['an access that is there twice', { host: [HostAccess.pid('a'), HostAccess.pid('b')] }, [
    'host = "pid": is listed twice. Remove one of the two.',
  ]],
  ['a relative path', { host: [HostAccess.path({ path: 'var/log', reason: 'x' })] }, [
    'host.path = "var/log": must start with "/". Write "/var/log".',
  ]],
  ['a path with steps back', { host: [HostAccess.path({ path: '/var/../etc', mountPath: '/x', reason: 'x' })] }, [
    'host.path = "/var/../etc": must not contain "..". Write the path without "..".',
  ]],
  ['a relative mount path', { host: [HostAccess.path({ path: '/var', mountPath: 'x', reason: 'x' })] }, [
    'host.mountPath = "x": must start with "/". Write "/x".',
  ]],
  ['a mount over the image', { host: [HostAccess.path({ path: '/', reason: 'x' })] }, [
    'host.mountPath = "/": must not be the root, where it would hide the whole image. '
      + 'Write a folder such as "/host".',
  ]],
  ['two paths at one place', {
    host: [
      HostAccess.path({ path: '/a', mountPath: '/x', reason: 'x' }),
      HostAccess.path({ path: '/b', mountPath: '/x', reason: 'x' }),
    ],
  }, ['container.volumeMounts = "/x": is mounted twice, by the kind PinterestDaemon. Choose another path.']],
  ['a path of two types', {
    host: [['/a', HostPathVolumeType.FILE], ['/b', HostPathVolumeType.SOCKET]].map(([mountPath, type]) => (
      HostAccess.path({ path: '/x', mountPath, type: type as HostPathVolumeType, reason: 'x' })
    )),
  }, ['host.path.type = "Socket": is a second type of /x, whose first one is "File". Keep one.']],
  ['a type that is none', { host: [HostAccess.path({ path: '/x', type: 'Pipe' as any, reason: 'x' })] }, [
    'host.path.type = "Pipe": is no HostPathVolumeType. Write one of HostPathVolumeType.DEFAULT, '
      + 'HostPathVolumeType.DIRECTORY_OR_CREATE, HostPathVolumeType.DIRECTORY, HostPathVolumeType.FILE_OR_CREATE, '
      + 'HostPathVolumeType.FILE, HostPathVolumeType.SOCKET, HostPathVolumeType.CHAR_DEVICE, HostPathVolumeType.BLOCK_DEVICE.',
  ]],
  ['mounts on the node by a container that is not privileged', {
    host: [HostAccess.path({ path: '/x', readOnly: false, propagation: MountPropagation.BIDIRECTIONAL, reason: 'x' })],
  }, [
    'container.volumeMounts["/x"].propagation = "Bidirectional": mounts on the node itself, which the API server lets privileged '
      + 'containers alone do. Write MountPropagation.HOST_TO_CONTAINER, or in a daemon add HostAccess.privileged(reason).',
  ]],
  ['a port that the container does not have', { host: [HostAccess.port(1, 'x')] }, [
    'host.port = 1: is not a port of the container. Add it to container.ports. Known ports: 8080.',
  ]],
  ['another user than root', { host: [HostAccess.root('x')], container: { ...CONTAINER, securityContext: { user: 1000 } } }, [
    'container.securityContext.user = 1000: is not root, but HostAccess.root runs the daemon as root. '
      + 'Remove the user or HostAccess.root.',
  ]],
  ['a taint that is none', { tolerations: [Toleration.taint({ key: 'a b', value: 'c d' })] }, [
    'tolerations[0].key = "a b": must be a name of at most 63 letters, digits, "-", "_" and ".", '
      + 'optionally after a DNS name and "/". Write for example "node.example.com/pool".',
    'tolerations[0].value = "c d": must be a label value: at most 63 letters, digits, "-", "_" and ".". '
      + 'Write the value of the nodes\' taint.',
  ]],
  ['a node label that is none', { nodeSelector: { '-a': 'x', 'b': 'c d' } }, [
    'nodeSelector = "-a": must be a name of at most 63 letters, digits, "-", "_" and ".", '
      + 'optionally after a DNS name and "/". Write for example "node.example.com/pool".',
    'nodeSelector["b"] = "c d": must be a label value: at most 63 letters, digits, "-", "_" and ".". '
      + 'Write the value of the label on the nodes.',
  ]],
  ['an update of no node', { update: local(PercentOrAbsolute.absolute(0)) }, [`update = 0: ${SHARE}`]],
  ['an update of no share', { update: local(PercentOrAbsolute.percent(0)) }, [`update = "0%": ${SHARE}`]],
  ['an update of part of a node', { update: local(PercentOrAbsolute.absolute(1.5)) }, [`update = 1.5: ${SHARE}`]],
  ['an update of more than all', { update: local(PercentOrAbsolute.percent(101)) }, [`update = "101%": ${SHARE}`]],
  ['a surge with a port of the node', { update: surge, host: [HostAccess.port(8080, 'x')] }, ['update = "surge": '
    + 'would start a second pod on a node while the first one has the host port 8080. '
    + 'Write DaemonUpdate.unavailable, or remove the host port.']],
  ['a surge in the node\'s network', { update: surge, host: [HostAccess.network('x')] }, ['update = "surge": '
    + 'would start a second pod on a node while the first one has the host port 8080. '
    + 'Write DaemonUpdate.unavailable, or remove the host port.']],
  ['a permission of nothing', { permissions: [{ resources: [], verbs: [] }] }, [
    'permissions[0].resources: must name a resource. Write for example ["pods"].',
    'permissions[0].verbs: must name a verb. Write for example ["get", "list", "watch"].',
  ]],
  ['two ports of one name', { container: { ...CONTAINER, ports: [{ name: 'tcp', number: 9000 }] } }, [
    'container.ports = "tcp": would appear twice in the ports of the Service. Give the port another name and number.',
  ]],
  ['a port that is there twice', { container: { ...CONTAINER, ports: [{ number: 8080 }] }, host: [HostAccess.port(8080, 'x')] }, [
    'container.ports[0] = "number 8080": is already used by container.portNumber. '
      + 'Give each port a number and a name of its own.',
  ]],
])('%s is refused', (_, props, lines) => {
  expect(errors(props)).toEqual(lines.map(line => `[chart/agent] ${line}`));
});

test('a storage driver mounts on the node, and a monitor sees what is mounted later', () => {
  const host = [
    HostAccess.root('mounts'), HostAccess.privileged('mounts'),
    HostAccess.path({ path: '/x', readOnly: false, propagation: MountPropagation.BIDIRECTIONAL, reason: 'mounts' }),
    HostAccess.path({ path: '/', mountPath: '/host', propagation: MountPropagation.HOST_TO_CONTAINER, reason: 'sees' }),
  ];
  expect(errors({ host })).toEqual([]);
  expect(daemon({ host }).one('DaemonSet').spec.template.spec.containers[0].volumeMounts.slice(1)).toEqual([
    { mountPath: '/x', name: 'host-x', mountPropagation: 'Bidirectional' },
    { mountPath: '/host', name: 'host', readOnly: true, mountPropagation: 'HostToContainer' },
  ]);
});

test('what the container itself asks of the node is refused, and HostAccess named', () => {
  const volume = Volume.fromHostPath(daemon().chart, 'logs', 'logs', { path: '/var/log' });
  const container = {
    image: 'x:1',
    ports: [{ number: 80, hostPort: 80 }],
    volumeMounts: [{ path: '/logs', volume }],
    securityContext: {
      privileged: true,
      allowPrivilegeEscalation: true,
      ensureNonRoot: false,
      user: 0,
      capabilities: { add: [Capability.SYS_ADMIN] },
    },
    resources: { memory: { request: Size.mebibytes(64) } },
  };
  const lines = errors({ container });
  expect(lines.map(line => /container\.([\w.]+)/.exec(line)![1])).toEqual([
    'securityContext.privileged', 'securityContext.allowPrivilegeEscalation', 'securityContext.ensureNonRoot',
    'securityContext.user', 'securityContext.capabilities.add', 'ports.hostPort', 'volumeMounts',
  ]);
  for (const line of lines) expect(line).toContain('A PinterestDaemon can have it as HostAccess, with a reason.');
});

test('a daemon elsewhere than in a namespace of the infrastructure is refused; the platform says which those are', () => {
  expect(daemon({}, MESH, 'agent', 'kube-system').errors).toEqual([]);
  expect(daemon({}, MESH, 'agent', 'shop').errors).toEqual([
    '[chart/agent] namespace = "shop": is not an infrastructure namespace, and daemons run only in those. '
      + 'Known infrastructure namespaces: kube-system, platform. The Platform sets them as infrastructureNamespaces.',
  ]);
  const root = new PinterestApp({
    outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf({})], infrastructureNamespaces: ['infra'] }),
  });
  for (const namespace of ['infra', 'platform']) {
    new PinterestDaemon(new PinterestChart(root, namespace, { namespace, owner: OWNER }), 'agent', { container: CONTAINER });
  }
  expect(complaints(() => root.synth())).toEqual([
    '[platform/agent] namespace = "platform": is not an infrastructure namespace, and daemons run only in those. '
      + 'Known infrastructure namespaces: infra. The Platform sets them as infrastructureNamespaces.',
  ]);
});

test('the role has no namespace in a chart without one either, and other workloads may be called by the daemon', () => {
  const root = new PinterestApp({
    outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf({})], infrastructureNamespaces: ['default'] }),
  });
  const chart = new PinterestChart(root, 'chart', { owner: OWNER });
  new PinterestDaemon(chart, 'agent', { container: CONTAINER, permissions: [{ resources: ['pods'], verbs: ['list'] }] });
  new PinterestService(chart, 'api', { container: CONTAINER, callers: [Caller.workload('agent')] });
  expect(complaints(() => root.synth())).toEqual([]);
  expect(chart.toJson().find(object => object.kind === 'ClusterRole').metadata).not.toHaveProperty('namespace');
});

test('the user\'s word on escalation holds, or is refused where the API server wants another', () => {
  const firm = { ...CONTAINER, securityContext: { allowPrivilegeEscalation: false } };
  const clock = daemon({ container: firm, host: [HostAccess.capability(Capability.SYS_TIME, 'sets the clock')] });
  expect(clock.errors).toEqual([]);
  expect(clock.one('DaemonSet').spec.template.spec.containers[0].securityContext).toMatchObject({
    allowPrivilegeEscalation: false, capabilities: { add: ['SYS_TIME'] },
  });
  for (const access of [HostAccess.privileged('x'), HostAccess.capability(Capability.SYS_ADMIN, 'x')]) {
    expect(errors({ container: firm, host: [access] })).toContainEqual(
      '[chart/agent] container.securityContext.allowPrivilegeEscalation = false: is contradicted by HostAccess: '
        + `${access.what}, for which the API server wants true. Remove it, or the access.`,
    );
  }
});

test('a daemon that is updated by whoever deletes its pods', () => {
  const built = daemon({ update: DaemonUpdate.ON_DELETE });
  expect(built.errors).toEqual([]);
  expect(built.one('DaemonSet').spec.updateStrategy).toEqual({ type: 'OnDelete' });
});
