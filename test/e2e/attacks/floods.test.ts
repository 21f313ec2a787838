import { TelemetryPlatform } from './telemetry-platform';
import { Tenant } from './tenant';
import { eventually, get, kubectl, serverVersion } from '../kubectl';

const NAME = 'attack-floods';
const VICTIM = 'attack-floods-victim';

/** How long each flood lasts, and how late the other's lines may be then. */
const SECONDS = Number(process.env.FLOOD_SECONDS ?? 20);
const LATE_SECONDS = 15;

/** What the collectors are limited to. */
const LIMIT_MEBIBYTES = 384;

const platform = new TelemetryPlatform(NAME);
let tenant: Tenant;
let victim: Tenant;
let node: string;

const stats = (path = '') => JSON.parse(kubectl([
  'exec', 'sink', '-n', platform.backend, '--', 'node', '-e',
  `fetch('http://127.0.0.1:4318/${path}').then(async r => process.stdout.write(await r.text()))`,
]));

beforeAll(async () => {
  platform.installWithSink();
  [tenant, victim] = [new Tenant(NAME), new Tenant(VICTIM)];
  victim.run('victim', { command: ['node', '-e', 'setInterval(() => console.log("victim " + Date.now()), 200)'] });
  node = get('pod', 'victim', '-n', VICTIM).spec.nodeName;
  await eventually('the victim\'s lines', 60, () => stats().lines > 10);
}, 300000);

afterAll(() => {
  // First: the collectors of the next test wait for the folders of these.
  platform.remove();
  tenant?.remove();
  victim?.remove();
});

/** Starts a pod of the attacker on the victim's node, in another share of the logs: docs/telemetry.md tells what a share is. */
function startBesideVictim(name: string, script: string): void {
  const victimUid = get('pod', 'victim', '-n', VICTIM).metadata.uid;
  for (let n = 0; n < 200; n++) {
    const pod: any = tenant.manifest(name, { command: ['node', '-e', script], node });
    pod.spec.schedulingGates = [{ name: 'example.com/wait' }];
    kubectl(['create', '-f', '-'], JSON.stringify(pod));
    if (get('pod', name, '-n', NAME).metadata.uid[0] !== victimUid[0]) {
      kubectl(['patch', 'pod', name, '-n', NAME, '--type=json', '-p', '[{"op": "remove", "path": "/spec/schedulingGates"}]']);
      kubectl(['wait', '--for=condition=Ready', `pod/${name}`, '-n', NAME, '--timeout=60s']);
      return;
    }
    kubectl(['delete', 'pod', name, '-n', NAME, '--grace-period=0', '--force']);
  }
  throw new Error('no pod got another first digit than the victim\'s');
}

/** Runs a pod of the attacker beside the victim, and watches the victim's lines meanwhile. */
async function during(name: string, script: string): Promise<void> {
  stats('reset');
  startBesideVictim(name, script);
  await watching(name);
  kubectl(['delete', 'pod', name, '-n', NAME, '--grace-period=1', '--wait=false']);
}

/** Watches the victim's lines. */
async function watching(name: string): Promise<void> {
  const earlier = platform.restarts();
  const end = Date.now() + SECONDS * 1000;
  let highest = 0;
  let [before, silent] = [stats().lines, 0];
  let longest = 0;
  while (Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 2000));
    highest = Math.max(highest, platform.memoryMebibytes(node));
    const { lines } = stats();
    silent = lines > before ? 0 : silent + 2;
    longest = Math.max(longest, silent);
    before = lines;
  }
  const { latest, lines, floods } = stats();
  console.log(`${name}: ${floods} of the flood came; the victim's ${lines} lines at most ${latest} ms late, `
    + `none for ${longest} s; `
    + `${Math.round(highest)} MiB; ${platform.restarts() - earlier} restarts`);
  expect(lines).toBeGreaterThan(0);
  expect(latest).toBeLessThan(LATE_SECONDS * 1000);
  expect(longest).toBeLessThan(LATE_SECONDS);
  expect(highest).toBeLessThan(LIMIT_MEBIBYTES * 0.9);
  expect(platform.restarts()).toBe(earlier);
}

