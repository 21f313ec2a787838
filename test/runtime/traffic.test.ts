import { Duration } from 'cdk8s';
import { Caller, Exposure, PinterestServiceProps, Port, PortAccess, PortProxy, TrafficProtocol } from 'cdk8s-pinterest';
import { api, CONTAINER, MESH, named, namesOf, Shop } from '../synth';

const EXPOSURE = Exposure.ingress({ host: 'a.example.com' });
const CALLERS = [Caller.external('web', 'shop'), Caller.external('cron', 'jobs')];

/** The configuration's sections, by title without what they are made from. */
function haproxy(props: Partial<PinterestServiceProps> = {}, world = MESH): Map<string, string[]> {
  const config: string = configOf(api(props, world));
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of config.split('\n').filter(each => each.trim() && !each.trim().startsWith('#'))) {
    if (line.startsWith(' ')) lines.push(line.trim());
    else if (!line.startsWith('.')) sections.set(line.replace(/ from .*/, ''), lines = []);
  }
  return sections;
}

const configOf = (shop: Shop): string =>
  shop.all('ConfigMap').find(object => object.metadata.name.startsWith('api-proxy')).data['haproxy.cfg'];

const rules = (props: Partial<PinterestServiceProps>, title: string, start: string) =>
  haproxy(props).get(title)!.filter(line => line.startsWith(start));

test('every declared caller is let in, by identity, and nobody else', () => {
  const props = { callers: CALLERS };
  expect(rules(props, 'frontend mtls-http', 'acl')).toEqual([
    'acl declared_caller var(sess.caller) -m str -- spiffe://example.com/ns/shop/sa/web',
    'acl declared_caller var(sess.caller) -m str -- spiffe://example.com/ns/jobs/sa/cron',
  ]);
  expect(rules(props, 'frontend mtls-http', 'http-request deny deny_status 403')).toEqual([
    expect.stringMatching(/deny_status 403 .* unless declared_caller$/),
  ]);
});

test('a port may have callers of its own, or whoever has a certificate of some namespace or of any', () => {
  const cron = PortAccess.callers(Caller.external('cron', 'jobs'));
  const props = {
    container: { image: 'x:1' },
    callers: [Caller.external('web', 'shop')],
    ports: [
      Port.http(1), Port.http(2, { name: 'console', access: cron }), Port.grpc(3, { access: PortAccess.CALLERS.plus(cron) }),
      Port.tcp(4, { name: 'some', access: PortAccess.namespaces('jobs') }),
      Port.tcp(5, { name: 'any', access: PortAccess.EVERY_POD }),
      Port.tcp(6, { name: 'none', access: PortAccess.CALLERS.plus(PortAccess.PEERS), proxy: PortProxy.none('TLS') }),
    ],
  };
  const acl = (name: string) => rules(props, `frontend mtls-${name}`, 'acl')
    .map(line => line.replace('acl declared_caller var', ''));
  const web = '(sess.caller) -m str -- spiffe://example.com/ns/shop/sa/web';
  const job = '(sess.caller) -m str -- spiffe://example.com/ns/jobs/sa/cron';
  expect(acl('http')).toEqual([web]);
  expect(acl('console')).toEqual([job]);
  expect(acl('grpc')).toEqual([web, job]);
  expect(acl('some')).toEqual(['(sess.caller) -m beg -- spiffe://example.com/ns/jobs/']);
  expect(acl('any')).toEqual(['(sess.caller) -m beg -- spiffe://example.com/ns/']);
  expect([...haproxy(props).keys()]).not.toContain('frontend mtls-none');
});

test('each port that is exposed has a plain port of its own', () => {
  const props = {
    container: { image: 'x:1' },
    ports: [Port.tcp(1), Port.http(2, { name: 'api' }), Port.grpc(3), Port.http(4, { name: 'console' })],
    exposure: Exposure.ingress({ host: 'a.example.com', port: 'console' }).plus(Exposure.ingress({ host: 'b.example.com' })),
  };
  const sections = haproxy(props);
  expect(sections.get('frontend plain')).toEqual(expect.arrayContaining(['bind :8081', 'default_backend api']));
  expect(sections.get('frontend plain-console')).toEqual(expect.arrayContaining(['bind :8082', 'default_backend console']));
  expect(namesOf(api(props).container('proxy').ports))
    .toEqual(['mtls', 'mtls-1', 'mtls-2', 'mtls-3', 'plain', 'plain-1', 'admin']);
});

