import * as http from 'node:http';

/** The health and metrics of a daemon. */
export interface Health {
  readonly ready: () => boolean;
  /** The response while it is not ready. */
  readonly notReady: string;
  readonly metrics: () => Promise<string>;
}

/** `/metrics` for monitoring, `/healthz` and `/ready` for the kubelet. */
export function serve(port: number, { ready, notReady, metrics }: Health): http.Server {
  return http.createServer((request, response) => {
    const headers = { 'content-type': 'text/plain; version=0.0.4' };
    const answer = (status: number, text: string) => response.writeHead(status, headers).end(text);
    switch (request.url) {
      case '/metrics': return void metrics().then(text => answer(200, text), error => answer(500, String(error)));
      // Healthy as long as it answers: a restart does not fix other servers.
      case '/healthz': return answer(200, 'ok\n');
      case '/ready': return ready() ? answer(200, 'ok\n') : answer(503, `${notReady}\n`);
      default: return answer(404, 'not found\n');
    }
  }).listen(port);
}
