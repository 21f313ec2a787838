import * as http from 'node:http';

/** What a daemon says of itself. */
export interface Health {
  readonly ready: () => boolean;
  /** Answered while it is not. */
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
      // A restart mends no other server: that it answers at all is its health.
      case '/healthz': return answer(200, 'ok\n');
      case '/ready': return ready() ? answer(200, 'ok\n') : answer(503, `${notReady}\n`);
      default: return answer(404, 'not found\n');
    }
  }).listen(port);
}
