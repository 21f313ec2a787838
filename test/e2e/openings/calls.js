// Makes calls, `{ "what": "https://host:port" }`, all at once, and prints what came of each. One has time, since a busy machine is
// slow; one that fails is made again for some seconds.
const dgram = require('node:dgram');
const fs = require('node:fs');
const http2 = require('node:http2');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');

const [TRY, ALL] = [5000, 4000];
const ca = () => fs.readFileSync('/var/run/identity/ca.crt');
const certificate = () => ({
  ca: ca(), cert: fs.readFileSync('/var/run/identity/tls.crt'), key: fs.readFileSync('/var/run/identity/tls.key'),
});

const get = (client, url, options) => new Promise((resolve, reject) => {
  client.get(url, { ...options, agent: false }, response => {
    let body = '';
    response.on('data', chunk => (body += chunk)).on('end', () => (
      response.statusCode === 200 ? resolve(body) : reject(new Error(response.statusCode))
    ));
  }).on('error', reject);
});

const getHttp2 = (url, options) => new Promise((resolve, reject) => {
  const session = http2.connect(url, options);
  const request = session.on('error', reject).request({ ':path': '/' });
  let [body, status] = ['', 0];
  request.on('response', headers => (status = headers[':status'])).on('data', chunk => (body += chunk)).on('error', reject)
    .on('end', () => { session.destroy(); status === 200 ? resolve(body) : reject(new Error(status)); });
});

const ask = ({ hostname, port }) => new Promise((resolve, reject) => {
  const socket = dgram.createSocket('udp4').on('error', reject);
  const send = () => socket.send('?', Number(port), hostname, error => error && reject(error));
  // Datagrams get lost.
  const again = setInterval(send, 1000);
  socket.on('message', message => { clearInterval(again); resolve(message.toString()); socket.close(); });
  send();
});

const connect = ({ hostname, port }) => new Promise((resolve, reject) => {
  const socket = net.connect(Number(port), hostname, () => { resolve('connected'); socket.destroy(); }).on('error', reject);
});

const spoken = {
  'http:': url => get(http, url),
  'https:': url => get(https, url, certificate()),
  'bare:': url => get(https, url.href.replace('bare:', 'https:'), { ca: ca() }),
  'h2c:': url => getHttp2(url.href.replace('h2c:', 'http:')),
  'h2:': url => getHttp2(url.href.replace('h2:', 'https:'), certificate()),
  'udp:': ask,
  'tcp:': connect,
};

const late = () => new Promise((_, reject) => { setTimeout(() => reject(new Error('late')), TRY); });

async function call(url) {
  for (let end = Date.now() + ALL, error; ; await new Promise(resolve => setTimeout(resolve, 200))) {
    if (Date.now() > end) return { error };
    try {
      return { answer: await Promise.race([spoken[url.protocol](url), late()]) };
    } catch (failure) {
      error = failure.code ?? failure.message;
    }
  }
}

const calls = Object.entries(JSON.parse(process.argv[2]));
Promise.all(calls.map(async ([what, url]) => [what, await call(new URL(url))])).then(results => {
  console.log(JSON.stringify(Object.fromEntries(results)));
  process.exit(0);
});
