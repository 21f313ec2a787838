// Visitors of shops who look, buy and pay, without retries, until it is ended:
// node visitors.js ADDRESS:PORT VISITORS-A-SECOND HOST...
// Prints what it has counted so far each second, and once all requests are answered.
const http = require('node:http');

const [address, rate, ...hosts] = process.argv.slice(2);
const [hostname, port] = address.split(':');
const PRODUCTS = ['mug', 'kettle', 'lamp'];

const counts = Object.fromEntries(hosts.map(host => [host, { ok: 0, failed: 0, errors: {}, orders: {}, slowest: 0 }]));
const tell = () => console.log(JSON.stringify(counts));

function send(host, agent, session, step) {
  const [method, path] = step.split(' ');
  return new Promise((resolve, reject) => {
    const headers = { host, cookie: `session=${session}`, ...(method === 'POST' && { 'content-length': 0 }) };
    const request = http.request({ hostname, port, method, path, agent, headers, timeout: 15000 }, response => {
      let body = '';
      response.on('data', chunk => (body += chunk));
      response.on('error', reject);
      response.on('end', () => (response.statusCode === 200 ? resolve(body) : reject(new Error(`${response.statusCode} ${body.trim()}`))));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end();
  });
}

/** One visitor has one connection, as a browser. */
async function visit(host, number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const [session, product, count] = [`visitor-${number}`, PRODUCTS[number % PRODUCTS.length], counts[host]];
  for (const step of [
    'GET /', `GET /products/${product}`, `POST /cart?quantity=1&product=${product}`, 'GET /cart',
    'POST /checkout?currency=USD&card=valid&email=visitor@example.com',
  ]) {
    const since = Date.now();
    try {
      const body = await send(host, agent, session, step);
      count.ok += 1;
      if (step.includes('/checkout')) {
        const { version } = JSON.parse(body);
        count.orders[version] = (count.orders[version] ?? 0) + 1;
      }
    } catch (error) {
      count.failed += 1;
      const what = `${step.split('?')[0]}: ${error.code ?? error.message}`;
      count.errors[what] = [...count.errors[what] ?? [], new Date().toISOString()].slice(-5);
      break;
    } finally {
      count.slowest = Math.max(count.slowest, Date.now() - since);
    }
  }
  agent.destroy();
}

const visits = new Set();
let number = 0;
const arrivals = setInterval(() => {
  number += 1;
  for (const host of hosts) {
    const pending = visit(host, number).finally(() => visits.delete(pending));
    visits.add(pending);
  }
}, 1000 / Number(rate));
setInterval(tell, 1000);

process.on('SIGTERM', async () => {
  clearInterval(arrivals);
  await Promise.all(visits);
  tell();
  process.exit(0);
});
