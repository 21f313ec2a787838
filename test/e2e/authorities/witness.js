// Opens a connection with a certificate, and uses it again once the authority of that certificate is gone: node witness.js HOST
// It then tries a new connection, and one that resumes the session of the first, with the same certificate.
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const tls = require('node:tls');

const host = process.argv[2];
const read = name => fs.readFileSync(`/var/run/identity/${name}`);
const trusted = () => read('ca.crt');
const own = { cert: read('tls.crt'), key: read('tls.key'), servername: host };
const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
let session;

const first = { ca: trusted(), ...own };

function get(options) {
  return new Promise(resolve => {
    const request = https.get({ host, path: '/', timeout: 10000, ...options }, response => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection, reused: request.reusedSocket }));
    });
    request.on('socket', socket => socket.on('session', ticket => { session ??= ticket; }));
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', error => resolve({ error: error.code ?? error.message }));
  });
}

async function finished() {
  return new Promise(resolve => http.get('http://127.0.0.1:8080/finished/witness', response => response.on('data', data => resolve(`${data}` === 'true'))));
}

(async () => {
  const before = await get({ ...first, agent });
  // The session of TLS 1.2, which servers without tickets may still resume.
  const former = await new Promise(resolve => {
    const socket = tls.connect({ host, port: 443, ...first, maxVersion: 'TLSv1.2' }, () => resolve(socket.getSession()));
    socket.on('error', () => resolve(undefined));
    setTimeout(() => socket.destroy(), 1000);
  });
  console.error('ready');
  while (!await finished()) await new Promise(resolve => setTimeout(resolve, 500));
  const kept = await get({ ...first, agent });
  const options = { ca: trusted(), ...own, agent: false };
  const again = await get(options);
  const resumed = await get({ ...options, session: former, maxVersion: 'TLSv1.2' });
  const ticket = await get({ ...options, session });
  console.log(JSON.stringify({ before, kept, again, resumed, ticket }));
  process.exit(0);
})();
