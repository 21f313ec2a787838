import * as fs from 'node:fs';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { Call, Caller, TrafficProtocol } from 'cdk8s-pinterest';
import { FarNode, HAS_NAMESPACES } from './far-node';
import {
  accepts, ask, askHttp2, Authority, callee, Callee, exchange, freePorts, ID, Identity, moved, NameServer, Pod, until, wait,
} from './world';
import { api, CONTAINER, MESH } from '../../synth';
import { refusal, running, withHaproxy } from '../haproxy';

let mesh: Authority;
let own: Identity;
let right: Identity;
let names: NameServer;
let nameServer: number;
const started: Callee[] = [];

beforeAll(async () => {
  mesh = new Authority();
  own = mesh.issue('spiffe://example.com/ns/shop/sa/api');
  right = mesh.issue(ID);
  names = new NameServer();
  nameServer = await names.start();
});

afterEach(async () => {
  names.known = true;
  names.address = '127.0.0.1';
  await Promise.all(started.splice(0).map(async each => each.stop()));
});

afterAll(() => names.stop());

async function start(identity: Identity, kind?: ConstructorParameters<typeof Callee>[1]): Promise<Callee> {
  const made = new Callee(identity, kind);
  await made.start();
  started.push(made);
  return made;
}

/** Runs the proxy of a pod with calls, whose frontends for callers are at other ports. */
async function proxy<T>(pod: Pod, ports: number[], attempt: () => Promise<T>): Promise<T> {
  return running(moved(pod.config, 20_000 + Math.floor(Math.random() * 20_000)), pod.folder, async () => {
    expect(await until(async () => accepts(ports[0]))).toBe(true);
    return attempt();
  });
}

const section = (calls: Call[], title: string): string => {
  const config: string = api({ calls }).all('ConfigMap').find(({ metadata }) => metadata.name.startsWith('api-proxy'))
    .data['haproxy.cfg'];
  return config.split('\n\n').find(each => each.startsWith(title))!;
};

const PAY = { host: 'pay.example.com', port: 8443, spiffeId: 'spiffe://example.org/pay' };

test('nobody but the pod itself reaches what is for its calls, so that it alone calls as itself', () => {
  for (const protocol of Object.values(TrafficProtocol)) {
    const calls = [Call.external('pay', { ...PAY, protocol })];
    const config = ['frontend', 'listen'].map(kind => section(calls, `${kind} call.`)).join();
    expect(config.match(/bind .*/g)).toEqual([expect.stringMatching(/^bind 127\.0\.0\.1:16000( proto h2)?$/)]);
  }
  expect(section([Call.external('pay', PAY)], 'listen dial.')).toMatch(/bind unix@\S+ mode 600\n/);
});

test('a call waits for as long as it says', () => {
  const silenceTimeout = Duration.hours(2);
  expect(section([Call.external('pay', { ...PAY, silenceTimeout })], 'backend call.')).toContain('timeout server 7200s');
  expect(section([Call.external('pay', PAY)], 'backend call.')).toContain('timeout server 900s');
  const tcp = Call.external('pay', { ...PAY, protocol: TrafficProtocol.TCP });
  expect(section([tcp], 'listen call.')).toContain('timeout tunnel 3600s');
});

test('the memory limit of the proxy follows from its calls, too', () => {
  const limit = (...calls: Call[]) => api({ calls }).container('proxy').resources.limits.memory;
  expect(limit()).toBe('304Mi');
  expect(limit(Call.external('pay', PAY))).toBe('464Mi');
  expect(limit(Call.external('pay', { ...PAY, connections: 5000 }))).toBe('4032Mi');
});

