import {
  Caller, Egress, EgressPeer, Exposure, PinterestApp, PinterestChart, PinterestService, PinterestStatefulSet, Plaintext, Port,
  PortAccess,
} from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { BARE, Built, clusterOf, CONTAINER, freshFolder, MESH, OWNER, VERSIONS, World } from '../synth';

const OPEN = { traffic: { plaintext: Plaintext.until('2026-12-31') } };
const CALLERS = [Caller.external('web', 'front')];
const on = (world: World, day?: { today?: string }): World => ({
  ...world, platform: new Platform({ clusters: [clusterOf(world)], ...(day ?? { today: '2026-11-24' }) }),
});
const service = (props: object = {}, world: World = on(MESH)) => new Built(
  chart => new PinterestService(chart, 'api', { container: CONTAINER, callers: CALLERS, ...OPEN, ...props }), world,
);
const ports = (built: Built<unknown>) => built.one('Service').spec.ports
  .map(({ name, port, targetPort }: any) => `${name} ${port} ${targetPort}`);
const toldBy = (built: Built<unknown>) => built.one('NetworkPolicy').metadata.annotations['pinterest.com/plaintext'];
const opened = (built: Built<unknown>) => built.one('NetworkPolicy').spec.ingress
  .map(({ from, ports: numbers }: any) => [
    ...from.map(({ podSelector, namespaceSelector }: any) => (
      Object.values({ ...podSelector?.matchLabels, ...namespaceSelector?.matchLabels }).join()
    )),
    ...numbers.map(({ port }: any) => port),
  ].join(' '));

test.each(VERSIONS)('callers reach a port with a certificate and without, by two numbers, on %s', version => {
  const built = service({}, on({ ...MESH, version }));
  expect(built.errors).toEqual([]);
  expect(ports(built)).toEqual(['https 443 8443', 'http 80 8080']);
  expect(opened(built)).toEqual(['web,front 8443 8080']);
  expect(toldBy(built)).toBe('http 8080/TCP until 2026-12-31');
});

test('to close it changes neither the pods nor what the proxy is told', () => {
  const podsOf = (built: Built<unknown>) => [built.template, built.all('ConfigMap')];
  expect(podsOf(service({ traffic: undefined }))).toEqual(podsOf(service()));
  expect(opened(service({ traffic: undefined }))).toEqual(['web,front 8443']);
  expect(toldBy(service({ traffic: undefined }))).toBeUndefined();
});

test('on a cluster without identity it has no effect', () => {
  const plain = service({}, on(BARE, {}));
  expect(plain.errors).toEqual([]);
  expect(plain.all()).toEqual(service({ traffic: undefined }, on(BARE)).all());
});

test('ingress controllers come to the port itself meanwhile, since pods of a chart have no proxy', () => {
  const exposed = { exposure: Exposure.ingress({ host: 'api.example.com' }) };
  const built = service(exposed);
  expect(built.errors).toEqual([]);
  expect(ports(built)).toEqual(['https 443 8443', 'http 80 8080']);
  expect(opened(built)).toEqual(['web,front 8443 8080', 'ingress 8080']);
  expect(built.one('Ingress').spec.rules[0].http.paths[0].backend.service.port).toEqual({ name: 'http' });
  const closed = service({ ...exposed, traffic: undefined });
  expect(ports(closed)).toEqual(['https 443 8443', 'plain 80 8081']);
});

test('whoever may come by a certificate may come without one: namespaces, every pod, pods by their labels', () => {
  const old = Caller.pods({ namespace: 'front', labels: { app: 'old' } });
  const access = PortAccess.namespaces('ops').plus(PortAccess.callers(old));
  const built = service({
    container: { image: CONTAINER.image },
    ports: [Port.http(8080, { access, servicePort: 443 }), Port.tcp(7000, { access: PortAccess.EVERY_POD, servicePort: 17000 })],
  });
  expect(built.errors).toEqual([]);
  expect(opened(built)).toEqual(['old,front 8443 8080', ' 8444 7000', 'ops 8443 8080']);
  expect(ports(built)).toEqual(['https 443 8443', 'tcp 17000 8444', 'http 8080 8080', 'plain-tcp 7000 7000']);
});

test('numbers of a chart\'s Service stay', () => {
  const built = service({ traffic: { plaintext: Plaintext.until('2026-12-31', { servicePorts: { http: 9000 } }) } });
  expect(built.errors).toEqual([]);
  expect(ports(built)).toEqual(['https 443 8443', 'http 9000 8080']);
});

test('a number cannot mean both', () => {
  const store = (given: Port) => new Built(chart => new PinterestStatefulSet(chart, 'db', {
    container: { image: CONTAINER.image }, ports: [given], callers: CALLERS, ...OPEN,
  }), on(MESH));
  expect(store(Port.tcp(5432)).errors).toEqual([
    '[chart/db] traffic.plaintext = "tcp": would have one number in the Service for callers with a certificate and for those '
      + 'without. '
      + 'Write Port.tcp(5432, { servicePort }) in ports, with the number for callers with a certificate from now on.',
  ]);
  const built = store(Port.tcp(5432, { servicePort: 15432 }));
  expect(built.errors).toEqual([]);
  const [, clients] = built.all('Service');
  expect(clients.spec.ports.map(({ port, targetPort }: any) => [port, targetPort])).toEqual([[15432, 8443], [5432, 5432]]);
});

