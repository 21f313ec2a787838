import { App, Duration, JsonPatch, Size } from 'cdk8s';
import { Checksum, Dependency, PinterestChart, PinterestJobSet, Shards } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import { Tenant } from './tenant';
import { declaredStore, dependencyStore, STORE_PASSWORD, storeCredentials } from '../dependency-store';
import { apply, createNamespace, eventually, get, kubectl, rolledOut, serverVersion } from '../kubectl';

const [STORE, RUNTIME, SHOP] = ['cache-store', 'cache-runtime', 'cache-shop'];
const DAEMON = 'dependency-cache-2026-11';
const HOST = `${DAEMON}.${RUNTIME}.svc`;
/** Beside the folder that the cache serves, and in it a link to that. */
const PUBLISH = `
mkdir -p /tmp/files/private /tmp/files/artifacts/model && cd /tmp/files
echo not-to-be-read > private/secret; seq 2000000 > artifacts/model/weights; seq 9 > artifacts/model/small
for n in $(seq 30); do head -c 3000000 /dev/urandom > artifacts/model/part-$n; done`;

/** Sends each of the requests as it is, and prints the first line and the end of each answer. */
const RAW = `
const [host, port, ...requests] = process.argv.slice(1);
const ask = request => new Promise(done => {
  let answer = '';
  const socket = require('node:net').connect(port, host, () => socket.write(request));
  socket.setTimeout(5000, () => socket.destroy());
  socket.on('data', data => answer = (answer + data.toString('latin1')).slice(0, 100000));
  socket.on('error', error => answer += error.message);
  socket.on('close', () => done(answer));
});
(async () => { const answers = []; for (const each of requests) answers.push(await ask(each)); console.log(JSON.stringify(answers)); })();`;

/** Holds as many connections as it gets, for a while: idle ones, half requests, and answers that it does not read. */
const HOLD = `
const [host, port, wanted, seconds] = process.argv.slice(1);
const words = ['', 'GET /model/weights HTTP/1.1\\r\\nHost: x', 'GET /model/weights HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'];
let tried = 0;
function hold() {
  const number = tried++;
  const socket = require('node:net').connect(port, host, () => {
    if (number % 3 === 2) socket.pause();
    else if (number % 30 === 0) socket.write('GET /model/part-' + (1 + number / 30 % 30) + ' HTTP/1.0\\r\\n\\r\\n');
    socket.write(words[number % 3]);
  });
  socket.on('error', () => {});
  socket.on('data', () => {});
  socket.on('close', () => setTimeout(hold, 500));
}
for (let n = 0; n < wanted; n++) setTimeout(hold, n * 5);
setTimeout(() => { console.log(tried); process.exit(); }, seconds * 1000);`;

const tenant = new Tenant('cache-attacker');
let node: string;
let cacheAddress: string;

function synthesized(namespace: string, build: (chart: PinterestChart) => void): string {
  const app = new App();
  const version = KubernetesVersion.of(serverVersion());
  new Platform({
    clusters: [new Cluster({ name: 'e2e', environment: 'test', version, dependencyStore: declaredStore(STORE) })],
    infrastructureNamespaces: [RUNTIME],
    runtimeNamespace: RUNTIME,
  }).attach(app);
  build(new PinterestChart(app, 'chart', { namespace, owner: { team: 'infrastructure', contact: 'infra@example.com' } }));
  expect(app.node.findAll().flatMap(each => each.node.validate())).toEqual([]);
  return app.synthYaml();
}

/** A job of another team that runs once it has its dependency. */
const victim = (name: string, checksum: string) => synthesized(SHOP, chart => {
  const { pod } = new PinterestJobSet(chart, name, {
    container: {
      image: 'registry.example.com/pinboard:1.0.0',
      command: ['true'],
      resources: { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16) } },
    },
    dependencies: [Dependency.of({ path: 'model', mountPath: '/model', checksum: Checksum.sha256(checksum) })],
    shards: Shards.count(3),
    deadline: Duration.minutes(3),
  });
  pod.patch(JsonPatch.add('/nodeSelector', { 'kubernetes.io/hostname': node }));
});

/** Waits until the victim has what was published, and returns how long that took. */
async function fetches(name: string): Promise<number> {
  const began = Date.now();
  apply(victim(name, published()));
  await eventually(`${name} to have its dependency`, 100, () =>
    get('jobs', '-n', SHOP, '-l', `app.kubernetes.io/name=${name}`).items[0]?.status.succeeded === 3);
  return (Date.now() - began) / 1000;
}

