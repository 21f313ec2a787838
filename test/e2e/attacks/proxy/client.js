// What a client can do, as JSON on the last line of its output: node -e client.js ACTION ARGUMENT...
const fs = require('node:fs');
const http2 = require('node:http2');
const https = require('node:https');
const net = require('node:net');
const tls = require('node:tls');

const FOLDER = '/var/run/identity';
const file = name => fs.readFileSync(`${FOLDER}/${name}`);
/** The client's certificate, if it has one. The server's name is not judged: pods are called by address. */
const identity = () => fs.existsSync(`${FOLDER}/tls.crt`)
  ? { ca: file('ca.crt'), cert: file('tls.crt'), key: file('tls.key'), checkServerIdentity: () => undefined } : { rejectUnauthorized: false };
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const UPGRADE = 'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n';

function connect(address, alpn = ['http/1.1']) {
  const [scheme, host, port] = address.split('|');
  return scheme === 'tls' ? tls.connect({ ...identity(), host, port, ALPNProtocols: alpn }) : net.connect({ host, port });
}

/** Sends bytes, given in hexadecimal, and returns what comes within a second. */
function raw(address, hex, ms = 1000) {
  return new Promise(resolve => {
    let text = '';
    const socket = connect(address);
    const end = how => { socket.destroy(); resolve({ text, how }); };
    socket.on('data', data => (text += data.toString('latin1'))).on('end', () => end('closed')).on('error', error => end(error.code ?? error.message));
    socket.on(address.startsWith('tls') ? 'secureConnect' : 'connect', () => { socket.write(Buffer.from(hex, 'hex')); setTimeout(end, ms, 'open'); });
    setTimeout(end, 10000, 'timeout');
  });
}

/** Requests of one HTTP/2 connection, each a map of headers. */
function h2(address, requests) {
  const [scheme, host, port] = address.split('|');
  return new Promise(resolve => {
    const session = http2.connect(`${scheme === 'tls' ? 'https' : 'http'}://${host}:${port}`, scheme === 'tls' ? identity() : {});
    session.on('error', error => resolve([{ error: error.code ?? error.message }]));
    Promise.all(requests.map(headers => new Promise(done => {
      const stream = session.request(headers);
      let status, body = '';
      stream.on('response', answer => (status = answer[':status'])).on('data', data => (body += data));
      stream.on('end', () => done({ status, body })).on('error', error => done({ error: error.message }));
      if (headers[':method'] === 'CONNECT') setTimeout(() => { done({ status, body }); stream.destroy(); }, 1000); else stream.end();
    }))).then(all => { session.destroy(); resolve(all); });
  });
}

/** Connections of a kind, kept for some seconds: bare ones come again when they are closed. */
async function hold(address, kind, count, seconds) {
  const result = { opened: 0, upgraded: 0, closed: 0, echoed: 0, longest: 0 };
  let going = true;
  function open() {
    const begun = Date.now();
    const socket = connect(address);
    socket.on('error', () => {}).on(kind === 'websocket' ? 'secureConnect' : 'connect', () => {
      result.opened += 1;
      if (kind !== 'websocket') return;
      socket.write(UPGRADE);
    });
    let first = true;
    socket.on('data', data => {
      if (!first) { result.echoed += 1; return; }
      first = false;
      if (data.toString('latin1').startsWith('HTTP/1.1 101')) {
        result.upgraded += 1;
        const timer = setInterval(() => socket.write('x'.repeat(100)), 1000);
        socket.on('close', () => clearInterval(timer));
      }
    });
    socket.on('close', () => {
      if (!going) return;
      result.closed += 1;
      result.longest = Math.max(result.longest, Date.now() - begun);
      if (kind === 'bare') setTimeout(open, 50);
    });
  }
  for (let n = 0; n < count; n += 1) { open(); if (n % 10 === 9) await sleep(kind === 'websocket' ? 60 : 10); }
  await sleep(Number(seconds) * 1000);
  going = false;
  return result;
}

