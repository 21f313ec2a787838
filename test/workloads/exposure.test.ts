import { Exposure } from 'cdk8s-pinterest';
import { api, BARE, complaints, MESH, World } from '../synth';

const A = { host: 'a.example.com' };
const errors = (exposure: Exposure, world: World = MESH, container?: { image: string }) =>
  complaints(() => api({ exposure, ...(container && { container }) }, world).write());

test('an Ingress leads its host to the plain port by name, in the cluster\'s class', () => {
  expect(api({ exposure: Exposure.ingress(A) }).one('Ingress').spec).toEqual({
    ingressClassName: 'public',
    rules: [{
      host: 'a.example.com',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'api', port: { name: 'plain' } } } }] },
    }],
  });
});

test('an Ingress without proxy leads to the application', () => {
  const [rule] = api({
    exposure: Exposure.ingress({ ...A, path: '/v1' }),
  }, { ...MESH, identity: undefined }).one('Ingress').spec.rules;
  expect(rule.http.paths).toEqual([{
    path: '/v1', pathType: 'Prefix', backend: { service: { name: 'api', port: { name: 'http' } } },
  }]);
});

test('only a host with a TLS secret is in the Ingress\' TLS section', () => {
  const exposure = Exposure.ingress({ ...A, tlsSecret: 'a-tls' }).plus(Exposure.ingress({ host: 'b.example.com' }));
  const { rules, tls } = api({ exposure }).one('Ingress').spec;
  expect(rules.map((rule: any) => rule.host)).toEqual(['a.example.com', 'b.example.com']);
  expect(tls).toEqual([{ hosts: ['a.example.com'], secretName: 'a-tls' }]);
});

test('an HTTPRoute leads its host to the plain port by number, at the cluster\'s Gateway', () => {
  expect(api({ exposure: Exposure.httpRoute({ ...A, path: '/v1' }) }).one('HTTPRoute').spec).toEqual({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateways' }],
    hostnames: ['a.example.com'],
    rules: [{
      matches: [{ path: { type: 'PathPrefix', value: '/v1' } }],
      backendRefs: [{ group: '', kind: 'Service', name: 'api', port: 80, weight: 1 }],
    }],
  });
});

test('Ingress and HTTPRoute stand together, for a service that moves', () => {
  const { services } = api({ exposure: Exposure.ingress(A).plus(Exposure.httpRoute(A)) });
  expect(services.api.ingress?.name).toBe('api');
  expect(services.api.httpRoute?.name).toBe('api');
});

test('an exposure that is not asked for is not there', () => {
  const { services } = api({ exposure: Exposure.ingress(A) });
  expect(services.api.httpRoute).toBeUndefined();
  expect(api().services.api.ingress).toBeUndefined();
});

test('each host has a route of its own, since all paths of a route are open to all of its hosts', () => {
  const exposure = Exposure.httpRoute({ host: 'a.example.com', path: '/a' })
    .plus(Exposure.httpRoute({ host: 'b.example.com', path: '/b' }));
  const routes = api({ exposure }).all('HTTPRoute');
  expect(routes.map(({ spec }: any) => [spec.hostnames, spec.rules[0].matches[0].path.value]))
    .toEqual([[['a.example.com'], '/a'], [['b.example.com'], '/b']]);
  expect(routes.map(({ metadata }: any) => metadata.name)).toEqual(['api', expect.stringMatching(/^api-[0-9a-f]{8}$/)]);
});

test.each([
  [
    'ingress controller',
    Exposure.ingress(A),
    '[chart/api] exposure = "ingress": the cluster prod has no ingress controller. '
      + 'Set ingress on the Cluster, or use Exposure.httpRoute.',
  ],
  [
    'gateway',
    Exposure.httpRoute(A),
    '[chart/api] exposure = "httpRoute": the cluster prod has no gateway. '
      + 'Set gateway on the Cluster, or use Exposure.ingress.',
  ],
])('an exposure on a cluster without %s is refused', (_, exposure, message) => {
  expect(errors(exposure, BARE)).toEqual([message]);
});

test('an exposure without port is refused', () => {
  expect(errors(Exposure.ingress(A), MESH, { image: 'x:1' })).toEqual([
    '[chart/api] exposure: there is no port to expose. Write container.portNumber, or a TCP port in ports.',
  ]);
});

test.each([
  ['host', Exposure.ingress({ host: 'API.example.com' })],
  ['host', Exposure.httpRoute({ host: 'https://api.example.com' })],
  ['path', Exposure.ingress({ ...A, path: 'v1' })],
  ['path', Exposure.httpRoute({ ...A, path: 'v1' })],
])('a %s that the API server would refuse is refused: %#', (_, exposure) => {
  expect(errors(exposure)).toEqual([expect.stringMatching(/^\[chart\/api\] exposure.* = ".*": .*\. .*\.$/)]);
});
