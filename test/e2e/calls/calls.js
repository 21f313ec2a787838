// Calls of an application: plain HTTP, HTTP/2 and TCP, to the addresses that it finds in its variables.
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

/** Not retried by anybody, since it may have been done. */
exports.post = (url, more = {}) => new Promise((resolve, reject) => {
  const request = http.request(url, { method: 'POST', agent, timeout: 20000, ...more }, response => {
    let body = '';
    response.on('data', chunk => (body += chunk));
    response.on('error', reject);
    response.on('end', () => response.statusCode === 200 ? resolve(body) : reject(new Error(`HTTP ${response.statusCode} ${body}`)));
  });
  request.on('timeout', () => request.destroy(new Error('HTTP timeout')));
  request.on('error', reject);
  request.end('x'.repeat(1000));
});

let session;

/** As clients of gRPC do: one connection for all, and another one once it is told to go. */
function sessionOf(address) {
  if (!session || session.closed || session.destroyed) {
    const made = session = http2.connect(`http://${address}`);
    made.on('error', () => {});
    made.on('goaway', () => { if (session === made) session = undefined; });
  }
  return session;
}

const stream = address => new Promise((resolve, reject) => {
  const request = sessionOf(address).request({ ':method': 'POST', ':path': '/service/method' });
  let body = '';
  let status = 0;
  request.setTimeout(20000, () => reject(new Error('HTTP/2 timeout')));
  request.on('response', headers => (status = headers[':status']));
  request.on('data', chunk => (body += chunk));
  request.on('error', reject);
  request.on('end', () => status === 200 ? resolve(body) : reject(new Error(`HTTP/2 ${status} ${body}`)));
  request.end('x'.repeat(1000));
});

// What a connection has not taken any more, its clients send once more.
exports.stream = address => stream(address).catch(error => /GOAWAY|REFUSED|INVALID_SESSION/.test(`${error.code} ${error.message}`) ? stream(address) : Promise.reject(error));

exports.exchange = address => new Promise((resolve, reject) => {
  const [host, port] = address.split(':');
  const socket = net.connect(Number(port), host, () => socket.write('ping\n'));
  socket.setTimeout(20000, () => reject(new Error('TCP timeout')));
  socket.on('data', data => { resolve(`${data}`); socket.destroy(); });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('TCP closed')));
});

exports.callAll = async () => {
  const { API_URL, API_GRPC, API_TCP, PAGES_URL } = process.env;
  return Promise.all([
    API_URL && exports.post(`${API_URL}/`), API_GRPC && exports.stream(API_GRPC), API_TCP && exports.exchange(API_TCP),
    PAGES_URL && exports.post(`${PAGES_URL}/`),
  ]);
};

// node calls.js: once, for a job. node calls.js URL RATE LEAST: again and again, until its input ends, and at least so often.
if (require.main === module) {
  const [, , url, rate, least] = process.argv;
  if (url === undefined) {
    exports.callAll().then(answers => { console.log(JSON.stringify(answers)); process.exit(0); }, error => { console.error(error); process.exit(1); });
  } else {
    const result = { sent: 0, ok: 0, errors: {}, versions: {} };
    const pending = [];
    const timer = setInterval(() => {
      result.sent += 1;
      pending.push(exports.post(url).then(body => {
        result.ok += 1;
        const { version } = JSON.parse(body);
        result.versions[version] = (result.versions[version] ?? 0) + 1;
      }, error => (result.errors[`${error.code ?? ''} ${error.message}`] = (result.errors[`${error.code ?? ''} ${error.message}`] ?? 0) + 1)));
    }, 1000 / Number(rate));
    process.stdin.resume().on('end', async () => {
      while (result.sent < Number(least)) await new Promise(resolve => setTimeout(resolve, 100));
      clearInterval(timer);
      await Promise.all(pending);
      console.log(JSON.stringify(result));
      process.exit(0);
    });
  }
}
