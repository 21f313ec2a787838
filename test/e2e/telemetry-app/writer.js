// An application that knows nothing about the platform: it logs to standard output and to a folder, and counts with an
// OpenTelemetry SDK and with statsd. Its only settings are its environment. SIGTERM ends it at once.
const dgram = require('node:dgram');
const fs = require('node:fs');
const http = require('node:http');
const { metrics, trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');

new NodeSDK().start();
const saved = metrics.getMeter('writer').createCounter('pins.saved');
const tracer = trace.getTracer('writer');
const statsd = dgram.createSocket('udp4');
const { PLATFORM_LOG_DIRECTORY: folder, STATSD_HOST, STATSD_PORT, LINES_PER_SECOND = '20' } = process.env;

let written = 0;

function write() {
  written += 1;
  console.log(`stdout ${written}`);
  if (folder) fs.appendFileSync(`${folder}/app.log`, `file ${written}\n`);
  saved.add(1, { board: 'cats' });
  if (written % 100 === 1) tracer.startSpan('save').end();
  if (STATSD_HOST) statsd.send(`pins.viewed:1|c|#board:cats`, Number(STATSD_PORT), STATSD_HOST);
}

// Many lines a second come in bursts: a timer fires at most once a millisecond.
const perTick = Math.max(1, Math.round(Number(LINES_PER_SECOND) / 50));
const timer = setInterval(() => { for (let n = 0; n < perTick; n++) write(); }, 1000 * perTick / Number(LINES_PER_SECOND));

http.createServer((request, response) => {
  if (request.url === '/stop') clearInterval(timer);
  response.end(`${written}`);
}).listen(8080);

process.on('SIGTERM', () => process.exit(0));
