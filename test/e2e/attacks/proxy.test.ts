import {
  acting, act, addressOf, ATTACKER, CALLER, GATEWAY, GATEWAYS, memoryOf, NAMESPACE, podsOf, sleep, TENANT, victims,
} from './proxy/world';
import { Tenant } from './tenant';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from '../kubectl';
import { installMesh, trustMesh } from '../mesh';

const tenants = [new Tenant(TENANT), new Tenant(GATEWAYS)];
const SPIFFE = `URI=spiffe://example.com/ns/${NAMESPACE}/sa/client`;
const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const FORGED = 'spiffe://forged';
const hex = (text: string) => Buffer.from(text, 'latin1').toString('hex');
const request = (...headers: string[]) => hex(['GET / HTTP/1.1', 'Host: a', ...headers, '', ''].join('\r\n'));
/** The headers that the application was told, of an answer of HTTP/1.1. */
const told = ({ text }: any) => JSON.parse(text.slice(text.indexOf('{'))).headers;
const restarts = (pod: any) => [...pod.status.containerStatuses, ...(pod.status.initContainerStatuses ?? [])]
  .reduce((sum, container) => sum + container.restartCount, 0);
const ready = (pod: any) => pod.status.conditions?.some(({ type, status }: any) => type === 'Ready' && status === 'True');

beforeAll(async () => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  apply(victims());
  tenants[0].run('attacker', { command: ['sleep', '1000000'] });
  tenants[1].run('gateway', { command: ['sleep', '1000000'] });
  rolledOut(NAMESPACE, 'victim', 'many', 'crowded', 'grpc', 'stream', 'told', 'client');
});

