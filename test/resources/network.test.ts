import { TrafficProtocol, Caller, Exposure, PinterestServiceProps } from 'cdk8s-pinterest';
import { api, BARE, complaints, CONTAINER, MESH, Shop, VERSIONS, World } from '../synth';

const HOST = { host: 'api.example.com' };
const METRICS = { ...CONTAINER, ports: [{ name: 'metrics', number: 9090 }] };
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const pods = (inNamespace: string, name: string) => ({
  ...namespace(inNamespace), podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const tcp = (port: number) => ({ port, protocol: 'TCP' });
const policy = (props: Partial<PinterestServiceProps>, world: World = MESH) => api(props, world).one('NetworkPolicy').spec;
const servicePorts = (props: Partial<PinterestServiceProps>, world: World = MESH) =>
  api(props, world).one('Service').spec.ports.map((port: any) => [port.name, port.port, port.targetPort]);

test.each([...VERSIONS])('on %s nobody reaches the pods unless declared, and what they reach is open', version => {
  const shop = api({}, { ...MESH, version });
  expect(shop.one('NetworkPolicy').spec).toEqual({ podSelector: shop.one('Deployment').spec.selector, policyTypes: ['Ingress'] });
});

test('callers reach the proxy where there is one, else the application', () => {
  const callers = [Caller.external('web', 'shop'), Caller.external('cron', 'jobs')];
  const from = [pods('shop', 'web'), pods('jobs', 'cron')];
  expect(policy({ callers }).ingress).toEqual([{ from, ports: [tcp(8443)] }]);
  expect(policy({ callers }, BARE).ingress).toEqual([{ from, ports: [tcp(8080)] }]);
});

test('a caller without namespace is in the callee\'s', () => {
  const ingress = Shop.of({ api: { callers: [Caller.workload('web')] }, web: {} }).all('NetworkPolicy')
    .map(each => each.spec.ingress);
  expect(ingress).toEqual([[{ from: [pods('shop', 'web')], ports: [tcp(8443)] }], undefined]);
});

test('the pods of a caller carry the label by which the policy knows them', () => {
  const shop = Shop.of({ api: { callers: [Caller.workload('web')] }, web: {} });
  const [rule] = shop.all('NetworkPolicy')[0].spec.ingress;
  const web = shop.all('Deployment').find(each => each.metadata.name === 'web');
  expect(web.spec.template.metadata.labels).toMatchObject(rule.from[0].podSelector.matchLabels);
});

test('ingress controllers and gateways reach the plain port, each from its namespace', () => {
  expect(policy({ exposure: Exposure.ingress(HOST) }).ingress).toEqual([{ from: [namespace('ingress')], ports: [tcp(8081)] }]);
  expect(policy({ exposure: Exposure.httpRoute(HOST) }).ingress).toEqual([{ from: [namespace('gateways')], ports: [tcp(8081)] }]);
  expect(policy({ exposure: Exposure.ingress(HOST).plus(Exposure.httpRoute(HOST)) }).ingress).toEqual([{
    from: [namespace('ingress'), namespace('gateways')], ports: [tcp(8081)],
  }]);
  expect(policy({ exposure: Exposure.ingress(HOST) }, { ...MESH, identity: undefined }).ingress).toEqual([{
    from: [namespace('ingress')], ports: [tcp(8080)],
  }]);
});

test('proxies of a Gateway may be in another namespace than it', () => {
  const gateway = { name: 'public', namespace: 'gateways', proxyNamespace: 'ingress' };
  expect(policy({ exposure: Exposure.httpRoute(HOST) }, { ...MESH, gateway }).ingress)
    .toEqual([{ from: [namespace('ingress')], ports: [tcp(8081)] }]);
});

test('a namespace that has both the ingress controller and the gateway is named once', () => {
  const exposure = Exposure.ingress(HOST).plus(Exposure.httpRoute(HOST));
  expect(policy({ exposure }, { ...MESH, gateway: { name: 'public', namespace: 'ingress' } }).ingress[0].from)
    .toEqual([namespace('ingress')]);
});

test('monitoring, and nobody else, reaches the port called metrics', () => {
  expect(policy({ container: METRICS }).ingress).toEqual([{ from: [namespace('monitoring')], ports: [tcp(9090)] }]);
  expect(policy({ container: METRICS }, { ...MESH, monitoringNamespace: 'o11y' }).ingress).toEqual([{
    from: [namespace('o11y')], ports: [tcp(9090)],
  }]);
  expect(policy({ container: METRICS, callers: [Caller.external('web', 'shop')] }).ingress).toEqual([
    { from: [pods('shop', 'web')], ports: [tcp(8443)] },
    { from: [namespace('monitoring')], ports: [tcp(9090)] },
  ]);
});

test('a Service leads HTTP to the proxy by 443, and past none by 80', () => {
  expect(servicePorts({})).toEqual([['https', 443, 8443]]);
  expect(servicePorts({}, BARE)).toEqual([['http', 80, 8080]]);
});

test('an exposed service has a plain port beside the proxied one, and only then', () => {
  expect(servicePorts({ exposure: Exposure.ingress(HOST), container: METRICS })).toEqual([
    ['https', 443, 8443], ['plain', 80, 8081], ['metrics', 9090, 9090],
  ]);
  expect(servicePorts({ exposure: Exposure.ingress(HOST), container: METRICS }, { ...MESH, identity: undefined })).toEqual([
    ['http', 80, 8080], ['metrics', 9090, 9090],
  ]);
});

test('a TCP service keeps its port', () => {
  expect(servicePorts({ protocol: TrafficProtocol.TCP })).toEqual([['tcp', 8080, 8443]]);
  expect(servicePorts({ protocol: TrafficProtocol.TCP }, BARE)).toEqual([['tcp', 8080, 8080]]);
});

test('further ports keep their numbers, and each has a proxy port of its own', () => {
  const container = { ...CONTAINER, ports: [{ name: 'console', number: 9000 }, { number: 9001 }] };
  expect(servicePorts({ container })).toEqual([['https', 443, 8443], ['consoles', 9000, 8444], ['port-9001s', 9001, 8445]]);
  expect(servicePorts({ container }, BARE)).toEqual([['http', 80, 8080], ['console', 9000, 9000], ['port-9001', 9001, 9001]]);
});

test('without port there is no Service', () => {
  const shop = api({ container: { image: 'x:1' } });
  expect(shop.all('Service')).toEqual([]);
  expect(shop.services.api.service).toBeUndefined();
});

test.each([
  ['two of one name: the main port is called http', { container: { ...CONTAINER, ports: [{ name: 'http', number: 8082 }] } }],
  ['two of one number: the main port is at 443', { container: { ...CONTAINER, ports: [{ name: 'other', number: 443 }] } }],
  ['two of one name: an exposed service has a plain port', {
    protocol: TrafficProtocol.TCP,
    container: { image: 'x', ports: [{ name: 'plain', number: 8082 }] },
    exposure: Exposure.ingress(HOST),
  }],
] as [
  string, Partial<PinterestServiceProps>,
][])('no Service is written with ports that the API server refuses, %s', (_, props) => {
  const shop = api(props);
  if (complaints(() => shop.write()).some(line => line.startsWith('[chart/api] '))) return;
  const { ports } = shop.one('Service').spec;
  expect(new Set(ports.map((port: any) => port.name)).size).toBe(ports.length);
  expect(new Set(ports.map((port: any) => port.port)).size).toBe(ports.length);
});
