import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as http2 from 'node:http2';
import * as net from 'node:net';
import * as path from 'node:path';
import { Duration, Size } from 'cdk8s';
import {
  Caller, Exposure, PinterestServiceProps, PinterestStatefulSet, Port, PortAccess, TrafficOptions, TrafficProtocol,
} from 'cdk8s-pinterest';
import { HAPROXY, refusal, running, withHaproxy } from './haproxy';
import { SHARED_FILES } from '../../lib/runtime/traffic/shared-files';
import { api, BARE, Built, complaints, CONTAINER, freshFolder, MESH } from '../synth';

const config = (props: Partial<PinterestServiceProps>, version = '1.37'): string =>
  api(props, { ...MESH, version }).all('ConfigMap')
    .find(object => object.metadata.name.startsWith('api-proxy')).data['haproxy.cfg'];
const errors = (props: Partial<PinterestServiceProps>, world = MESH) => complaints(() => api(props, world).write());

test('what a service states of its traffic is what its proxy takes', () => {
  const stated = config({
    traffic: {
      connections: 200,
      headerSize: Size.kibibytes(64),
      headers: 400,
      requestsPerConnection: 5000,
      headerTimeout: Duration.seconds(5),
      idleTimeout: Duration.minutes(11),
      silenceTimeout: Duration.millis(1500),
      tunnelTimeout: Duration.days(1),
    },
  });
  for (const line of [
    'maxconn 600', 'gt 400 }', 'tune.bufsize 66560', 'tune.http.maxhdr 408', 'tune.h2.fe.max-total-streams 5000',
    'timeout http-request 5000ms',
    'timeout http-keep-alive 660000ms', 'timeout client 1500ms', 'timeout server 1500ms', 'timeout tunnel 86400000ms',
  ]) expect(stated).toContain(line);
});

test('by default an idle connection is kept longer than a load balancer keeps it, and one that says nothing is not', () => {
  const standard = config({});
  const lines = ['timeout http-keep-alive 90000ms', 'timeout client-hs 5s', 'timeout http-request 10000ms', 'maxconn 3000'];
  for (const line of lines) {
    expect(standard).toContain(`${line}\n`);
  }
});

test('the global limit is above that of all frontends together, and the admin port has its own', () => {
  const text = config({ exposure: Exposure.ingress({ host: 'a.example.com' }), traffic: { connections: 10 } });
  expect(text).toMatch(/^global[^]*?\n {2}maxconn 310\n/);
  expect(text).toMatch(/frontend admin [^]*maxconn 200\n/);
});

test('a proxy that wants more open files than a node allows starts all the same', () => {
  expect(config({ traffic: { connections: 3000 } })).not.toContain('strict-limits');
  expect(config({ traffic: { connections: 4000 } })).toMatch(/^global[^]*?\n {2}maxconn 12250\n {2}no strict-limits\n/);
});

test('the memory limit of the proxy follows from its connections and buffers', () => {
  const limit = (traffic: TrafficOptions, more: Partial<PinterestServiceProps> = {}) =>
    api({ traffic, ...more }).container('proxy').resources.limits.memory;
  expect(limit({})).toBe('304Mi');
  expect(limit({ connections: 100 })).toBe('80Mi');
  expect(limit({ connections: 5000 })).toBe('1312Mi');
  expect(limit({ headerSize: Size.kibibytes(128) })).toBe('592Mi');
  expect(limit({}, { exposure: Exposure.ingress({ host: 'a.example.com' }) })).toBe('432Mi');
});

test('each bind says its protocols, and so does the server', () => {
  const alpn = (props: Partial<PinterestServiceProps>) => [...new Set(config(props).match(/alpn .*/g))];
  expect(alpn({})).toEqual(['alpn h2,http/1.1']);
  expect(alpn({ protocol: TrafficProtocol.HTTP2 })).toEqual(['alpn h2,http/1.1']);
  expect(alpn({ protocol: TrafficProtocol.TCP })).toEqual(['alpn http/1.1,h2']);
  expect(alpn({ protocol: TrafficProtocol.TCP, traffic: { alpn: ['postgresql'] } })).toEqual(['alpn postgresql']);
  expect(config({ protocol: TrafficProtocol.HTTP2 })).toContain('server app 127.0.0.1:8080 proto h2\n');
  expect(config({})).toContain('server app 127.0.0.1:8080\n');
});

