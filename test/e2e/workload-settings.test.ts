import { Duration, Size } from 'cdk8s';
import {
  DeploymentUpdate, HealthCheck, Permission, PinterestChart, PinterestJobSet, PinterestService, PinterestServiceProps, Placement,
  PodVolume, Port, PortAccess, Scaling, ScratchFolder, ServiceAccountRef, ServiceClaim,
} from 'cdk8s-pinterest';
import { ClusterProps } from 'cdk8s-pinterest/platform';
import { EnvValue, Probe, Role, TaintEffect } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';
import { manifestOf } from './manifest';
import { installMesh, MESH, trustMesh } from './mesh';

/* What a pod is like, where it runs, what it may do, and how it is asked: each as the cluster itself has it. */

const NAMESPACE = 'settings';
const RUNTIME = 'settings-runtime';
const WITH_IDENTITY = 'settings-mesh';
const STORAGE_CLASS = process.env.STORAGE_CLASS ?? 'local';
const IMAGE = 'registry.example.com/pinboard:1.0.0';
const CONTAINER = { image: IMAGE, portNumber: 8080, readiness: Probe.fromHttpGet('/healthz') };
const POOL = 'e2e.example.com/pool';
const [NODE] = get('nodes').items.map(({ metadata }: any) => metadata.name).reverse();
const POOLS: Partial<ClusterProps> = {
  nodePools: [{ name: 'special', labels: { [POOL]: 'special' }, taints: [{ key: POOL, effect: TaintEffect.NO_SCHEDULE }] }],
};

function service(chart: PinterestChart, name: string, props: Partial<PinterestServiceProps> = {}): PinterestService {
  return new PinterestService(chart, name, { container: CONTAINER, scaling: Scaling.fixed(1), ...props });
}

function sh(namespace: string, name: string, command: string, container = 'app'): string {
  return kubectl(['exec', `deployment/${name}`, '-n', namespace, '-c', container, '--', 'sh', '-c', command]).trim();
}

function secret(namespace: string, name: string, stringData: object): void {
  apply(JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData }));
}

const NOTES = `
require('fs').appendFileSync('/data/starts', process.env.VERSION + '\\n');
require('/app/server.js');`;

/** A service with everything that a pod may have. */
function notes(chart: PinterestChart, version: string): void {
  const it = service(chart, 'notes', {
    container: {
      ...CONTAINER,
      command: ['node', '-e', NOTES],
      envVariables: { VERSION: EnvValue.fromValue(version), GREETING: EnvValue.fromValue('$(WORD), $(VERSION)') },
    },
    config: { files: { 'notes.yaml': 'size: 10\n' }, env: { WORD: 'hello' } },
    security: {
      user: 999,
      group: 999,
      fsGroup: 2000,
      supplementalGroups: [5],
      sysctls: { 'net.ipv4.ip_local_port_range': '2048 65535' },
    },
    scratch: [
      ScratchFolder.disk('/tmp', { limit: Size.mebibytes(64) }), ScratchFolder.memory('/dev/shm', Size.mebibytes(100)),
      ScratchFolder.disk('/var/lib/index', { name: 'index' }),
    ],
    dns: { options: { ndots: '2' } },
    hostAliases: [{ ip: '10.9.8.7', hostnames: ['legacy.example.com'] }],
    update: DeploymentUpdate.RECREATE,
    drain: Duration.seconds(1),
    claims: [ServiceClaim.of({ name: 'data', mountPath: '/data', size: Size.gibibytes(1), storageClass: STORAGE_CLASS })],
  });
  for (const [volume, path, subPath] of VOLUMES) {
    it.pod.addVolume(volume);
    it.pod.mount({ volume: volume.name, path, subPath });
  }
  const container = { image: 'registry.example.com/index:1.0.0' };
  const mounts = [{ volume: 'index', path: '/index', readOnly: false }];
  it.pod.addInitContainer('warm', { container: { ...container, command: ['sh', '-c', 'id >/index/warm'] }, mounts });
  it.pod.addSidecar('reindex', {
    container: { ...container, command: ['sh', '-c', 'trap exit TERM; id >/index/reindex; sleep 1000000 & wait'] },
    mounts,
    config: true,
    keepImageUser: true,
  });
}