const HOST = () => platform.collectorHost;

test('a pod that floods its log', () => during('lines', `
  const chunk = ('flood ' + 'x'.repeat(150) + '\\n').repeat(500);
  const more = () => process.stdout.write(chunk, more);
  more();`));

test('a pod that floods its log with lines without end', () => during('endless', `
  const chunk = Buffer.alloc(1 << 18, 'flood ');
  const more = () => process.stdout.write(chunk, more);
  more();`));

test('pods that send large requests without end', () => during('requests', `
  const record = { timeUnixNano: '1', body: { stringValue: 'flood '.repeat(150) } };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: Array.from({ length: 3000 }, () => record) }] }] });
  const send = () => fetch('http://${HOST()}:4318/v1/logs', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then(r => r.arrayBuffer()).catch(() => new Promise(resolve => setTimeout(resolve, 100))).then(send);
  for (let n = 0; n < 16; n++) send();`));

test('a pod that makes up names of metrics', () => during('names', `
  const socket = require('dgram').createSocket('udp4');
  let n = 0;
  setInterval(() => { for (let m = 0; m < 50; m++) socket.send(
    Array.from({ length: 20 }, () => 'flood.' + n++ + ':1|c|#a:' + n).join('\\n'), 8125, '${HOST()}', () => {}); }, 20);`));

test('a pod that keeps 3,000 connections and says nothing', () => during('idle', `
  const preface = Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
  ]);
  const open = (port, first) => {
    const socket = require('net').connect(port, '${HOST()}', () => socket.write(first));
    socket.on('error', () => {}).on('data', () => {}).on('close', () => setTimeout(open, 500, port, first));
  };
  for (let n = 0; n < 1500; n++) {
    setTimeout(open, n * 4, 4317, preface);
    setTimeout(open, n * 4, 4318, 'POST /v1/logs HTTP/1.1\\r\\nHost: a\\r\\nx: ');
  }`));

test('a pod that sends what becomes large when it is decompressed', () => during('bombs', `
  const block = (last, size) => [last | 2 | size << 3 & 255, size >> 5 & 255, size >> 13, 10];
  // zstd with a window of 64 MiB: 20,000 blocks of one byte that is repeated.
  const zstd = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x80, ...Array(20000).fill(block(0, 131072)).flat(), ...block(1, 1)]);
  const gzip = require('zlib').gzipSync(Buffer.alloc(1 << 28, 10));
  const send = (encoding, body) => fetch('http://${HOST()}:4318/v1/logs', {
    method: 'POST', headers: { 'content-type': 'application/x-protobuf', 'content-encoding': encoding }, body,
  }).then(r => r.arrayBuffer()).catch(() => new Promise(resolve => setTimeout(resolve, 100))).then(() => send(encoding, body));
  for (let n = 0; n < 16; n++) { send('zstd', zstd); send('gzip', gzip); }`));

test('pods as large as they can be', async () => {
  // Before, the collector has to list them all at once: docs/security.md says what that means.
  if (Number(serverVersion().split('.')[1]) < 32) return;
  stats('reset');
  const names = Array.from({ length: 25 }, (_, n) => `large-${n}`);
  for (const name of names) {
    const pod: any = tenant.manifest(name, { command: ['true'], annotations: { any: '<'.repeat(200_000) } });
    pod.spec.nodeName = node;
    Object.assign(pod.spec.containers[0], {
      image: 'none:1', imagePullPolicy: 'Never', env: [{ name: 'ANY', value: '<'.repeat(1_000_000) }],
    });
    // As it is: kubectl would write each of these characters as six.
    kubectl(['create', '--raw', `/api/v1/namespaces/${NAME}/pods`, '-f', '-'], JSON.stringify(pod));
  }
  kubectl(['delete', 'pod', '-n', `${NAME}-runtime`, '--field-selector', `spec.nodeName=${node}`]);
  await eventually('another collector', 60, () => platform.collectors()
    .every(({ status }) => status.containerStatuses?.[0].ready));
  stats('reset');
  await watching('large');
  kubectl(['delete', 'pod', '-n', NAME, '--force', '--grace-period=0', '--wait=false', ...names]);
});