test('gateways are told that a plain port of HTTP/2 speaks it without TLS', () => {
  const exposure = Exposure.ingress({ host: 'a.example.com' });
  const ports = (props: Partial<PinterestServiceProps>, world = MESH) => api(props, world).one('Service').spec.ports;
  expect(ports({ exposure, protocol: TrafficProtocol.HTTP2 })).toContainEqual(
    expect.objectContaining({ name: 'plain', appProtocol: 'kubernetes.io/h2c' }),
  );
  expect(ports({ protocol: TrafficProtocol.HTTP2 }, BARE)[0].appProtocol).toBe('kubernetes.io/h2c');
  expect(JSON.stringify(ports({ exposure }))).not.toContain('appProtocol');
});

test('a TCP service that asks is told who called', () => {
  const server = (traffic: TrafficOptions) => /server app .*/.exec(config({ protocol: TrafficProtocol.TCP, traffic }))![0];
  expect(server({ proxyProtocol: true }))
    .toBe('server app 127.0.0.1:8080 send-proxy-v2 set-proxy-v2-tlv-fmt(0xE0) %[var(sess.caller)]');
  expect(server({})).toBe('server app 127.0.0.1:8080');
});

const WRONG: [string, Partial<PinterestServiceProps>, string][] = [
  ['no connections', { traffic: { connections: 0 } },
    'traffic.connections = 0: must be a whole number from 1 to 20000. Write 1 to 20000.'],
  ['half a connection', { traffic: { connections: 1.5 } },
    'traffic.connections = 1.5: must be a whole number from 1 to 20000. Write 1 to 20000.'],
  ['a text', { traffic: { connections: '5\n' as any } },
    'traffic.connections = "5\\n": must be a whole number from 1 to 20000. Write 1 to 20000.'],
  ['few headers', { traffic: { headers: 5 } }, 'traffic.headers = 5: must be a whole number from 20 to 1000. Write 20 to 1000.'],
  ['a connection for few requests', { traffic: { requestsPerConnection: 9 } },
    'traffic.requestsPerConnection = 9: must be a whole number from 10 to 1000000. Write 10 to 1000000.'],
  ['huge headers', { traffic: { headerSize: Size.mebibytes(1) } },
    'traffic.headerSize = "1024 KiB": must be a Size from 15 to 256 KiB. Write for example Size.kibibytes(64).'],
  ['less than HAProxy can', { traffic: { headerSize: Size.kibibytes(14) } },
    'traffic.headerSize = "14 KiB": must be a Size from 15 to 256 KiB. Write for example Size.kibibytes(64).'],
  ['a time of nothing', { traffic: { idleTimeout: Duration.millis(0) } },
    'traffic.idleTimeout = "0 ms": must be a Duration from 1 second to 24 days. Write for example Duration.seconds(90).'],
  ['a number for a time', { traffic: { tunnelTimeout: 60 as any } },
    'traffic.tunnelTimeout = 60: must be a Duration from 1 second to 24 days. Write for example Duration.seconds(90).'],
  ['an endless time', { traffic: { headerTimeout: Duration.days(25) } },
    'traffic.headerTimeout = "2160000000 ms": must be a Duration from 1 second to 24 days. '
      + 'Write for example Duration.seconds(90).'],
  ['ALPN of HTTP', { traffic: { alpn: ['h2'] } },
    'traffic.alpn = ["h2"]: is for TrafficProtocol.TCP only. Leave it out: HTTP has its own.'],
  ['ALPN with a space', { protocol: TrafficProtocol.TCP, traffic: { alpn: ['h2 verify none'] } },
    'traffic.alpn = ["h2 verify none"]: must be 1 to 16 names of letters, digits, "-", ".", "_" and "/". '
      + 'Write for example [\'postgresql\'].'],
  ['PROXY protocol of HTTP', { traffic: { proxyProtocol: true } },
    'traffic.proxyProtocol = true: is for TrafficProtocol.TCP only. Leave it out: HTTP has its own.'],
  ['an unknown protocol', { protocol: 'tcp' as any },
    'protocol = "tcp": is no TrafficProtocol. Write one of TrafficProtocol.HTTP, TrafficProtocol.HTTP2, TrafficProtocol.TCP.'],
  ['no object', { traffic: 5 as any }, 'traffic = 5: must be an object, and is a number. Write { connections: 500 }.'],
];

