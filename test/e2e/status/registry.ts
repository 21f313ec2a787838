import { Yaml } from 'cdk8s';

/** Where containerd finds it: it speaks plain HTTP to its own node alone. */
export const REGISTRY = 'localhost:5006';

/** A registry on each node that has no image, and lets nobody in to those below `private/`. */
const SERVER = `
require('http').createServer((request, response) => {
  const inside = request.url.startsWith('/v2/private/');
  const code = inside ? 'UNAUTHORIZED' : 'MANIFEST_UNKNOWN';
  response.writeHead(request.url === '/v2/' ? 200 : inside ? 401 : 404, {
    'content-type': 'application/json', ...(inside && { 'www-authenticate': 'Basic realm="drill"' }),
  });
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify({ errors: [{ code, message: 'no such thing' }] }));
}).listen(5006, '127.0.0.1');
process.on('SIGTERM', () => process.exit());`;

export function registry(namespace: string): string {
  const labels = { app: 'registry' };
  return Yaml.stringify({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'registry', namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          terminationGracePeriodSeconds: 1,
          containers: [{ name: 'registry', image: 'registry.example.com/pinboard:1.0.0', command: ['node', '-e', SERVER] }],
        },
      },
    },
  });
}