const published = () => kubectl(['exec', 'deployment/store', '-n', STORE, '--', 'bash', '-c',
  'cd /tmp/files/artifacts/model; find . -type f -printf "%P\\0" | xargs -0 sha256sum | LC_ALL=C sort | sha256sum'])
  .split(' ')[0];
const daemonPod = () => get(
  'pods', '-n', RUNTIME, '-l', `app.kubernetes.io/name=${DAEMON}`, `--field-selector=spec.nodeName=${node}`,
).items[0];
const inCache = (script: string) =>
  kubectl(['exec', daemonPod().metadata.name, '-n', RUNTIME, '-c', 'app', '--', 'bash', '-c', script]);

/** How many connections of each address the gate has, by the kernel's table, whose last ones it has not accepted yet. */
function accepted(): Record<string, number> {
  const rows = inCache('cat /proc/net/tcp /proc/net/tcp6').split('\n').map(row => row.trim().split(/\s+/));
  const counts: Record<string, number> = {};
  for (const [, local, remote, state, , , , , , inode] of rows) {
    if (!local?.endsWith(':1F90') || state !== '01' || inode === '0') continue;
    const [address] = remote.split(':');
    counts[address] = (counts[address] ?? 0) + 1;
  }
  return counts;
}
const raw = (host: string, port: number, ...requests: string[]): string[] =>
  JSON.parse(tenant.exec('attacker', 'node', '-e', RAW, host, `${port}`, ...requests));
const firstLines = (answers: string[]) => answers.map(answer => answer.split('\r\n')[0].replace(/^HTTP\/1\.. /, ''));

beforeAll(async () => {
  [STORE, RUNTIME, SHOP].forEach(name => createNamespace(name));
  [node] = get('nodes').items.map(({ metadata }: any) => metadata.name).sort();
  apply(storeCredentials(RUNTIME));
  apply(dependencyStore(STORE, PUBLISH));
  rolledOut(STORE, 'store');
  apply(synthesized(RUNTIME, chart => new PlatformRuntime(chart, 'runtime')));
  kubectl(['rollout', 'status', `daemonset/${DAEMON}`, '-n', RUNTIME, '--timeout=120s']);
  tenant.run('attacker', { command: ['sleep', '1000000'], node });
  cacheAddress = daemonPod().status.podIP;
});

afterAll(() => {
  tenant.remove();
  [STORE, RUNTIME, SHOP].forEach(name => kubectl(['delete', 'namespace', name, '--wait=false', '--ignore-not-found']));
});

test('what lies outside of the store\'s folder stays there, however its path is written', () => {
  const paths = [
    '/../private/secret', '/%2e%2e/private/secret', '/model/..%2f..%2fprivate/secret', '/model/../../private/secret',
    '//private/secret', '/..%5cprivate%5csecret', '/%252e%252e/private/secret', 'http://x/../private/secret',
    '/../../../etc/store/HEADERS', '/etc/store/HEADERS', '/run/store/rclone.conf',
    '/proc/self/environ', '/cache/', '/%00', '/model%00/',
    '/..;/private/secret', '/model/%2e%2e%2f%2e%2e%2fprivate/secret',
  ];
  const answers = raw(HOST, 8080, ...paths.map(path => `GET ${path} HTTP/1.0\r\nHost: x\r\n\r\n`));
  expect(firstLines(answers).filter(line => !/^(400|404)/.test(line))).toEqual([]);
  expect(answers.join()).not.toMatch(/not-to-be-read|Authorization|reads-only/);
});

