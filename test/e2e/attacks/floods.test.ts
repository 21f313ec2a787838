import { BesideVictim, ZSTD_BOMB } from './beside-victim';
import { eventually, kubectl, serverVersion } from '../kubectl';

const beside = new BesideVictim('attack-floods');
const { name: NAME, platform } = beside;

beforeAll(() => beside.start(), 300000);
afterAll(() => beside.remove());

const harmless = async (name: string, script: string) => expect((await beside.during(name, script)).harms).toEqual([]);

const HOST = () => platform.collectorHost;

test('a pod that floods its log', () => harmless('lines', `
  const chunk = ('flood ' + 'x'.repeat(150) + '\\n').repeat(500);
  const more = () => process.stdout.write(chunk, more);
  more();`));

test('a pod that floods its log with lines without end', () => harmless('endless', `
  const chunk = Buffer.alloc(1 << 18, 'flood ');
  const more = () => process.stdout.write(chunk, more);
  more();`));

test('pods that send large requests without end', () => harmless('requests', `
  const record = { timeUnixNano: '1', body: { stringValue: 'flood '.repeat(150) } };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: Array.from({ length: 3000 }, () => record) }] }] });
  const send = () => fetch('http://${HOST()}:4318/v1/logs', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    .then(r => r.arrayBuffer()).catch(() => new Promise(resolve => setTimeout(resolve, 100))).then(send);
  for (let n = 0; n < 16; n++) send();`));

test('a pod that makes up names of metrics', () => harmless('names', `
  const socket = require('dgram').createSocket('udp4');
  let n = 0;
  setInterval(() => { for (let m = 0; m < 50; m++) socket.send(
    Array.from({ length: 20 }, () => 'flood.' + n++ + ':1|c|#a:' + n).join('\\n'), 8125, '${HOST()}', () => {}); }, 20);`));

test('a pod that sends what becomes large when it is decompressed', () => harmless('bombs', `${ZSTD_BOMB}
  const gzip = require('zlib').gzipSync(Buffer.alloc(1 << 28, 10));
  const send = (encoding, body) => fetch('http://${HOST()}:4318/v1/logs', {
    method: 'POST', headers: { 'content-type': 'application/x-protobuf', 'content-encoding': encoding }, body,
  }).then(r => r.arrayBuffer()).catch(() => new Promise(resolve => setTimeout(resolve, 100))).then(() => send(encoding, body));
  for (let n = 0; n < 16; n++) { send('zstd', ZSTD); send('gzip', gzip); }`));

test('pods as large as they can be', async () => {
  // Before, the collector has to list them all at once: docs/security.md says what that means.
  if (Number(serverVersion().split('.')[1]) < 32) return;
  const names = Array.from({ length: 25 }, (_, n) => `large-${n}`);
  for (const name of names) {
    const pod: any = beside.tenant.manifest(name, { command: ['true'], annotations: { any: '<'.repeat(200_000) } });
    pod.spec.nodeName = beside.node;
    Object.assign(pod.spec.containers[0], {
      image: 'none:1', imagePullPolicy: 'Never', env: [{ name: 'ANY', value: '<'.repeat(1_000_000) }],
    });
    // As it is: kubectl would write each of these characters as six.
    kubectl(['create', '--raw', `/api/v1/namespaces/${NAME}/pods`, '-f', '-'], JSON.stringify(pod));
  }
  kubectl(['delete', 'pod', '-n', `${NAME}-runtime`, '--field-selector', `spec.nodeName=${beside.node}`]);
  await eventually('another collector', 60, () => platform.collectors()
    .every(({ status }) => status.containerStatuses?.[0].ready));
  expect(await beside.harmsDuring('large')).toEqual([]);
  kubectl(['delete', 'pod', '-n', NAME, '--force', '--grace-period=0', '--wait=false', ...names]);
});
