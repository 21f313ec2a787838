import { HostAccess } from 'cdk8s-pinterest';
import { Capability, HostPathVolumeType, MountPropagation } from 'cdk8s-plus-27';
import { HostGrants } from '../../../lib/kinds/daemon/host-grants';
import { CONTAINER } from '../../synth';

const grants = (host: HostAccess[], container = {}) => new HostGrants(host, { ...CONTAINER, ...container });
const DROPPED = { drop: ['ALL'] };

test('nothing asked, nothing granted', () => {
  expect(grants([])).toEqual({
    annotations: {}, privileges: { pod: {}, container: {} }, spec: {}, volumes: [], mounts: [], ports: [],
  });
});

test.each([
  ['network', HostAccess.network('x'), { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }],
  ['pid', HostAccess.pid('x'), { hostPID: true }],
  ['ipc', HostAccess.ipc('x'), { hostIPC: true }],
])('%s is a field of the pod and no privilege', (what, access, spec) => {
  expect(access.what).toBe(what);
  expect(grants([access])).toMatchObject({ spec, privileges: { pod: {}, container: {} } });
});

test.each([
  ['root', [HostAccess.root('x')], { runAsUser: 0, runAsNonRoot: false }],
  ['a privileged container, which may escalate, as the API server demands', [HostAccess.privileged('x')], {
    privileged: true, allowPrivilegeEscalation: true,
  }],
  ['a capability of root', [HostAccess.root('x'), HostAccess.capability(Capability.NET_ADMIN, 'x')], {
    runAsUser: 0, runAsNonRoot: false, capabilities: { ...DROPPED, add: ['NET_ADMIN'] },
  }],
  ['a capability of a file, which is an escalation', [HostAccess.capability(Capability.NET_ADMIN, 'x')], {
    capabilities: { ...DROPPED, add: ['NET_ADMIN'] }, allowPrivilegeEscalation: true,
  }],
  ['SYS_ADMIN, which always may escalate', [HostAccess.root('x'), HostAccess.capability(Capability.SYS_ADMIN, 'x')], {
    runAsUser: 0, runAsNonRoot: false, capabilities: { ...DROPPED, add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: true,
  }],
  [
    'several capabilities',
    [HostAccess.root('x'), HostAccess.capability(Capability.BPF, 'x'), HostAccess.capability(Capability.PERFMON, 'x')],
    { runAsUser: 0, runAsNonRoot: false, capabilities: { ...DROPPED, add: ['BPF', 'PERFMON'] } },
  ],
] as [string, HostAccess[], object][])('%s is in the container\'s security context', (_, host, container) => {
  expect(grants(host).privileges).toEqual({ pod: {}, container });
});

test('a capability that the container has anyway is kept', () => {
  const container = { securityContext: { capabilities: { add: [Capability.NET_BIND_SERVICE] } } };
  expect(grants([HostAccess.capability(Capability.NET_ADMIN, 'x')], container).privileges.container.capabilities?.add)
    .toEqual(['NET_BIND_SERVICE', 'NET_ADMIN']);
});

test('a path is mounted read only, where it is on the node, unless told otherwise', () => {
  const { volumes, mounts } = grants([
    HostAccess.path({ path: '/var/log', reason: 'x' }),
    HostAccess.path({ path: '/', mountPath: '/host', readOnly: false, reason: 'x' }),
  ]);
  expect(volumes.map(({ name, source }) => [name, source])).toEqual([
    ['host-var-log', { hostPath: { path: '/var/log', type: '' } }],
    ['host', { hostPath: { path: '/', type: '' } }],
  ]);
  expect(mounts).toEqual([
    { volume: 'host-var-log', path: '/var/log', readOnly: true }, { volume: 'host', path: '/host', readOnly: false },
  ]);
});

test('a path says what must be there, and what is mounted below later', () => {
  const { volumes, mounts } = grants([
    HostAccess.path({ path: '/run/a.sock', type: HostPathVolumeType.SOCKET, reason: 'x' }),
    HostAccess.path({ path: '/', mountPath: '/host', propagation: MountPropagation.HOST_TO_CONTAINER, reason: 'x' }),
    HostAccess.path({ path: '/data', mountPath: '/a', reason: 'x' }),
    HostAccess.path({ path: '/data', mountPath: '/b', type: HostPathVolumeType.DIRECTORY_OR_CREATE, reason: 'x' }),
  ]);
  expect(volumes.map(({ source }) => source.hostPath)).toEqual([
    { path: '/run/a.sock', type: 'Socket' }, { path: '/', type: '' }, { path: '/data', type: 'DirectoryOrCreate' },
  ]);
  expect(mounts.map(({ propagation }) => propagation)).toEqual([undefined, 'HostToContainer', undefined, undefined]);
});

test('a path at two places is one volume', () => {
  const { volumes, mounts } = grants(['/a', '/b'].map(mountPath => HostAccess.path({ path: '/data', mountPath, reason: 'x' })));
  expect(volumes).toHaveLength(1);
  expect(mounts.map(mount => [mount.volume, mount.path])).toEqual([['host-data', '/a'], ['host-data', '/b']]);
});

test('paths that read alike make different volumes, whose names the API server takes', () => {
  const paths = [
    '/run/a.sock', '/run/a/sock', '/run/a_sock', '/run/A/sock', '/run/a-sock', `/${'x'.repeat(80)}`, `/${'x'.repeat(81)}`,
  ];
  const names = grants(paths.map(path => HostAccess.path({ path, reason: 'x' }))).volumes.map(volume => volume.name);
  expect(new Set(names).size).toBe(paths.length);
  for (const name of names) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
});

test('the annotation has a line for each access, in order', () => {
  const { annotations } = grants([
    HostAccess.path({ path: '/var/log', reason: 'reads the logs' }),
    HostAccess.path({ path: '/', mountPath: '/host', readOnly: false, reason: 'writes' }),
    HostAccess.capability(Capability.SYS_PTRACE, 'looks into processes'),
    HostAccess.port(8125, 'takes statsd'),
  ]);
  expect(annotations).toEqual({
    'pinterest.com/host-access': 'path /var/log, read only: reads the logs\npath / at /host, writable: writes\n'
      + 'capability SYS_PTRACE: looks into processes\nport 8125: takes statsd',
  });
});

test('a group of the node is one more group of the pod, once', () => {
  const { privileges, annotations } = new HostGrants([HostAccess.group(0, 'reads logs'), HostAccess.group(0, 'x')], CONTAINER);
  expect(privileges).toEqual({ pod: { supplementalGroups: [0] }, container: {} });
  expect(annotations['pinterest.com/host-access']).toBe('group 0: reads logs\ngroup 0: x');
});

test('a capability escalates, unless the user says that nothing may', () => {
  const capability = HostAccess.capability(Capability.SYS_TIME, 'sets the clock');
  const contextOf = (securityContext: object) => (
    new HostGrants([capability], { ...CONTAINER, securityContext }).privileges.container
  );
  expect(contextOf({}).allowPrivilegeEscalation).toBe(true);
  expect(contextOf({ allowPrivilegeEscalation: false }).allowPrivilegeEscalation).toBeUndefined();
});