withHaproxy('HAProxy accepts what is written for each sort of call, without a warning', () => {
  const calls = Object.values(TrafficProtocol).map((protocol, n) => Call.external(`pay-${n}`, { ...PAY, protocol }));
  const short = Call.external('short', { ...PAY, silenceTimeout: Duration.seconds(1), connections: 1, retry: false });
  const long = Call.external('long', { ...PAY, silenceTimeout: Duration.days(24), connections: 5000 });
  for (const version of ['1.27', '1.37']) {
    const most = Array.from({ length: 100 }, (_, n) => Call.external(`${'a'.repeat(60)}${n}`, PAY));
    for (const props of [
      { calls: calls.slice(0, 1) }, { calls: [...calls, short, long] }, { calls: most }, { calls, container: { image: 'x:1' } },
      { calls, drain: Duration.seconds(0) },
    ]) {
      const pod = new Pod({ callers: [Caller.external('web', 'shop')], ...props }, own, 53, version);
      expect(refusal(pod.config, pod.folder)).toBe('');
    }
  }
}, 60_000);

withHaproxy('HTTP, HTTP/2 and TCP go out over mTLS, and connections are kept', async () => {
  const [web, grpc, echo, greets] = [
    await start(right), await start(right, 'http2'), await start(right, 'echo'), await start(right, 'greets'),
  ];
  const ports = await freePorts(4);
  const [http1, two, tcp] = [TrafficProtocol.HTTP, TrafficProtocol.HTTP2, TrafficProtocol.TCP];
  const calls = [[web, http1], [grpc, two], [echo, tcp], [greets, tcp]].map(([{ port }, protocol]: any, n) => (
    Call.external(`c${n}`, { ...callee(port), protocol, localPort: ports[n] })
  ));
  await proxy(new Pod({ calls }, own, nameServer), ports, async () => {
    for (let n = 0; n < 20; n += 1) {
      expect(await ask(ports[0])).toEqual({ status: 200, body: '{"host":"callee.test","length":0}' });
      expect((await ask(ports[0], { method: 'POST' }, 'x'.repeat(100_000))).body).toContain('"length":100000');
    }
    // The application had a connection for each.
    expect(web.connections).toBeLessThanOrEqual(2);
    expect((await ask(ports[0], { headers: { host: 'virtual.example.com' } })).body).toContain('"virtual.example.com"');
    const session = http2.connect(`http://127.0.0.1:${ports[1]}`);
    const answers = await Promise.all(Array.from({ length: 50 }, async () => askHttp2(session, {}, 'text')));
    session.destroy();
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['{"host":"callee.test","length":4}']));
    expect(grpc.connections).toBe(1);
    expect(await exchange(ports[2], 'text')).toBe('text');
    expect(await exchange(ports[3])).toBe('hello\n');
  });
}, 60_000);

withHaproxy('a callee with another identity gets nothing of a call, and the application nothing of it', async () => {
  const stranger = new Authority('mesh');
  const wrong = [
    ...['spiffe://example.com/ns/shop/sa/other', `${ID}2`, 'https://example.com/ns/shop/sa/callee'].map(id => mesh.issue(id)),
    { ...stranger.issue(ID), ca: mesh.certificate },
  ];
  for (const identity of wrong) {
    const kinds = ['http', 'http2', 'echo', 'greets'] as const;
    const callees = await Promise.all(kinds.map(async kind => start(identity, kind)));
    const ports = await freePorts(4);
    const protocols = [TrafficProtocol.HTTP, TrafficProtocol.HTTP2, TrafficProtocol.TCP, TrafficProtocol.TCP];
    const calls = callees.map(({ port }, n) => (
      Call.external(`c${n}`, { ...callee(port), protocol: protocols[n], localPort: ports[n], retry: false })
    ));
    await proxy(new Pod({ calls }, own, nameServer), ports, async () => {
      const session = http2.connect(`http://127.0.0.1:${ports[1]}`);
      const [posted, streamed, echoed, greeted] = await Promise.all([
        ask(ports[0], { method: 'POST' }, 'secret'), askHttp2(session, {}, 'secret'),
        exchange(ports[2], 'secret'), exchange(ports[3]),
      ]);
      session.destroy();
      expect([posted.status, streamed.status, echoed, greeted]).toEqual([502, 502, '', '']);
    });
    for (const each of callees) expect([each.requests, each.bytes]).toEqual([[], 0]);
    await Promise.all(started.splice(0).map(async each => each.stop()));
  }
}, 120_000);

