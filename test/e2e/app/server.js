// The application of the end-to-end tests, small but realistic: it serves, calls others over mTLS, and stops gracefully.
const http = require('node:http');
const https = require('node:https');
const { clientOptions } = require('./identity');

const { PLATFORM_SERVICE: service, PLATFORM_VERSION: version, PLATFORM_POD_NAME: pod } = process.env;

function json(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function call(url, withCertificate) {
  return new Promise(resolve => {
    const request = https.get(url, { ...clientOptions(withCertificate), agent: false, timeout: 10000 }, response => {
      let body = '';
      response.on('data', chunk => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
      response.on('error', error => resolve({ error: error.code ?? error.message }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', error => resolve({ error: error.code ?? error.message }));
  });
}

const server = http.createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/healthz') return json(response, 200, 'ok');
  if (url.pathname === '/env') return json(response, 200, process.env);
  if (url.pathname === '/call') return json(response, 200, await call(url.searchParams.get('url'), url.searchParams.get('certificate') !== 'none'));
  return json(response, 200, { service, version, pod, caller: request.headers['x-forwarded-client-cert'] });
});
server.listen(Number(process.env.PORT ?? 8080));

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(0), 20000).unref();
});
