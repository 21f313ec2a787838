// Answers at many ports with its name and the port: PORTS is a list such as `http:8080 h2:9090 udp:53`.
const dgram = require('node:dgram');
const http = require('node:http');
const http2 = require('node:http2');

const { NAME, PORTS } = process.env;

const servers = {
  http: (port, answer) => http.createServer((_, response) => response.end(answer)).listen(port),
  h2: (port, answer) => http2.createServer((_, response) => response.end(answer)).listen(port),
  udp: (port, answer) => {
    const socket = dgram.createSocket('udp4');
    socket.on('message', (_, { port: from, address }) => socket.send(answer, from, address)).bind(port);
  },
};

for (const [spoken, port] of PORTS.split(' ').map(each => each.split(':'))) servers[spoken](Number(port), `${NAME}:${port}`);
process.on('SIGTERM', () => process.exit());