afterAll(() => {
  for (const tenant of tenants) tenant.remove();
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

/** A caller with a certificate and one without, at the port that is theirs. */
const entrances = (): [string[], string][] => [
  [CALLER, `tls|${addressOf('victim')}|8443`], [GATEWAY, `tcp|${addressOf('victim')}|8081`],
];

test('no upgrade but that to WebSocket reaches the application, with or without a certificate', () => {
  for (const [from, address] of entrances()) {
    const answers = act(from, 'raw', address,
      request('Upgrade: h2c', 'Connection: Upgrade, HTTP2-Settings', 'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA'),
      request('Upgrade: h2c', 'Connection: Upgrade'),
      request('Upgrade: TLS/1.0, h2c', 'Connection: Upgrade'),
      request('Upgrade: websocket, h2c', 'Connection: Upgrade', KEY),
      request('Upgrade: websocket', 'Upgrade: h2c', 'Connection: Upgrade', KEY),
      request('Upgrade: websocket', 'Connection: x-forwarded-client-cert, Upgrade', KEY),
      hex('CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n'),
      hex('TRACE / HTTP/1.1\r\nHost: a\r\n\r\n'));
    for (const answer of answers.slice(0, 3)) {
      expect(answer.text).toMatch(/^HTTP\/1.1 200/);
      expect(told(answer)).not.toHaveProperty('upgrade');
      expect(told(answer)).not.toHaveProperty('http2-settings');
    }
    expect(answers[5].text).toMatch(/^HTTP\/1.1 101[^]*upgrade: websocket/);
    expect(answers.slice(6).map(({ text }: any) => text.slice(9, 12))).toEqual(['405', '405']);
    const [all] = act(from, 'raw', address, hex('GET /upgrades HTTP/1.1\r\nHost: a\r\n\r\n'));
    expect(new Set(JSON.parse(all.text.slice(all.text.indexOf('[')))).size).toBe(1);
    expect(all.text).toContain('"websocket"');
  }
});

test('only the proxy says who called and from where, in every spelling and protocol', () => {
  const names = [
    'x-forwarded-client-cert', 'X-Forwarded-Client-Cert', 'x_forwarded_client_cert', 'x-forwarded_client-cert',
    'x.forwarded.client.cert',
  ];
  const sources = [
    'x-forwarded-for', 'x_forwarded_for', 'x-real-ip', 'x_real_ip', 'forwarded', 'x-forwarded-host', 'x-forwarded-port',
    'true-client-ip', 'x-client-ip', 'x-cluster-client-ip', 'client-ip', 'ssl-client-cert', 'x-original-forwarded-for',
    'cf-connecting-ip', 'fastly-client-ip', 'x-envoy-external-address', 'x-azure-clientip', 'wl-proxy-client-ip', 'x-remote-user',
    'x-arr-clientcert', 'x-amzn-mtls-clientcert', 'x-original-host', 'client-cert', 'proxy',
  ];
  const forged = (all: string[]) => all.map(name => `${name}: ${FORGED}`);
  const [[caller, mtls], [gateway, plain]] = entrances();
  const [one] = act(caller, 'raw', mtls, request(...forged([...names, ...sources]), 'Connection: x-forwarded-client-cert'));
  expect(one.text).not.toContain(FORGED);
  expect(told(one)).toMatchObject({ 'x-forwarded-client-cert': SPIFFE, 'x-forwarded-proto': 'https' });
  expect(podsOf('client').map(pod => pod.status.podIP)).toContain(told(one)['x-forwarded-for']);
  const [two] = act(gateway, 'raw', plain, request(...forged(names), 'Connection: close, x-forwarded-for'));
  expect(two.text).not.toContain(FORGED);
  expect(told(two)).not.toHaveProperty('x-forwarded-client-cert');
  expect(told(two)['x-forwarded-for']).toBe(get('pod', 'gateway', '-n', GATEWAYS).status.podIP);
  const headers = Object.fromEntries(names.filter(name => name === name.toLowerCase()).map(name => [name, FORGED]));
  for (const [from, address] of entrances()) {
    const [answer] = act(from, 'h2', address, JSON.stringify([{ ':path': '/', ...headers }]));
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain(FORGED);
  }
});

test('control characters in a header are refused, and an absolute address comes as a path', () => {
  for (const [from, address] of entrances()) {
    const answers = act(from, 'raw', address,
      ...['\0', '\x01', '\x08', '\x0b', '\x1f', '\x7f'].map(character => request(`x: a${character}b`)),
      request('x: a\tb'), hex('GET http://a/b?c HTTP/1.1\r\nHost: a\r\n\r\n'));
    expect(answers.map(({ text }: any) => text.slice(9, 12))).toEqual([...Array(6).fill('400'), '200', '200']);
    expect(answers[7].text).toContain('"url":"/b?c"');
  }
});

test('large and many headers pass as stated, more do not', () => {
  const [[from, address]] = entrances();
  const answers = act(from, 'raw', address,
    request(`x: ${'a'.repeat(20_000)}`), request(...Array.from({ length: 150 }, (_, n) => `x${n}: a`)),
    request(`x: ${'a'.repeat(40_000)}`), request(...Array.from({ length: 300 }, (_, n) => `x${n}: a`)));
  expect(answers.map(({ text }: any) => text.slice(9, 12))).toEqual(['200', '200', '400', '400']);
});

test('HTTP/2 by ALPN and by prior knowledge, WebSockets in it, and gRPC over HTTP2 and TCP', () => {
  const [[caller, mtls], [gateway, plain]] = entrances();
  const socket = { ':method': 'CONNECT', ':protocol': 'websocket', ':path': '/', ':scheme': 'https', ':authority': 'a' };
  const tunnel = { ':method': 'CONNECT', ':authority': 'a:80' };
  for (const [from, address] of [[caller, mtls], [gateway, plain]] as const) {
    const answers = act(from, 'h2', address, JSON.stringify([{ ':path': '/' }, socket, tunnel]));
    expect(answers.map(({ status }: any) => status)).toEqual([200, 200, 405]);
    expect(JSON.parse(answers[0].body).version).toBe('1.1');
  }
  const grpc = `tls|${addressOf('grpc')}|8443`;
  const [answer] = act(CALLER, 'h2', grpc, JSON.stringify([{ ':path': '/', 'te': 'trailers' }]));
  expect(JSON.parse(answer.body)).toMatchObject({
    version: '2.0', headers: { 'te': 'trailers', 'x-forwarded-client-cert': SPIFFE },
  });
  const [exposed] = act(GATEWAY, 'h2', `tcp|${addressOf('grpc')}|8081`, JSON.stringify([{ ':path': '/' }]));
  expect(JSON.parse(exposed.body)).toMatchObject({ version: '2.0' });
  const stream = `tls|${addressOf('stream')}|8443`;
  expect(act(CALLER, 'h2', stream, JSON.stringify([{ ':path': '/' }]))[0].status).toBe(200);
  expect([['h2'], ['http/1.1'], ['h2', 'http/1.1'], ['postgresql']].map(offered => act(CALLER, 'alpn', stream, ...offered)))
    .toEqual(['h2', 'http/1.1', 'http/1.1', null]);
});

test('a TCP service that asks is told the caller\'s address and name', () => {
  const [{ text }] = act(CALLER, 'raw', `tls|${addressOf('told')}|8443`, hex('hello'));
  const bytes = Buffer.from(text, 'hex');
  expect(bytes.subarray(0, 13).toString('hex')).toBe('0d0a0d0a000d0a515549540a21');
  expect([...bytes.subarray(16, 20)].join('.')).toBe(podsOf('client')[0].status.podIP);
  const name = SPIFFE.replace('URI=', '');
  expect(bytes.includes(Buffer.concat([Buffer.from([0xe0, 0, name.length]), Buffer.from(name)]))).toBe(true);
  expect(bytes.subarray(-5).toString()).toBe('hello');
});

test('no pod can start the drain of another, nor starve its probes', async () => {
  const before = podsOf('victim')[0];
  const admin = `tcp|${before.status.podIP}|8480`;
  const drains = ['GET /drain', 'POST /drain', 'GET /drain?a', 'GET //drain']
    .map(line => hex(`${line} HTTP/1.1\r\nHost: a\r\n\r\n`));
  // Twice, and with many connections: a network policy may keep them all out.
  for (const from of [ATTACKER, GATEWAY]) await acting(from, 'raw', admin, ...drains);
  await acting(ATTACKER, 'hold', admin, 'bare', '500', '20');
  const [[from, address]] = entrances();
  const [answer] = act(from, 'raw', address, request());
  expect(answer).toMatchObject({ how: 'open', text: expect.stringMatching(/^HTTP\/1.1 200/) });
  expect(answer.text).not.toMatch(/connection: close\r\n[^]*\r\n\r\n/i);
  const after = podsOf('victim')[0];
  expect([after.metadata.uid, ready(after), restarts(after)]).toEqual([before.metadata.uid, true, restarts(before)]);
});

test('during a drain HTTP connections end with their answer, and a WebSocket still opens as it should', async () => {
  const { metadata: { name }, status: { podIP } } = podsOf('many')[0];
  kubectl(['delete', 'pod', name, '-n', NAMESPACE, '--wait=false']);
  await sleep(3);
  const websocket = request('Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', KEY);
  const [opened, answered] = act(CALLER, 'raw', `tls|${podIP}|8443`, websocket, request());
  expect(opened.how).toBe('open');
  expect(opened.text).toMatch(/^HTTP\/1.1 101 /);
  expect(opened.text.match(/^(connection|upgrade): .*/gim).map((header: string) => header.toLowerCase()).sort())
    .toEqual(['connection: upgrade', 'upgrade: websocket']);
  expect(answered.how).toBe('closed');
  expect(answered.text).toMatch(/^HTTP\/1.1 200 [^]*^connection: close\r$/im);
  rolledOut(NAMESPACE, 'many');
});

test('a rolling update loses nothing: new connections, kept ones, HTTP/2', async () => {
  const clients = acting(CALLER, 'load', `https://many.${NAMESPACE}.svc`, '32');
  await sleep(3);
  kubectl(['rollout', 'restart', 'deployment/many', '-n', NAMESPACE]);
  const result = await clients;
  console.log(JSON.stringify(result));
  expect(result.failed).toEqual({});
  expect(result.ok).toBe(result.sent);
  expect(result.goaways).toBeGreaterThan(0);
  expect(result.pods).toBeGreaterThanOrEqual(3);
});

test('1,000 idle connections and 1,000 busy WebSockets leave room for probes, requests, a rollout and the drain', async () => {
  const patience = acting(CALLER, 'patience', `tls|${addressOf('victim')}|8443`, '66');
  const [pod] = podsOf('crowded');
  const address = `|${pod.status.podIP}|8443`;
  const crowd = [
    acting(CALLER, 'hold', `tls${address}`, 'websocket', '1000', '75'),
    acting(ATTACKER, 'hold', `tcp${address}`, 'bare', '1000', '75'),
    acting(CALLER, 'hold', `tcp${address}`, 'bare', '500', '75'),
  ];
  await sleep(50);
  const during = get('pod', pod.metadata.name, '-n', NAMESPACE);
  expect([ready(during), restarts(during)]).toEqual([true, 0]);
  expect(act(CALLER, 'raw', `tls${address}`, request())[0].text).toMatch(/^HTTP\/1.1 200/);
  const memory = memoryOf(during, 'proxy');
  const begun = Date.now();
  kubectl(['rollout', 'restart', 'deployment/crowded', '-n', NAMESPACE]);
  rolledOut(NAMESPACE, 'crowded');
  await eventually('the former pod to be gone', 60, () => get('pods', '-n', NAMESPACE).items
    .every((each: any) => each.metadata.uid !== pod.metadata.uid));
  const seconds = (Date.now() - begun) / 1000;
  const [sockets, bare] = await Promise.all(crowd);
  const times = await patience;
  console.log(JSON.stringify({ memory, seconds, sockets, bare, times }));
  expect(sockets.upgraded).toBe(1000);
  expect(sockets.echoed).toBeGreaterThan(10_000);
  // A grace period of 40 s, and the new pod before.
  expect(seconds).toBeLessThan(40);
  expect(times.nothing).toBeLessThan(10);
  expect(times.handshake).toBeLessThan(18);
  expect(times.half).toBeLessThan(18);
  // Longer than load balancers keep their connections.
  expect(times.kept).toBeGreaterThan(65);
});