/** Every kind of client at once, for some seconds: new connections, kept ones, HTTP/2. Nothing is retried but what was not sent. */
async function load(url, seconds) {
  const result = { sent: 0, ok: 0, failed: {}, goaways: 0, pods: [] };
  const pods = new Set();
  const fail = what => { result.failed[what] = (result.failed[what] ?? 0) + 1; };
  const settle = (kind, status, body) => {
    if (status !== 200) return fail(`${kind} ${status}`);
    result.ok += 1;
    pods.add(JSON.parse(body).pod);
  };
  function one(kind, agent) {
    result.sent += 1;
    const request = https.get(url, { ...identity(), agent }, response => {
      let body = '';
      response.on('data', data => (body += data)).on('error', error => fail(`${kind} ${error.code}`));
      response.on('end', () => settle(kind, response.statusCode, body));
    });
    request.on('error', error => fail(`${kind} ${error.code}`));
  }
  function client() {
    let session;
    const open = () => {
      const mine = session = http2.connect(url, identity());
      mine.on('goaway', () => { result.goaways += 1; if (session === mine) open(); });
      mine.on('error', error => { if (error.code === 'ECONNREFUSED') fail(`http2 ${error.code}`); }).on('close', () => { if (session === mine) open(); });
    };
    open();
    const send = (again = 0) => {
      if (session.closed || session.destroyed) return void setTimeout(send, 10, again);
      const stream = session.request({ ':path': '/' });
      let status, body = '', failed = false;
      stream.on('response', answer => (status = answer[':status'])).on('data', data => (body += data));
      stream.on('error', error => {
        failed = true;
        // Never left this process, or was refused unprocessed: RFC 9113, 8.7.
        if (again < 5 && /REFUSED_STREAM|GOAWAY|INVALID_SESSION/.test(`${error.message} ${error.code}`)) return void setTimeout(send, 10, again + 1);
        fail(`http2 ${error.message}`);
      });
      stream.on('end', () => { if (!failed && status !== undefined) settle('http2', status, body); });
    };
    return () => { result.sent += 1; send(); };
  }
  const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });
  const clients = [client(), client(), client()];
  for (const end = Date.now() + Number(seconds) * 1000, n = { of: 0 }; Date.now() < end; n.of += 1) {
    if (n.of % 4 === 0) one('new', false);
    one('kept', agent);
    clients[n.of % clients.length]();
    await sleep(25);
  }
  await sleep(6000);
  return { ...result, pods: pods.size };
}

/** How long each of these stays open: nothing sent, a handshake only, one request; at most some seconds. */
async function patience(address, seconds) {
  const bare = `tcp|${address.split('|').slice(1).join('|')}`;
  const time = (socket, sends) => new Promise(resolve => {
    const begun = Date.now();
    const end = () => { socket.destroy(); resolve((Date.now() - begun) / 1000); };
    socket.on('error', end).on('end', end).on('data', () => {});
    if (sends) socket.on('secureConnect', () => socket.write(sends));
    setTimeout(end, Number(seconds) * 1000);
  });
  const [nothing, handshake, half, kept] = await Promise.all([
    time(connect(bare)), time(connect(address)), time(connect(address), 'GET / HTTP/1.1\r\nHost: a\r\nx: '),
    time(connect(address), 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
  ]);
  return { nothing, handshake, half, kept };
}

const [action, ...args] = process.argv.slice(1);
const actions = {
  raw: (address, ...hex) => Promise.all(hex.map(each => raw(address, each))),
  h2: (address, requests) => h2(address, JSON.parse(requests)),
  alpn: (address, ...offered) => new Promise(resolve => {
    const socket = connect(address, offered);
    socket.on('secureConnect', () => { resolve(socket.alpnProtocol || null); socket.destroy(); }).on('error', error => resolve(error.message));
  }),
  hold: (address, kind, count, seconds) => hold(address, kind, Number(count), seconds),
  load, patience,
};
actions[action](...args).then(result => { console.log(JSON.stringify(result)); process.exit(); });
