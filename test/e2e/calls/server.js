// A service that is called by HTTP, HTTP/2 and TCP, and one that calls such a one; it knows nothing of certificates.
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');
const { callAll, post } = require('./calls');

const { PLATFORM_POD_NAME: pod, VERSION: version, API_URL: api } = process.env;
let requests = 0;

const server = http.createServer(async (request, response) => {
  request.resume();
  if (request.url === '/healthz') return response.end('ok');
  if (request.url === '/count') return response.end(`${requests}`);
  if (request.url.startsWith('/last')) console.log(request.url);
  requests += 1;
  if (request.url !== '/chain') return response.end(JSON.stringify({ pod, version, caller: request.headers['x-forwarded-client-cert'] }));
  const failure = await callAll().then(() => undefined, error => error);
  response.writeHead(failure ? 500 : 200).end(failure ? `${failure.message}` : JSON.stringify({ pod, version }));
});
server.listen(8080);
http2.createServer((request, response) => { request.resume(); response.end('answer'); }).listen(9090);
net.createServer(socket => socket.on('error', () => {}).on('data', () => socket.write('pong\n'))).listen(5432);

process.on('SIGTERM', async () => {
  const closed = new Promise(resolve => server.close(resolve));
  await new Promise(resolve => setTimeout(resolve, 2000));
  // Callers have left, and still it calls.
  if (api) await post(`${api}/last?pod=${pod}`).catch(error => console.log(error));
  await closed;
  process.exit(0);
});
