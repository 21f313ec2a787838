import * as http from 'node:http';

/** `/metrics` for monitoring, `/healthz` and `/ready` for the kubelet. */
export function serve(port: number, ready: () => boolean, metrics: () => Promise<string>): http.Server {
  return http.createServer((request, response) => {
    const answer = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4' }).end(text);
    switch (request.url) {
      case '/metrics': return void metrics().then(text => answer(200, text), error => answer(500, String(error)));
      // A restart mends neither ZooKeeper nor the API server: that it answers at all is its health.
      case '/healthz': return answer(200, 'ok\n');
      case '/ready': return ready() ? answer(200, 'ok\n') : answer(503, 'the pods of this node are not all registered yet\n');
      default: return answer(404, 'not found\n');
    }
  }).listen(port);
}