test.each(WRONG)('refused: %s', (_, props, message) => {
  expect(errors(props)).toEqual([`[chart/api] ${message}`]);
});

test('a PROXY protocol without a proxy is refused', () => {
  expect(errors({ protocol: TrafficProtocol.TCP, traffic: { proxyProtocol: true } }, BARE)).toEqual([
    '[chart/api] traffic.proxyProtocol = true: the cluster prod has no identity, so no proxy sends the header. '
      + 'Set identity on the Cluster, or leave it out.',
  ]);
});

test('a stateful set states the same, for TCP unless it says otherwise', () => {
  const traffic = { proxyProtocol: true, connections: 50 };
  const built = new Built(chart => new PinterestStatefulSet(chart, 'db', { container: CONTAINER, traffic }));
  const text = built.all('ConfigMap').find(object => object.metadata.name.startsWith('db-proxy')).data['haproxy.cfg'];
  expect(text).toContain('send-proxy-v2');
  expect(text).toContain('maxconn 150');
  expect(built.errors).toEqual([]);
});

/** The configuration for a process of this machine, with a folder for the files of a pod. */
function standalone(text: string, folder: string, port = 0): string {
  const [identity, files] = ['identity', 'files'].map(name => path.join(folder, name));
  const replaced: [RegExp, string][] = [
    [/\/var\/run\/identity/g, identity], [/\/etc\/haproxy/g, files], [/\/run\/haproxy/g, folder],
    [/log stdout.*\n/g, 'log 127.0.0.1:9 local0\n'],
  ];
  const here = (content: string) => replaced.reduce((result, [pattern, by]) => result.replace(pattern, by), content);
  for (const each of [identity, files]) fs.mkdirSync(each);
  for (const [name, content] of Object.entries(SHARED_FILES)) fs.writeFileSync(path.join(files, name), here(content));
  for (const [name, content] of Object.entries(certificate())) fs.writeFileSync(path.join(identity, name), content);
  return port === 0 ? here(text) : here(text).replace(/:(8443|8081|8480)\b/g, (_, number) => `:${port + Number(number) - 8000}`);
}

let made: { [file: string]: string } | undefined;

/** The files of an identity. */
function certificate(): { [file: string]: string } {
  if (made) return made;
  const folder = freshFolder();
  const { status, stderr } = spawnSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1', '-subj', '/CN=api',
    '-keyout', 'tls.key', '-out', 'tls.crt',
  ], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [crt, key] = ['tls.crt', 'tls.key'].map(name => fs.readFileSync(path.join(folder, name), 'utf8'));
  return made = { 'tls.crt': crt, 'tls.key': key, 'ca.crt': crt };
}

