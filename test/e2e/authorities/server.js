// Answers HTTP, echoes what comes by websocket, and remembers who may end: GET /finish/client.
const { createHash } = require('node:crypto');
const http = require('node:http');

const finished = new Set();
const server = http.createServer((request, response) => {
  const [, verb, who] = request.url.split('/');
  if (verb === 'finish') finished.add(who);
  response.end(verb === 'finished' ? `${finished.has(who)}` : 'ok');
});
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  socket.on('data', data => socket.write(data));
  socket.on('error', () => {});
  socket.on('end', () => socket.end());
});
server.listen(8080);
process.on('SIGTERM', () => process.exit(0));