withHaproxy('a callee may come later than its caller, and a request that could not be sent waits for it', async () => {
  const [port, local] = await freePorts(2);
  names.known = false;
  const late = new Callee(right);
  const calls = [Call.external('late', { ...callee(port), localPort: local })];
  await proxy(new Pod({ calls }, own, nameServer), [local], async () => {
    expect((await ask(local, { method: 'POST' }, 'x')).status).toBe(502);
    names.known = true;
    const posted = ask(local, { method: 'POST' }, 'x');
    await wait(500);
    await late.start(port);
    started.push(late);
    expect((await posted).status).toBe(200);
  });
}, 60_000);

(HAS_NAMESPACES ? withHaproxy : test.skip)('a callee whose node is lost is given up after half a minute', async () => {
  const [port, localPort] = await freePorts(2);
  const far = new FarNode(right, port);
  try {
    [names.address] = far.addresses;
    const call = Call.external('far', { ...callee(port), protocol: TrafficProtocol.HTTP2, localPort });
    await proxy(new Pod({ calls: [call] }, own, nameServer), [localPort], async () => {
      const asked = async () => {
        const session = http2.connect(`http://127.0.0.1:${localPort}`);
        session.on('error', () => {});
        const late = setTimeout(() => session.destroy(new Error('late')), 2000);
        const body = await askHttp2(session, {}, 'x').then(answer => answer.body, () => 'late');
        clearTimeout(late);
        session.destroy();
        return body;
      };
      const from = (n: number) => JSON.stringify({ address: far.addresses[n] });
      expect(await until(async () => await asked() === from(0))).toBe(true);
      far.lose();
      [, names.address] = far.addresses;
      expect(await asked()).toBe('late');
      expect(await until(async () => await asked() === from(1), 60)).toBe(true);
    });
  } finally {
    far.remove();
  }
}, 120_000);

withHaproxy('only what changes nothing is sent once more when a connection ends without an answer', async () => {
  const web = await start(right);
  const ports = await freePorts(2);
  const calls = [true, false].map((retry, n) => Call.external(`c${n}`, { ...callee(web.port), localPort: ports[n], retry }));
  await proxy(new Pod({ calls }, own, nameServer), ports, async () => {
    const after = async (port: number, method: string) => {
      web.failures = 1;
      web.requests = [];
      // Of a connection that was kept, the application's own ends.
      const { status } = await ask(port, { method }).catch(() => ({ status: 502 }));
      web.failures = 0;
      return `${status} ${web.requests.length}`;
    };
    for (const [port, method, expected] of [
      [ports[0], 'GET', '200 2'], [ports[0], 'POST', '502 1'], [ports[0], 'DELETE', '502 1'], [ports[1], 'GET', '502 1'],
    ] as const) expect(await after(port, method)).toBe(expected);
  });
}, 60_000);

withHaproxy('when certificates and authorities change, no call is lost, and the next one shows the new certificate', async () => {
  const next = new Authority('next');
  const both = mesh.certificate + next.certificate;
  const shown = new Set<string>();
  const web = new Callee({ ...right, ca: both });
  await web.start();
  started.push(web);
  const [local, raw] = await freePorts(2);
  const calls = [
    Call.external('web', { ...callee(web.port), localPort: local }),
    Call.external('raw', { ...callee(web.port), localPort: raw, protocol: TrafficProtocol.TCP }),
  ];
  const pod = new Pod({ calls, callers: [Caller.external('x', 'y')] }, { ...own, ca: mesh.certificate }, nameServer);
  (web as any).server.on('secureConnection', (socket: any) => shown.add(socket.getPeerCertificate().issuer.CN));
  await proxy(pod, [local], async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    let isOver = false;
    const statuses: number[] = [];
    const load = Promise.all(Array.from({ length: 8 }, async () => {
      while (!isOver) {
        statuses.push((await ask(local, { method: 'POST', agent }, 'x'.repeat(5000)).catch(() => ({ status: 0 }))).status);
        await wait(5);
      }
    }));
    // One that is open all the time, and whose server is out of use.
    const lasting = exchangeOften(raw);
    await wait(300);
    pod.show({ ...own, ca: both });
    await wait(1500);
    pod.show({ ...next.issue('spiffe://example.com/ns/shop/sa/api'), ca: both });
    expect(await until(() => shown.has('next'))).toBe(true);
    await wait(1000);
    isOver = true;
    await load;
    agent.destroy();
    expect(await lasting.end()).toBe(true);
    expect(statuses.length).toBeGreaterThan(20);
    expect(statuses.filter(status => status !== 200)).toEqual([]);
    // What nobody uses any more is forgotten.
    expect(await until(() => !fs.readdirSync(pod.folder).some(file => file.includes('.ca')))).toBe(true);
  });
}, 60_000);

