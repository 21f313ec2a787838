// The application behind the proxy. As careless as can be: it agrees to every upgrade, and tells what it was told.
const { createHash } = require('node:crypto');
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');

const upgrades = [];
const pod = process.env.PLATFORM_POD_NAME;

function answer(request, response) {
  if (request.url === '/upgrades') return response.end(JSON.stringify(upgrades));
  if (request.url.startsWith('/slow')) return void setTimeout(() => response.end('{}'), 4000);
  const { url, method, httpVersion: version, headers } = request;
  request.on('error', () => {}).resume();
  response.end(JSON.stringify({ pod, url, method, version, headers }));
}

function upgrade(request, socket) {
  upgrades.push(request.headers.upgrade);
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.on('error', () => {}).write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n'
    + `Upgrade: ${request.headers.upgrade}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.pipe(socket);
}

/** Says what the first bytes of a connection were, which may come in parts. */
function firstBytes(socket) {
  const parts = [];
  socket.on('error', () => {}).on('data', data => parts.push(data));
  socket.once('data', () => setTimeout(() => socket.end(Buffer.concat(parts).toString('hex')), 200));
}

const servers = {
  http: () => http.createServer({ maxHeaderSize: 1 << 20 }, answer).on('upgrade', upgrade).on('connect', upgrade),
  http2: () => http2.createServer(answer),
  bytes: () => net.createServer(firstBytes),
};
const server = servers[process.env.MODE ?? 'http']();
server.listen(8080);
// As an application that stops well: what it has begun, it ends.
process.on('SIGTERM', () => { server.close(() => process.exit()); setTimeout(() => process.exit(), 8000).unref(); });