test('without callers everybody is denied, without condition', () => {
  expect(rules({}, 'frontend mtls-http', 'acl')).toEqual([]);
  expect(rules({}, 'frontend mtls-http', 'http-request deny deny_status 403')).toEqual([
    expect.not.stringMatching(/ (if|unless) /),
  ]);
  expect(rules({ protocol: TrafficProtocol.TCP }, 'frontend mtls-tcp', 'tcp-request content reject'))
    .toEqual(['tcp-request content reject']);
});

test('callers are identified before they are judged, by a certificate that is required', () => {
  for (const [protocol, title, judge] of [
    [TrafficProtocol.HTTP, 'frontend mtls-http', 'http-request deny deny_status 403'],
    [TrafficProtocol.TCP, 'frontend mtls-tcp', 'tcp-request content reject'],
  ] as const) {
    const lines = haproxy({ protocol, callers: CALLERS }).get(title)!;
    expect(lines.find(line => line.startsWith('bind'))).toContain('verify required');
    const identify = lines.findIndex(line => line.includes('set-var(sess.caller)'));
    expect(identify).toBeGreaterThan(-1);
    expect(lines.findIndex(line => line.startsWith(judge))).toBeGreaterThan(identify);
  }
});

test('a line of the log says whose call was refused', () => {
  for (const [protocol, title, format] of [
    [TrafficProtocol.HTTP, 'frontend mtls-http', 'HTTP'], [TrafficProtocol.TCP, 'frontend mtls-tcp', 'TCP'],
  ] as const) {
    const lines = haproxy({ protocol, exposure: EXPOSURE });
    expect(lines.get(title)).toContain(`log-format "\${HAPROXY_${format}_LOG_FMT} caller=%[var(sess.caller)]"`);
    expect(lines.get('frontend plain')!.join()).not.toContain('caller=');
  }
});

test('nobody but the proxy says to the application who called', () => {
  const lines = haproxy({ callers: CALLERS }).get('frontend mtls-http')!;
  const strip = lines.findIndex(line => line.includes('del-header') && line.includes('forwarded'));
  expect(strip).toBeGreaterThan(-1);
  expect(lines.findIndex(line => line.startsWith('http-request set-header x-forwarded-client-cert'))).toBeGreaterThan(strip);
  const plain = haproxy({ exposure: EXPOSURE }).get('frontend plain')!;
  expect(plain.some(line => line.includes('del-header') && line.includes('forwarded'))).toBe(true);
  expect(plain.some(line => line.startsWith('http-request set-header x-forwarded-client-cert'))).toBe(false);
});

test('TCP is handed on as it is', () => {
  const sections = haproxy({ protocol: TrafficProtocol.TCP, callers: CALLERS, exposure: EXPOSURE });
  for (const title of ['defaults tcp', 'backend tcp']) expect(sections.get(title)).toContain('mode tcp');
  for (const title of ['defaults tcp', 'frontend mtls-tcp', 'frontend plain', 'backend tcp']) {
    expect(sections.get(title)!.filter(line => line.startsWith('http-'))).toEqual([]);
  }
  expect(sections.get('frontend mtls-tcp')).toContain('tcp-request content reject unless declared_caller');
});

test('there is a plain way in only for what is exposed', () => {
  expect([...haproxy().keys()]).not.toContain('frontend plain');
  expect(haproxy({ exposure: EXPOSURE }).get('frontend plain')!.find(line => line.startsWith('bind'))).toContain(':8081');
  expect(namesOf(api().container('proxy').ports)).toEqual(['mtls', 'admin']);
  expect(namesOf(api({ exposure: EXPOSURE }).container('proxy').ports)).toContain('plain');
});