/** Whether something accepts connections, within five seconds. */
async function listening(port: number): Promise<boolean> {
  for (let n = 0; n < 50; n += 1) {
    const open = await new Promise(resolve => {
      const socket = net.connect(port, '127.0.0.1', () => { resolve(true); socket.destroy(); });
      socket.on('error', () => resolve(false));
    });
    if (open) return true;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  return false;
}

const PORTS = [
  Port.http(1), Port.http(2, { name: 'console', access: PortAccess.EVERY_POD }),
  Port.grpc(3, { access: PortAccess.namespaces('jobs').plus(PortAccess.callers(Caller.external('x', 'y'))) }), Port.tcp(4),
];

withHaproxy('HAProxy accepts what is written for each protocol, version and limit, without a warning', () => {
  const exposure = Exposure.ingress({ host: 'a.example.com' });
  const callers = [Caller.external('web', 'shop'), Caller.external('cron', 'jobs')];
  const ports = { ...CONTAINER, ports: [{ name: 'admin-api', number: 9000 }, { name: 'metrics', number: 9090 }] };
  for (const protocol of Object.values(TrafficProtocol)) {
    const tcp = protocol === TrafficProtocol.TCP;
    for (const props of [
      {},
      { callers },
      {
        container: { image: 'x:1' },
        ports: PORTS,
        callers,
        exposure: exposure.plus(Exposure.ingress({ host: 'b.example.com', port: 'console' })),
      },
      { callers, exposure, container: ports }, { drain: Duration.seconds(0) },
      {
        traffic: {
          connections: 1,
          headerSize: Size.kibibytes(15),
          headers: 20,
          requestsPerConnection: 10,
          headerTimeout: Duration.seconds(1),
          idleTimeout: Duration.seconds(1),
          silenceTimeout: Duration.seconds(1),
          tunnelTimeout: Duration.seconds(1),
        },
        drain: Duration.seconds(1),
      },
      { traffic: { connections: 20000, headerSize: Size.kibibytes(256), headers: 1000, requestsPerConnection: 1_000_000 } },
      { traffic: tcp ? { proxyProtocol: true, alpn: ['a/1', 'b'] } : {} },
      { traffic: { tunnelTimeout: Duration.days(24) } },
    ]) {
      for (const version of ['1.27', '1.37']) {
        const folder = freshFolder();
        expect(refusal(standalone(config({ protocol, ...props }, version), folder), folder)).toBe('');
      }
    }
  }
}, 60_000);

withHaproxy('a client of HTTP/2 is told to open another connection after as many requests as are stated', async () => {
  const folder = freshFolder();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const { 'tls.crt': cert, 'tls.key': key } = certificate();
  const [requests, answered] = await running(
    standalone(config({ traffic: { requestsPerConnection: 10 } }), folder, port), folder, async () => {
      await listening(port + 443);
      const session = http2.connect(`https://127.0.0.1:${port + 443}`, { cert, key, rejectUnauthorized: false });
      const told = new Promise(resolve => session.once('goaway', () => resolve(true)));
      let sent = 0;
      let statuses = 0;
      for (; sent < 100 && !session.closed; sent += 1) {
        const stream = session.request({ ':path': '/' });
        await new Promise((resolve, reject) => {
          stream.once('response', () => { statuses += 1; }).once('close', resolve).once('error', reject).resume();
        });
      }
      expect(await told).toBe(true);
      session.destroy();
      return [sent, statuses];
    },
  );
  expect([requests, answered]).toEqual([10, 10]);
}, 60_000);

/** Denies a process the family AF_INET6, as a kernel without IPv6 does. */
const WITHOUT_IPV6 = `
import ctypes, errno, os, struct, sys
socket = {'x86_64': 41, 'aarch64': 198}[os.uname().machine]
code = [(0x20, 0, 0, 0), (0x15, 0, 3, socket), (0x20, 0, 0, 16), (0x15, 0, 1, 10)]
code += [(0x06, 0, 0, 0x50000 | errno.EAFNOSUPPORT), (0x06, 0, 0, 0x7fff0000)]
class Program(ctypes.Structure): _fields_ = [('length', ctypes.c_ushort), ('filter', ctypes.c_char_p)]
libc = ctypes.CDLL(None, use_errno=True)
program = Program(len(code), b''.join(struct.pack('HBBI', *each) for each in code))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, ctypes.byref(program)) == 0
os.execvp(sys.argv[1], sys.argv[1:])
`;

withHaproxy('the proxy starts on a node without IPv6, where one that binds both families does not', async () => {
  const folder = freshFolder();
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const text = standalone(config({}), folder, port);
  const answered = () => listening(port + 480);
  const python = ['-c', WITHOUT_IPV6, HAPROXY!];
  expect(await running(text, folder, answered, 'python3', python)).toBe(true);
  const both = text.replace(/^\.(if|endif).*\n/gm, '');
  await expect(running(both, folder, answered, 'python3', python)).rejects.toThrow(/IPv6|family|supported/i);
}, 60_000);