const LOGIN = PodVolume.secret('login', 'login', [{ key: 'password', path: 'pass/word' }]);
const VOLUMES: [PodVolume, path: string, subPath?: string][] = [
  [LOGIN, '/etc/login'],
  [PodVolume.configMap('maybe', 'nobody-makes-it', { optional: true }), '/etc/maybe'],
  [PodVolume.downwardApi('labels', { labels: 'metadata.labels' }), '/etc/labels'],
  [PodVolume.projected('all', [
    PodVolume.secret('password', 'login'), PodVolume.token('token', { audience: 'login.example.com' }),
    PodVolume.downwardApi('name', { name: 'metadata.name' }),
  ]), '/etc/all'],
  [PodVolume.secret('one', 'login'), '/etc/one.txt', 'password'],
  [PodVolume.ephemeral('own', { size: Size.gibibytes(1) }), '/own'],
];

/** Whether the API server lets a pod do something: `GET /path` to its status. */
function answers(namespace: string, name: string, ...requests: string[]): number[] {
  const folder = '/var/run/secrets/kubernetes.io/serviceaccount';
  const script = `const authorization = 'Bearer ' + require('fs').readFileSync('${folder}/token');
    (async () => { for (const path of ${JSON.stringify(requests)}) {
      console.log((await fetch('https://kubernetes.default.svc/api/v1' + path, { headers: { authorization } })).status);
    } })()`;
  return kubectl([
    'exec', `deployment/${name}`, '-n', namespace, '-c', 'app', '--',
    'env', `NODE_EXTRA_CA_CERTS=${folder}/ca.crt`, 'node', '-e', script,
  ]).trim().split('\n').map(Number);
}

function hasToken(name: string): boolean {
  return sh(NAMESPACE, name, 'ls /var/run/secrets/kubernetes.io/serviceaccount 2>/dev/null || true') !== '';
}

/** Speaks the gRPC health checking protocol, and HTTP; tells what it was asked. */
const ASKED = `
const asked = { grpc: [], http: [] };
const name = body => body.subarray(7).toString();
require('node:http2').createServer().on('stream', (stream, headers) => {
  const parts = [];
  stream.on('data', part => parts.push(part)).on('end', () => {
    asked.grpc.push(name(Buffer.concat(parts)));
    const isRight = headers[':path'] === '/grpc.health.v1.Health/Check';
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': isRight ? '0' : '12' }));
    stream.end(Buffer.from([0, 0, 0, 0, 2, 8, 1]));
  });
}).listen(Number(process.env.GRPC));
require('node:http').createServer((request, response) => {
  if (request.url !== '/asked') asked.http.push(request.headers.host);
  response.statusCode = request.url === '/asked' || request.headers.host === 'api.example.com' ? 200 : 404;
  response.end(JSON.stringify(asked));
}).listen(Number(process.env.HTTP));
process.on('SIGTERM', () => process.exit());`;

function workloads(chart: PinterestChart): void {
  const answering = (GRPC: string, HTTP: string) => ({
    image: IMAGE,
    command: ['node', '-e', ASKED],
    envVariables: { GRPC: EnvValue.fromValue(GRPC), HTTP: EnvValue.fromValue(HTTP) },
  });
  const asked = service(chart, 'asked', {
    container: answering('9090', '9000'),
    ports: [Port.grpc(9090), Port.http(9000, { name: 'admin', access: PortAccess.KUBELET })],
    health: {
      startup: HealthCheck.http('/ready', { port: 9000, headers: { Host: 'api.example.com' } }),
      readiness: HealthCheck.grpc({ service: 'boards.v1.Boards' }),
      liveness: HealthCheck.grpc(),
    },
  });
  asked.pod.addSidecar('beside', {
    container: answering('9190', '9100'),
    ports: [Port.metrics(9100), Port.grpc(9190, { name: 'beside', access: PortAccess.KUBELET })],
    health: {
      startup: HealthCheck.http('/ready', { port: 9100, headers: { Host: 'api.example.com' } }),
      readiness: HealthCheck.grpc({ service: 'beside' }),
    },
  });
  const reader = service(chart, 'reader', {
    permissions: [
      Permission.inNamespace({ resources: ['pods'], verbs: ['list'] }),
      Permission.inNamespace({ resources: ['secrets'], verbs: ['get'], names: ['login'] }),
    ],
  });
  const bound = service(chart, 'bound');
  const role = new Role(chart, 'role');
  role.allow(['get'], { apiGroup: '', resourceType: 'configmaps' } as any);
  role.bind(bound);
  service(chart, 'shared', { serviceAccount: ServiceAccountRef.of(reader) });
  service(chart, 'existing', { serviceAccount: ServiceAccountRef.existing('deployer', { apiToken: true }) });
  service(chart, 'plain');
  service(chart, 'special', { placement: Placement.pool('special') });
  new PinterestJobSet(chart, 'lister', {
    container: { image: IMAGE, command: ['test', '-s', '/var/run/secrets/kubernetes.io/serviceaccount/token'] },
    permissions: [Permission.inNamespace({ resources: ['pods'], verbs: ['list'] })],
  });
}

