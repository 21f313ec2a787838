import * as http from 'node:http';
import { Socket } from 'node:net';

/** The health and metrics of a daemon. */
export interface Health {
  readonly ready: () => boolean;
  /** The response while it is not ready. */
  readonly notReady: string;
  readonly metrics: () => Promise<string>;
}

/** The kubelet and monitoring need a handful; whoever opens more loses the oldest of them, and nobody else is kept out. */
const MOST_CONNECTIONS = 128;
const IDLE_MS = 10_000;
const REQUEST_MS = 5_000;
/** However often they are asked for, metrics are computed once in this time. */
const METRICS_MS = 1_000;

/**
 * `/metrics` for monitoring, `/healthz` and `/ready` for the kubelet. Without an enforced NetworkPolicy every pod of the cluster
 * reaches it: it reads no body, and no number of connections keeps the kubelet from its answer.
 */
export function serve(port: number, { ready, notReady, metrics }: Health): http.Server {
  const recent = remembered(metrics);
  const limits = { headersTimeout: REQUEST_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: REQUEST_MS, maxHeaderSize: 8192 };
  const server = http.createServer(limits, (request, response) => {
    const headers = { 'content-type': 'text/plain; version=0.0.4' };
    const answer = (status: number, text: string) => response.writeHead(status, headers).end(text);
    if (request.method !== 'GET') return void answer(405, 'only GET\n').once('finish', () => request.socket.destroy());
    switch (request.url) {
      case '/metrics': return void recent().then(text => answer(200, text), () => answer(500, 'no metrics\n'));
      // Healthy as long as it answers: a restart does not fix other servers.
      case '/healthz': return answer(200, 'ok\n');
      case '/ready': return ready() ? answer(200, 'ok\n') : answer(503, `${notReady}\n`);
      default: return answer(404, 'not found\n');
    }
  });
  server.setTimeout(IDLE_MS);
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size > MOST_CONNECTIONS) {
      const [oldest] = open;
      open.delete(oldest);
      oldest.destroy();
    }
  });
  return server.listen(port);
}

function remembered(metrics: () => Promise<string>): () => Promise<string> {
  let [text, until]: [Promise<string> | undefined, number] = [undefined, 0];
  return () => {
    if (text === undefined || Date.now() >= until) {
      text = metrics();
      until = Date.now() + METRICS_MS;
    }
    return text;
  };
}