test('who may connect to certain workloads alone gets through both doors', () => {
  const built = new Built(chart => {
    new PinterestService(chart, 'api', { container: CONTAINER, callers: [Caller.workload('web')], ...OPEN });
    new PinterestService(chart, 'web', {
      container: CONTAINER, network: { egress: Egress.only(EgressPeer.workload('api', { ports: [8080] })) },
    });
  }, on(MESH));
  expect(built.errors).toEqual([]);
  const [, web] = built.all('NetworkPolicy');
  expect(web.spec.egress[2].ports.map(({ port }: any) => port)).toEqual([8443, 8080]);
});

test('the synth says which workloads are still open, and fails after the day', () => {
  const app = (today?: string) => [warningsOn(today), service({}, on(MESH, { today })).errors];
  const field = '[chart/api] traffic.plaintext = "2026-12-31"';
  expect(app('2026-12-31')).toEqual([[
    'traffic.plaintext = "2026-12-31": lets callers in without a certificate, at http 8080. '
      + 'Leave it out as soon as all of them show one.',
  ], []]);
  expect(app('2027-01-01')).toEqual([[], [
    `${field}: has passed (today is 2027-01-01), and callers still get in without a certificate. `
      + 'Leave it out, or agree on another day with the infrastructure team.',
  ]]);
  expect(app()).toEqual([[], [
    `${field}: cannot be checked without the day of the build. `
      + 'Set today on the Platform to the day of the commit, such as "2026-11-24".',
  ]]);
});

function warningsOn(today?: string): string[] {
  const app = new PinterestApp({ outdir: freshFolder(), platform: new Platform({ clusters: [clusterOf(MESH)], today }) });
  const chart = new PinterestChart(app, 'chart', { owner: OWNER });
  new PinterestService(chart, 'api', { container: CONTAINER, callers: CALLERS, ...OPEN });
  return app.plan().warnings.map(({ message }) => message);
}

test('what opens nothing is refused', () => {
  expect(service({ container: { image: CONTAINER.image } }).errors.join()).toContain(
    'traffic.plaintext = "2026-12-31": has no meaning: the proxy stands before no port for callers',
  );
  expect(service({ traffic: { plaintext: Plaintext.until('2026-12-31', { servicePorts: { web: 80 } }) } }).errors).toEqual([
    '[chart/api] traffic.plaintext.servicePorts = "web": is no port before which the proxy stands. Known ports: http.',
  ]);
});

test('pods without identity are let in only while the plain door is open', () => {
  const old = [Caller.pods({ labels: { app: 'old', tier: 'x' } })];
  expect(service({ callers: old }).errors).toEqual([]);
  expect(opened(service({ callers: old }))).toEqual(['old,x,shop 8443 8080']);
  expect(JSON.stringify(service({ callers: old }).all('ConfigMap'))).toContain('http-request deny deny_status 403');
  expect(service({ callers: old, traffic: undefined }).errors).toEqual([
    '[chart/api] callers = "app=old,tier=x": has no certificate for the proxy, on the cluster prod with identity. '
      + 'Write traffic: { plaintext: Plaintext.until(day) } while it moves, or Caller.workload once it has moved.',
  ]);
  const plain = service({ callers: old, traffic: undefined }, on(BARE));
  expect(plain.errors).toEqual([]);
  expect(opened(plain)).toEqual(['old,x,shop 8080']);
});

test('nobody is let in by labels that the proxy would take for an identity', () => {
  const built = service({ callers: [Caller.pods({ labels: { app: 'old' } })] });
  expect(JSON.stringify(built.all('ConfigMap'))).not.toContain('declared_caller var(sess.caller)');
});

test('plain JavaScript may pass anything', () => {
  for (const wrong of ['2026-12-31', 5, {}, { lastDay: '2026-12-31' }, Plaintext.until(5 as any), Plaintext.until('x\ny')]) {
    expect(service({ traffic: { plaintext: wrong } }).errors.join()).toMatch(/^\[chart\/api\] traffic\.plaintext/);
  }
  for (const servicePorts of ['x', { http: 'x' }, { http: 0 }, { 'a b': 1 }] as any[]) {
    expect(service({ traffic: { plaintext: Plaintext.until('2026-12-31', { servicePorts }) } }).errors.join())
      .toMatch(/^\[chart\/api\] traffic\.plaintext/);
  }
  for (const labels of [undefined, 'x', {}, { app: 5 }, { 'a b': 'x' }] as any[]) {
    expect(service({ callers: [Caller.pods({ labels })] }).errors.join()).toMatch(/^\[chart\/api\] callers\[0\]/);
  }
  expect(service({ callers: [Caller.pods(undefined as any)] }).errors.join()).toMatch(/^\[chart\/api\] callers\[0\]/);
});