test('each port of the application has a frontend and a backend of its own; metrics has none', () => {
  const sections = haproxy({
    container: { ...CONTAINER, ports: [{ name: 'console', number: 9000 }, { name: 'metrics', number: 9090 }] },
  });
  expect(sections.get('backend http')).toContain('server app 127.0.0.1:8080');
  expect(sections.get('backend console')).toContain('server app 127.0.0.1:9000');
  expect(sections.get('frontend mtls-console')!.find(line => line.startsWith('bind'))).toContain(':8444');
  expect([...sections.keys()].filter(title => title.includes('metrics'))).toEqual([]);
});

test('nothing that comes over the network starts a drain; before 1.30 a request waits for as long as it takes', () => {
  const drain = Duration.seconds(20);
  const old = haproxy({ drain }, { ...MESH, version: '1.29' }).get('frontend admin')!;
  expect(old).toEqual(expect.arrayContaining(['timeout tarpit 20s', 'http-request tarpit deny_status 200 if { path /drain }']));
  expect(old.join()).not.toContain('set-var');
  expect(haproxy({ drain }).get('frontend admin')!.join()).not.toContain('drain');
});

test('the drain begins, hands over and ends in the hook of the proxy\'s own container', () => {
  const hook = (seconds: number) =>
    api({ drain: Duration.seconds(seconds) }).container('proxy').lifecycle.preStop.exec.command[2];
  expect(hook(20)).toBe('date +%s >/run/haproxy/drain; sleep 8; kill -USR2 1; sleep 10; kill -USR1 1; sleep 3600');
  expect(hook(1)).toBe('date +%s >/run/haproxy/drain; sleep 0.4; kill -USR2 1; sleep 0.4; kill -USR1 1; sleep 3600');
  expect(hook(0)).toBe('kill -USR1 1; sleep 3600');
});

test('the proxy\'s configuration is called by its content: a new caller is a new name', () => {
  const name = (props: Partial<PinterestServiceProps>) => named(
    api(props).template.spec.volumes, 'proxy-config',
  ).projected.sources[0].configMap.name;
  expect(name({})).toBe(name({}));
  expect(name({ callers: CALLERS })).not.toBe(name({}));
});

test('a caller of this app is known by the identity in its certificate', () => {
  const shop = Shop.of({ api: { callers: [Caller.workload('web')] }, web: {} }, MESH);
  const web = shop.all('Certificate').find(object => object.metadata.name === 'web-identity');
  const config = shop.all('ConfigMap').find(object => object.metadata.name.startsWith('api-proxy')).data['haproxy.cfg'];
  expect(config).toContain(`-m str -- ${web.spec.uris[0]}\n`);
});

test('what all proxies have is in one object of the chart, and no workload has its own', () => {
  const shop = Shop.of({ api: {}, web: {} }, MESH);
  const files = shop.all('ConfigMap').map(({ metadata, data }) => [
    metadata.name.replace(/-[0-9a-f]{8}$/, ''), Object.keys(data),
  ]);
  expect(files).toEqual(expect.arrayContaining([
    ['api-proxy', ['haproxy.cfg']], ['web-proxy', ['haproxy.cfg']],
    ['chart-proxy', expect.arrayContaining(['certificates.list', 'renew.lua', 'spiffe.lua', 'drain.lua'])],
  ]));
  expect(files).toHaveLength(3);
  const mounted = shop.all('Deployment')
    .map(({ spec }) => named(spec.template.spec.volumes, 'proxy-config').projected.sources[1]);
  expect(mounted[0]).toEqual(mounted[1]);
});

test('certificates are found by the list that the proxy changes while it runs', () => {
  for (const protocol of [TrafficProtocol.HTTP, TrafficProtocol.TCP]) {
    const binds = [...haproxy({ protocol }).values()].flat().filter(line => line.startsWith('bind') && line.includes(' ssl '));
    expect(binds.length).toBeGreaterThan(0);
    for (const bind of binds) expect(bind).toContain('ssl crt-list "${CERTIFICATES}" ca-file "${AUTHORITIES}" verify required');
  }
  const [files] = api().all('ConfigMap').filter(({ data }) => data['certificates.list']);
  expect(files.data['certificates.list']).toBe('/var/run/identity/tls.crt !*\n');
});

test('after a change of the authorities HTTP clients are asked to come back, but not in an upgrade', () => {
  expect([...haproxy().values()].flat()).toContain(
    'http-after-response set-header connection close if { lua.outdated -m bool } !{ status 101 }',
  );
});
