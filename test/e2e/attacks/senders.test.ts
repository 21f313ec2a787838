import { BesideVictim, ZSTD_BOMB } from './beside-victim';

const beside = new BesideVictim('attack-senders');
const SECONDS = 12;

beforeAll(() => beside.start(), 300000);
afterAll(() => beside.remove());

const HOST = () => beside.platform.collectorHost;

/** What the attacker's pod says at last, if the victim has not noticed it. */
async function harmless(name: string, script: string): Promise<string> {
  const { harms, said } = await beside.during(name, script, SECONDS);
  expect(harms).toEqual([]);
  return said;
}

/** Counts what comes back, and says it each second. */
const COUNT = `
  const counts = {};
  const count = what => { counts[what] = (counts[what] ?? 0) + 1; };
  setInterval(() => console.log(JSON.stringify(counts)), 1000);
  const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));`;

/** Requests of SIZE bytes whose parts are as small as can be. */
const EMPTY = `
  const varint = n => n < 128 ? [n] : [n & 127 | 128, ...varint(n >> 7)];
  const inside = (field, bytes) => Buffer.concat([Buffer.from([...varint(field << 3 | 2), ...varint(bytes.length)]), bytes]);
  const filled = (...unit) => Buffer.alloc(Math.floor((SIZE - 64) / unit.length) * unit.length, Buffer.from(unit));
  const item = bytes => inside(1, inside(2, bytes));
  const BODIES = [
    ['traces', filled(10, 4, 18, 2, 18, 0)], ['logs', filled(10, 4, 18, 2, 18, 0)],
    ['traces', item(filled(18, 0))], ['logs', item(filled(18, 0))], ['metrics', item(filled(18, 0))],
    ['logs', item(inside(2, filled(50, 0)))], ['traces', item(inside(2, filled(106, 0)))],
    ['metrics', item(inside(2, inside(10, filled(10, 0))))], ['logs', inside(1, filled(18, 0))],
  ];
  const GRPC = { logs: 'logs.v1.Logs', metrics: 'metrics.v1.Metrics', traces: 'trace.v1.Trace' };
  const path = signal => '/opentelemetry.proto.collector.' + GRPC[signal] + 'Service/Export';
  const overHttp = ([signal, body]) => fetch('http://' + HOST + ':4318/v1/' + signal, {
    method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body,
  }).then(async r => { await r.arrayBuffer(); return r.status; });
  const http2 = require('http2');
  const overGrpc = ([signal, body], compressed = 0, headers = {}) => new Promise(resolve => {
    const session = http2.connect('http://' + HOST + ':4317').on('error', () => resolve('error'));
    const stream = session.request({
      ':method': 'POST', ':path': path(signal), 'content-type': 'application/grpc', te: 'trailers', ...headers,
    });
    let status = 'none';
    stream.on('response', h => { status = h[':status']; }).on('data', () => {}).on('error', () => {});
    stream.on('close', () => { session.destroy(); resolve(status); });
    const length = Buffer.alloc(5, compressed);
    length.writeUInt32BE(body.length, 1);
    stream.write(length);
    stream.end(body);
  });`;

const start = () => `const HOST = '${HOST()}'; ${COUNT}`;

test('a pod that opens 10,000 connections and says nothing, over gRPC and HTTP', async () => {
  const said = await harmless('idle', `${start()}
  const preface = Buffer.concat([
    Buffer.from('PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
  ]);
  let tried = 0;
  const open = (port, first) => {
    tried++;
    const socket = require('net').connect(port, HOST, () => { if (first) socket.write(first); });
    socket.on('error', () => {}).on('data', () => {}).on('close', () => setTimeout(open, 2000, port, first));
  };
  setInterval(() => console.log('tried ' + tried), 1000);
  for (let n = 0; n < 2500; n++) setTimeout(() => {
    open(4317, preface); open(4317); open(4318); open(4318, 'POST /v1/logs HTTP/1.1\\r\\nHost: a\\r\\nx: ');
  }, n);`);
  expect(said).toMatch(/tried [1-9]\d{4}/);
});

test('a pod that sends 4 MiB of empty records, resources and attributes at once and without end', async () => {
  const said = await harmless('empty', `${start()} const SIZE = 4 << 20; ${EMPTY}
  const again = async (send, body) => { for (;;) { count(await send(body).catch(() => 'error')); await pause(10); } };
  for (const body of BODIES) { again(overHttp, body); again(overGrpc, body); }`);
  expect(said).toContain('"413"');
  expect(said).not.toContain('"200"');
});

test('a pod that sends requests that are just light enough, without end', async () => {
  const said = await harmless('light', `${start()} const SIZE = 36 << 10; ${EMPTY}
  const again = async (send, body) => { for (;;) { count(await send(body).catch(() => 'error')); await pause(10); } };
  for (const body of BODIES) { again(overHttp, body); again(overGrpc, body); }`);
  expect(said).toContain('"200"');
});

test('a pod that sends what is compressed over gRPC, by its header or by its first byte', async () => {
  const said = await harmless('zstd', `${start()} const SIZE = 100; ${EMPTY} ${ZSTD_BOMB}
  const gzip = require('zlib').gzipSync(Buffer.alloc(4 << 20, Buffer.from([18, 0])));
  const again = async (...given) => { for (;;) { count(await overGrpc(...given).catch(() => 'error')); await pause(10); } };
  for (let n = 0; n < 4; n++) {
    again(['logs', ZSTD], 1, { 'grpc-encoding': 'zstd' });
    again(['logs', gzip], 1, { 'grpc-encoding': 'gzip' });
    again(['logs', ZSTD], 1, { 'grpc-encoding': ['identity', 'zstd'] });
    again(['logs', ZSTD], 1);
  }`);
  expect(said).toContain('"415"');
  expect(said).toContain('"400"');
  expect(said).not.toContain('"200"');
});

test('a pod that sends bodies slowly, on many connections and streams', async () => {
  await harmless('slow', `${start()} const SIZE = 100; ${EMPTY}
  const request = signal => 'POST /v1/' + signal + ' HTTP/1.1\\r\\nHost: a\\r\\nContent-Type: application/x-protobuf\\r\\n';
  const open = (first, more) => {
    const socket = require('net').connect(4318, HOST, () => socket.write(first));
    const timer = setInterval(() => socket.write(more), 500);
    socket.on('error', () => {}).on('data', () => {}).on('close', () => { clearInterval(timer); setTimeout(open, 200, first, more); });
  };
  for (let n = 0; n < 50; n++) {
    open(request('logs') + 'Content-Length: 4000000\\r\\n\\r\\n', 'x');
    open(request('traces') + 'Transfer-Encoding: chunked\\r\\n\\r\\n', '1\\r\\nx\\r\\n');
  }
  const session = () => {
    const http = http2.connect('http://' + HOST + ':4317').on('error', () => {}).on('close', () => setTimeout(session, 200));
    for (let n = 0; n < 16; n++) {
      const stream = http.request({ ':method': 'POST', ':path': path('logs'), 'content-type': 'application/grpc', te: 'trailers' });
      const timer = setInterval(() => stream.write('x'), 500);
      stream.on('error', () => {}).on('data', () => {}).on('close', () => { clearInterval(timer); http.destroy(); });
    }
  };
  for (let n = 0; n < 10; n++) session();`);
});
