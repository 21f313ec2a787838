// Sends a steady stream of requests, without retries: node load.js URL --requests 2000 --rate 100 [--keepalive] [--stdin]
// With --stdin it ends earlier, once its standard input does.
const http = require('node:http');
const https = require('node:https');
const { parseArgs } = require('node:util');
const { clientOptions } = require('./identity');

const { positionals: [url], values } = parseArgs({
  allowPositionals: true,
  options: { requests: { type: 'string', default: '2000' }, rate: { type: 'string', default: '100' }, keepalive: { type: 'boolean', default: false }, stdin: { type: 'boolean', default: false } },
});
let total = Number(values.requests);
if (values.stdin) process.stdin.resume().on('end', () => { total = 0; });
const client = url.startsWith('https:') ? https : http;
const agent = values.keepalive ? new client.Agent({ keepAlive: true, maxSockets: 8 }) : false;

const result = { sent: 0, ok: 0, failed: 0, errors: {}, versions: {}, connections: 0 };
const pods = new Set();
let options = client === https ? clientOptions() : {};
const refresh = setInterval(() => { if (client === https) options = clientOptions(); }, 5000);

function fail(what) {
  result.failed += 1;
  result.errors[what] = (result.errors[what] ?? 0) + 1;
}

function send() {
  result.sent += 1;
  return new Promise(resolve => {
    const request = client.get(url, { ...options, agent, timeout: 20000 }, response => {
      let body = '';
      response.on('data', chunk => (body += chunk));
      response.on('error', error => { fail(error.code ?? error.message); resolve(); });
      response.on('end', () => {
        if (response.statusCode === 200) {
          const { version, pod } = JSON.parse(body);
          result.ok += 1;
          result.versions[version] = (result.versions[version] ?? 0) + 1;
          pods.add(pod);
        } else {
          fail(response.statusCode);
        }
        resolve();
      });
    });
    if (!request.reusedSocket) request.on('socket', socket => { if (socket.connecting) result.connections += 1; });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', error => { fail(error.code ?? error.message); resolve(); });
  });
}

const start = Date.now();
const pending = [];
const timer = setInterval(async () => {
  if (result.sent < total) return pending.push(send());
  clearInterval(timer);
  clearInterval(refresh);
  await Promise.all(pending);
  console.log(JSON.stringify({ ...result, pods: pods.size, seconds: (Date.now() - start) / 1000 }));
  process.exit(0);
}, 1000 / Number(values.rate));