beforeAll(() => {
  installMesh();
  createNamespace(NAMESPACE);
  createNamespace(RUNTIME);
  createNamespace(WITH_IDENTITY);
  trustMesh(WITH_IDENTITY);
  kubectl(['label', 'node', NODE, `${POOL}=special`, '--overwrite']);
  kubectl(['taint', 'node', NODE, `${POOL}=:NoSchedule`, '--overwrite']);
  secret(WITH_IDENTITY, 'login', { password: 'sesame' });
  for (const name of ['login', 'other']) secret(NAMESPACE, name, { password: 'sesame' });
  kubectl(['create', 'serviceaccount', 'deployer', '-n', NAMESPACE]);
  kubectl(['create', 'role', 'deployer', '--verb=list', '--resource=services', '-n', NAMESPACE]);
  kubectl(['create', 'rolebinding', 'deployer', '--role=deployer', `--serviceaccount=${NAMESPACE}:deployer`, '-n', NAMESPACE]);
  apply(manifestOf(WITH_IDENTITY, chart => { notes(chart, '1'); service(chart, 'web'); }, { identity: MESH }));
  apply(manifestOf(NAMESPACE, workloads, POOLS));
  apply(manifestOf(RUNTIME, chart => void service(chart, 'watcher', {
    permissions: [Permission.inCluster({ resources: ['nodes', 'pods'], verbs: ['list'] })],
  }), {}, { infrastructureNamespaces: [RUNTIME] }));
  rolledOut(WITH_IDENTITY, 'notes', 'web');
  rolledOut(NAMESPACE, 'asked', 'reader', 'bound', 'shared', 'existing', 'plain', 'special');
  rolledOut(RUNTIME, 'watcher');
});

afterAll(() => {
  kubectl(['taint', 'node', NODE, `${POOL}-`]);
  kubectl(['label', 'node', NODE, `${POOL}-`]);
  kubectl(['delete', 'clusterrole,clusterrolebinding', `workload:${RUNTIME}:watcher`, '--ignore-not-found']);
  kubectl(['delete', 'namespace', NAMESPACE, RUNTIME, WITH_IDENTITY, '--wait=false']);
});

const inNotes = (command: string) => sh(WITH_IDENTITY, 'notes', command);
const inReindex = (command: string) => sh(WITH_IDENTITY, 'notes', command, 'reindex');

test('each container runs as the user that is said, and all are in the group of the files', () => {
  expect(inNotes('id -u; id -g; id -G')).toBe('999\n999\n999 5 2000');
  expect(inNotes('cat /var/lib/index/warm')).toMatch(/^uid=10001 gid=10001 groups=(?=.*\b2000\b)(?=.*\b5\b)/);
  expect(inReindex('cat /index/reindex')).toMatch(/^uid=4711 gid=0\(root\) groups=(?=.*\b2000\b)(?=.*\b5\b)/); // Kubernetes takes no group from images.
  expect(inNotes('stat -c %g /var/lib/index/reindex /data/starts')).toBe('2000\n2000');
});

test('scratch folders can be written to, and nothing else', () => {
  expect(inNotes('for d in /tmp /dev/shm /var/lib/index; do echo x >$d/x && cat $d/x; done')).toBe('x\nx\nx');
  expect(inNotes('for d in / /etc/login /etc/all /app; do echo x 2>&1 >$d/x || echo no; done').match(/^no$/gm)).toHaveLength(4);
  expect(inNotes('df -m --output=size /dev/shm | tail -1')).toBe('100');
});

test('the pod has its DNS, host names and settings of the kernel', () => {
  expect(inNotes('grep ^options /etc/resolv.conf')).toContain('ndots:2');
  expect(inNotes('getent hosts legacy.example.com')).toMatch(/^10\.9\.8\.7\s/);
  expect(inNotes('cat /proc/sys/net/ipv4/ip_local_port_range').split(/\s+/)).toEqual(['2048', '65535']);
});