test('nobody writes into the store or the cache, and nobody steers rclone', () => {
  const methods = ['PUT', 'POST', 'DELETE', 'MKCOL', 'MOVE', 'COPY', 'PROPFIND', 'PATCH', 'LOCK', 'TRACE', 'OPTIONS'];
  const refused = raw(HOST, 8080, ...methods.map(method =>
    `${method} /model/small HTTP/1.0\r\nHost: x\r\nDestination: /model/other\r\nContent-Length: 4\r\n\r\nevil`));
  expect(firstLines(refused).filter(line => !/^4(05|13)/.test(line))).toEqual([]);
  const controls = ['/rc/noop', '/core/command', '/config/dump', '/vfs/forget', '/metrics', '/debug/pprof/', '/operations/list'];
  const [content, ...others] = raw(
    HOST, 8080, ...['/model/small', ...controls].map(path => `GET ${path} HTTP/1.0\r\nHost: x\r\n\r\n`),
  );
  expect(content).toMatch(/\r\n\r\n1\n2\n3\n4\n5\n6\n7\n8\n9\n$/);
  expect(firstLines(others)).toEqual(controls.map(() => '404 Not Found'));
  // rclone itself and its remote control, past the gate.
  for (const port of [8079, 5572]) expect(raw(cacheAddress, port, 'GET / HTTP/1.0\r\n\r\n').join()).not.toMatch(/HTTP/);
});

test('the credentials are in a file in memory, and neither in a process\'s variables nor in the cache', () => {
  expect(inCache('cat /proc/[0-9]*/environ | tr "\\0" "\\n" | cut -d = -f 1')).not.toMatch(/HEADERS/);
  expect(inCache('grep -rl Basic /cache || echo nowhere')).toBe('nowhere\n');
  expect(inCache('stat -c "%a %u %g" /run/store/rclone.conf; stat -L -c %a /etc/store/HEADERS')).toBe('600 10001 10001\n440\n');
  expect(JSON.stringify(get('daemonset', DAEMON, '-n', RUNTIME))).not.toContain(STORE_PASSWORD);
});

test('a pod that takes all the connections it gets, reads nothing or sends halves holds up no other pod', async () => {
  const calm = await fetches('calm');
  const held = tenant.start('attacker', 'node', '-e', HOLD, HOST, '8080', '3000', '40');
  await new Promise(resolve => setTimeout(resolve, 15_000));
  const counts = [accepted()];
  const busy = await fetches('busy');
  counts.push(accepted());
  const tried = Number(await held);
  const most = Math.max(...counts.flatMap(each => Object.values(each)));
  console.log(`three pods with 100 MB each: ${calm} s, and ${busy} s beside ${tried} connections, of which ${most} were held`);
  expect(tried).toBeGreaterThan(3000);
  // The attacker has all that a pod gets, and the one that is being refused.
  expect(most).toBeGreaterThanOrEqual(16);
  expect(most).toBeLessThanOrEqual(16 + 1);
  const { status } = daemonPod();
  const statuses = [...(status.initContainerStatuses ?? []), ...status.containerStatuses];
  expect(statuses.map(({ name, ready, restartCount }: any) => [name, ready, restartCount]).sort())
    .toEqual([['app', true, 0], ['gate', true, 0]]);
});

test('thousands of connections to the port of the probes do not make the kubelet kill the cache', async () => {
  const script = `
    const open = () => require('node:net').connect(8081, '${cacheAddress}').on('error', () => {}).on('close', () => setTimeout(open, 50));
    for (let n = 0; n < 2500; n++) setTimeout(open, n * 2);
    setTimeout(() => process.exit(), 60000);`;
  const since = Date.now();
  await tenant.start('attacker', 'node', '-e', script);
  await fetches('probed');
  expect(Date.now() - since).toBeGreaterThan(55_000);
  const { status } = daemonPod();
  const statuses = [...(status.initContainerStatuses ?? []), ...status.containerStatuses];
  expect(statuses.map(({ name, ready, restartCount }: any) => [name, ready, restartCount]).sort())
    .toEqual([['app', true, 0], ['gate', true, 0]]);
});

test('downloads that are begun and cut short in many places leave nothing wrong in the cache', async () => {
  // A daemon without a cache.
  kubectl(['delete', 'pod', daemonPod().metadata.name, '-n', RUNTIME]);
  kubectl(['rollout', 'status', `daemonset/${DAEMON}`, '-n', RUNTIME, '--timeout=120s']);
  const ranges = Array.from({ length: 60 }, (_, n) =>
    `GET /model/${n % 2 ? 'weights' : `part-${1 + n % 30}`} HTTP/1.0\r\nHost: x\r\n`
      + `Range: bytes=${(n * 7919 * 17) % 2900000}-\r\n\r\n`);
  const cut = tenant.start('attacker', 'node', '-e', RAW.replace(
    'socket.on(\'data\'', 'setTimeout(() => socket.destroy(), 60); socket.on(\'data\'',
  ),
  HOST, '8080', ...ranges);
  await fetches('after');
  await cut;
});
