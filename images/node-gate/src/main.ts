import * as http from 'node:http';
import { Api } from './api';
import { Gate } from './gate';
import { metricsOf } from './metrics';

const { NAMESPACE, RELEASES, PORT = '8080' } = process.env;
if (!NAMESPACE || !RELEASES) throw new Error('NAMESPACE and RELEASES must be set.');

const log = (message: string, details: object) => console.log(JSON.stringify({ time: new Date().toISOString(), message, ...details }));
const gate = new Gate(Api.inCluster(), { namespace: NAMESPACE, releases: new Map(Object.entries(JSON.parse(RELEASES))), log });

const metrics = metricsOf(gate);
const answers: Record<string, () => [status: number, body: string | Promise<string>]> = {
  '/healthz': () => [200, 'ok'],
  '/ready': () => gate.synced ? [200, 'ok'] : [503, 'the API server has not told everything yet'],
  '/metrics': () => [200, metrics.metrics()],
};
http.createServer(async ({ url }, response) => {
  const [status, body] = answers[url ?? '']?.() ?? [404, 'not here'];
  response.writeHead(status, { 'content-type': 'text/plain' }).end(await body);
}).listen(Number(PORT));

process.on('SIGTERM', () => process.exit(0));
void gate.run(new AbortController().signal);