test('every sort of volume has what it should', () => {
  expect(inNotes('cat /etc/login/pass/word /etc/all/password /etc/one.txt')).toBe('sesame'.repeat(3));
  expect(inNotes('stat -L -c %a /etc/login/pass/word /etc/all/password')).toBe('440\n440');
  expect(inNotes('ls /etc/maybe')).toBe('');
  expect(inNotes("grep -c ' /own ' /proc/mounts")).toBe('1');
  expect(inNotes('cat /etc/labels/labels')).toContain('app.kubernetes.io/name="notes"');
  expect(inNotes('cat /etc/all/name')).toMatch(/^notes-/);
  const [, claims] = inNotes('cat /etc/all/token').split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: ['login.example.com'], sub: `system:serviceaccount:${WITH_IDENTITY}:notes`,
  });
});

test('variables name each other, and those of the configuration; a sidecar sees the same', () => {
  expect(inNotes('echo $GREETING')).toBe('hello, 1');
  expect(inReindex('echo $WORD')).toBe('hello');
  expect(inReindex('cat /etc/app/notes.yaml')).toBe('size: 10');
});

test('with a user and a group of its own, the proxy reads its certificate: calls arrive', () => {
  const url = encodeURIComponent(`https://notes.${WITH_IDENTITY}.svc`);
  const script = `fetch('http://127.0.0.1:8080/call?url=${url}').then(async r => console.log(await r.text()))`;
  const { status } = JSON.parse(kubectl([
    'exec', 'deployment/web', '-n', WITH_IDENTITY, '-c', 'app', '--', 'node', '-e', script,
  ]));
  // Nobody is among its callers: the proxy has answered.
  expect(status).toBe(403);
});

test('a service with a claim moves to a new version, and keeps its data', () => {
  const claim = () => get('pvc', '-n', WITH_IDENTITY, 'notes-data').metadata.uid;
  const before = claim();
  apply(manifestOf(WITH_IDENTITY, chart => notes(chart, '2'), { identity: MESH }));
  rolledOut(WITH_IDENTITY, 'notes');
  expect(inNotes('cat /data/starts')).toBe('1\n2');
  expect(claim()).toBe(before);
});

test('pods run in the pool that is said, and others do not', () => {
  const nodes = (name: string) => get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items
    .map((pod: any) => pod.spec.nodeName);
  expect(nodes('special')).toEqual([NODE]);
  expect(nodes('plain')).not.toContain(NODE);
});

test('a token is good for what is said, and for nothing else', () => {
  const own = `/namespaces/${NAMESPACE}`;
  expect(answers(NAMESPACE, 'reader',
    `${own}/pods`, `${own}/secrets/login`, `${own}/secrets/other`, `${own}/secrets`, `/namespaces/${RUNTIME}/pods`, '/pods', '/nodes',
  )).toEqual([200, 200, 403, 403, 403, 403, 403]);
  expect(answers(RUNTIME, 'watcher', '/nodes', '/pods', `${own}/pods`, `${own}/secrets`)).toEqual([200, 200, 200, 403]);
  expect(answers(NAMESPACE, 'bound', `${own}/configmaps/kube-root-ca.crt`, `${own}/pods`)).toEqual([200, 403]);
  expect(answers(NAMESPACE, 'existing', `${own}/services`, `${own}/pods`)).toEqual([200, 403]);
  kubectl(['wait', '-n', NAMESPACE, '--for=condition=complete', 'job', '-l', 'app.kubernetes.io/name=lister', '--timeout=60s']);
});

test('without permissions there is no token, on a shared account neither', () => {
  expect(['plain', 'shared', 'reader'].map(hasToken)).toEqual([false, false, true]);
  expect(get('deployment', 'shared', '-n', NAMESPACE).spec.template.spec.serviceAccountName).toBe('reader');
});

test.each([
  ['app', 9000, ['', 'boards.v1.Boards']], ['beside', 9100, ['beside']],
])('the kubelet asks %s by gRPC, and by HTTP with headers', async (container, port, services) => {
  const script = `fetch('http://127.0.0.1:${port}/asked').then(async r => console.log(await r.text()))`;
  const asked = await eventually('all questions', 60, () => {
    const found = JSON.parse(kubectl(['exec', 'deployment/asked', '-n', NAMESPACE, '-c', container, '--', 'node', '-e', script]));
    return new Set(found.grpc).size === services.length && found;
  });
  expect([...new Set(asked.grpc)].sort()).toEqual(services);
  expect([...new Set(asked.http)]).toEqual(['api.example.com']);
  const [{ status }] = get('pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=asked').items;
  const containers = [...status.containerStatuses, ...status.initContainerStatuses ?? []];
  expect(containers.find(({ name }: any) => name === container).restartCount).toBe(0);
});
