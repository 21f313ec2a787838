// Calls a service without a pause and without retries until it may end, and has sent enough: node client.js HOST ENOUGH
// A third of the requests has a connection each; the others go over a few that are kept. Websockets stay open all the while.
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const tls = require('node:tls');

const [host, enough] = process.argv.slice(2);
const KEPT = 6, WEBSOCKETS = 5, PAUSE_MS = 40;
const result = { sent: 0, ok: 0, errors: {}, connections: 0, keptUses: 0, websockets: { open: 0, closed: 0, sent: 0, echoed: 0 } };
let finished = false;

function identity() {
  const read = name => fs.readFileSync(`/var/run/identity/${name}`);
  return { ca: read('ca.crt'), cert: read('tls.crt'), key: read('tls.key'), servername: host };
}

function request(options, agent) {
  result.sent += 1;
  return new Promise(resolve => {
    const failed = error => {
      const what = error.code ?? error.message;
      result.errors[what] = (result.errors[what] ?? 0) + 1;
      resolve('close');
    };
    const sent = https.get({ host, path: '/', agent, timeout: 30000, ...options }, response => {
      response.resume();
      response.on('error', failed);
      response.on('end', () => {
        if (response.statusCode === 200) result.ok += 1;
        else failed(new Error(`status ${response.statusCode}`));
        resolve(response.headers.connection);
      });
    });
    sent.on('socket', () => sent.reusedSocket ? (result.keptUses += 1) : (result.connections += 1));
    sent.on('timeout', () => sent.destroy(new Error('timeout')));
    sent.on('error', failed);
  });
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/** One connection, with the certificate that was there when it was opened, until the server ends it. */
async function keep() {
  while (!finished) {
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    const options = identity();
    for (let end; !finished && end !== 'close';) {
      end = await request(options, agent);
      await pause(PAUSE_MS);
    }
    agent.destroy();
  }
}

async function open() {
  while (!finished) {
    await request(identity(), false);
    await pause(PAUSE_MS * 2);
  }
}

function websocket() {
  const counts = result.websockets;
  const socket = tls.connect({ host, port: 443, ...identity() });
  socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`
    + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n');
  let opened = false;
  socket.on('data', data => {
    if (opened) return void (counts.echoed += data.length);
    opened = /^HTTP\/1.1 101 /.test(data);
    if (opened) counts.open += 1;
  });
  socket.on('close', () => { if (!finished) counts.closed += 1; });
  socket.on('error', error => { result.errors[`websocket ${error.code}`] = 1; });
  setInterval(() => { if (opened && !finished) { socket.write('0123456789'); counts.sent += 10; } }, 500);
}

for (let n = 0; n < WEBSOCKETS; n++) websocket();
const streams = [...Array.from({ length: KEPT }, keep), ...Array.from({ length: KEPT / 2 }, open)];
setInterval(() => http.get('http://127.0.0.1:8080/finished/client', response => response.on('data', async data => {
  if (finished || String(data) !== 'true' || result.sent < Number(enough)) return;
  finished = true;
  await Promise.all(streams);
  await pause(1000);
  console.log(JSON.stringify(result));
  process.exit(0);
})), 1000);