/** An HTTP connection that is used again and again. */
function exchangeOften(port: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let isOver = false;
  const done = (async () => {
    const sockets = new Set<unknown>();
    for (; !isOver; await wait(50)) {
      await new Promise<void>((resolve, reject) => {
        http.get({ host: '127.0.0.1', port, agent }, response => response.resume().on('end', resolve)).on('error', reject)
          .on('socket', socket => sockets.add(socket));
      });
    }
    agent.destroy();
    return sockets.size === 1;
  })();
  done.catch(() => {});
  return { end: async () => { isOver = true; return done; } };
}

withHaproxy('in a pod that ends, nothing new comes in, and calls are made until the application has ended', async () => {
  const web = await start(right);
  const [local, application] = await freePorts(2);
  const app = http.createServer((_, response) => response.end('ok'));
  await new Promise<void>(resolve => app.listen(application, '127.0.0.1', resolve).unref());
  const pod = new Pod({
    calls: [Call.external('web', { ...callee(web.port), localPort: local })],
    container: { ...CONTAINER, portNumber: application },
    callers: [Caller.external('x', 'y')],
    drain: Duration.seconds(1),
  }, own, nameServer);
  const [mtls, admin] = await freePorts(2);
  const files = () => fs.readdirSync(pod.folder).filter(file => file.startsWith('open-'));
  await running(pod.config.replace(/:8443\b/g, `:${mtls}`).replace(/:8480\b/g, `:${admin}`), pod.folder, async () => {
    expect(await until(async () => accepts(local))).toBe(true);
    expect([files(), await accepts(mtls)]).toEqual([[], true]);
    fs.writeFileSync(path.join(pod.folder, 'drain'), `${Math.floor(Date.now() / 1000)}\n`);
    expect(await until(() => files().length === 1)).toBe(true);
    expect(await until(async () => !(await accepts(mtls)))).toBe(true);
    await wait(1500);
    expect([files().length, (await ask(local)).status]).toEqual([1, 200]);
    app.closeAllConnections();
    await new Promise(resolve => app.close(resolve));
    expect(await until(() => files().length === 0)).toBe(true);
    expect((await ask(local)).status).toBe(200);
  });
}, 60_000);

test('the hook of the proxy waits for the application as its version needs it', () => {
  const calls = [Call.external('pay', PAY)];
  const hook = (version: string) => api({ calls }, { ...MESH, version }).container('proxy').lifecycle;
  const wait5 = 'sleep 2; while ls /run/haproxy/open-* >/dev/null 2>&1; do sleep 1; done';
  const drain = 'date +%s >/run/haproxy/drain; sleep 4; kill -USR2 1; sleep 4; ';
  expect(hook('1.37').preStop.exec.command[2]).toBe(`${drain}${wait5}`);
  expect(hook('1.28').preStop.exec.command[2]).toBe(`${drain}${wait5}; kill -USR1 1; sleep 3600`);
  expect(hook('1.37').postStart.exec.command[2]).toBe('until [ -S /run/haproxy/admin.sock ]; do sleep 0.1; done');
});
