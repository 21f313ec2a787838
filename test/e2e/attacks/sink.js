// A telemetry backend that takes everything and keeps nothing but how late the lines "victim <milliseconds>" came, and the spans
// "sent <milliseconds>".
const http = require('node:http');
const zlib = require('node:zlib');

let latest = 0;
let lines = 0;
let floods = 0;
let latestSpan = 0;
let spans = 0;

function look(body) {
  const text = body.toString('latin1');
  for (const [, time] of text.matchAll(/victim (\d{13})/g)) {
    latest = Math.max(latest, Date.now() - Number(time));
    lines += 1;
  }
  for (const [, time] of text.matchAll(/sent (\d{13})/g)) {
    latestSpan = Math.max(latestSpan, Date.now() - Number(time));
    spans += 1;
  }
  floods += text.split('flood').length - 1;
}

http.createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(JSON.stringify({ latest, lines, floods, latestSpan, spans }));
    if (request.url === '/reset') latest = lines = floods = latestSpan = spans = 0;
    return;
  }
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    look(request.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(body) : body);
    response.setHeader('content-type', 'application/x-protobuf');
    response.end();
  });
}).listen(4318);
