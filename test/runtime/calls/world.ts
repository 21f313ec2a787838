import { spawnSync } from 'node:child_process';
import * as dgram from 'node:dgram';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import * as net from 'node:net';
import * as path from 'node:path';
import * as tls from 'node:tls';
import { Call, PinterestServiceProps } from 'cdk8s-pinterest';
import { CALL_FILES } from '../../../lib/runtime/traffic/call-files';
import { SHARED_FILES } from '../../../lib/runtime/traffic/shared-files';
import { api, freshFolder, MESH } from '../../synth';

/* A pod's proxy as a process of this machine, with callees and a name server of its own. */

export const ID = 'spiffe://example.com/ns/shop/sa/callee';

/** Where a callee of this machine is found. */
export const callee = (port: number) => ({ host: 'callee.test', port, spiffeId: ID });

export interface Identity {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

function openssl(folder: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** A certificate authority. */
export class Authority {
  private readonly folder = freshFolder();
  private made = 0;

  constructor(name = 'mesh') {
    openssl(this.folder, 'req', '-x509', ...KEY, '-days', '2', '-subj', `/CN=${name}`, '-keyout', 'ca.key', '-out', 'ca.crt');
  }

  public get certificate(): string {
    return fs.readFileSync(path.join(this.folder, 'ca.crt'), 'utf8');
  }

  public issue(id: string): Identity {
    const name = `${this.made += 1}`;
    openssl(this.folder, 'req', '-new', ...KEY, '-subj', '/CN=x', '-keyout', `${name}.key`, '-out', `${name}.csr`);
    fs.writeFileSync(path.join(this.folder, `${name}.ext`), `subjectAltName=URI:${id}`);
    openssl(this.folder, 'x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial',
      '-days', '2', '-extfile', `${name}.ext`, '-out', `${name}.crt`);
    const [cert, key] = [`${name}.crt`, `${name}.key`].map(file => fs.readFileSync(path.join(this.folder, file), 'utf8'));
    return { cert, key, ca: this.certificate };
  }
}

/** The proxy of a pod that makes calls. */
export class Pod {
  public readonly folder = freshFolder();
  public readonly config: string;
  private readonly identity = path.join(this.folder, 'identity');

  /** @param nameServer the port of one at 127.0.0.1 */
  constructor(props: Partial<PinterestServiceProps> & { calls: Call[] }, identity: Identity, nameServer = 53, version = '1.37') {
    const text: string = api(props, { ...MESH, version }).all('ConfigMap')
      .find(({ metadata }) => metadata.name.startsWith('api-proxy')).data['haproxy.cfg'];
    const files = path.join(this.folder, 'files');
    const replaced: [RegExp, string][] = [
      [/\/var\/run\/identity/g, this.identity], [/\/etc\/haproxy/g, files], [/\/run\/haproxy/g, this.folder],
      [/log stdout.*\n/g, 'log stdout format raw local0\n'], [/parse-resolv-conf/g, `nameserver test 127.0.0.1:${nameServer}`],
      // Faster than in a pod.
      [/", 5000$/gm, '", 100'], [/msleep\(1000\)/g, 'msleep(100)'],
    ];
    const here = (content: string) => replaced.reduce((result, [pattern, by]) => result.replace(pattern, by), content);
    for (const each of [this.identity, files]) fs.mkdirSync(each);
    for (const [name, content] of Object.entries({ ...SHARED_FILES, ...CALL_FILES })) {
      fs.writeFileSync(path.join(files, name), here(content));
    }
    this.show(identity);
    this.config = here(text);
  }

  /** Writes identity files. */
  public show({ cert, key, ca }: Identity): void {
    const files = { 'tls.crt': cert, 'tls.key': key, 'ca.crt': ca };
    for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(this.identity, name), content);
  }
}

/** The proxy's ports of a pod as free ones of this machine. */
export function moved(config: string, port: number): string {
  return config.replace(/:(8443|8480)\b/g, (_, number) => `:${port + Number(number) - 8000}`);
}

/** Answers with an address as long as names are known. */
export class NameServer {
  public known = true;
  public address = '127.0.0.1';
  public asked = 0;
  private readonly socket = dgram.createSocket('udp4');

  constructor() {
    this.socket.on('message', (query, { port, address }) => {
      this.asked += 1;
      let end = 12;
      while (query[end] !== 0) end += query[end] + 1;
      const isIpv4 = query.readUInt16BE(end + 1) === 1 && this.known;
      const header = Buffer.from([query[0], query[1], 0x85, this.known ? 0x80 : 0x83, 0, 1, 0, isIpv4 ? 1 : 0, 0, 0, 0, 0]);
      const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, ...this.address.split('.').map(Number)]);
      this.socket.send(Buffer.concat([header, query.subarray(12, end + 5), ...(isIpv4 ? [answer] : [])]), port, address);
    });
  }

  public async start(): Promise<number> {
    await new Promise<void>(resolve => this.socket.bind(0, '127.0.0.1', resolve));
    return this.socket.address().port;
  }

  public stop(): void {
    this.socket.close();
  }
}

/** What is asked of a callee, over mTLS. */
export interface Asked {
  readonly connections: number;
  readonly requests: string[];
  readonly bytes: number;
}

type Server = https.Server | http2.Http2SecureServer | tls.Server;

/** A callee, at a port of its own. */
export class Callee {
  public connections = 0;
  public bytes = 0;
  public requests: string[] = [];
  public port = 0;
  /** How many connections it ends after a request, without an answer. */
  public failures = 0;
  private readonly sockets = new Set<net.Socket>();
  private server!: Server;

  constructor(private readonly identity: Identity, private readonly kind: 'http' | 'http2' | 'greets' | 'echo' = 'http') {}

  public async start(port = 0): Promise<number> {
    const { cert, key, ca } = this.identity;
    const options = { cert, key, ca, requestCert: true, rejectUnauthorized: true };
    this.server = this.serverOf(options);
    this.server.on('secureConnection', (socket: tls.TLSSocket) => {
      this.connections += 1;
      if (this.kind === 'greets' || this.kind === 'echo') socket.on('data', data => (this.bytes += data.length));
    });
    this.server.on('connection', (socket: net.Socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    this.server.on('tlsClientError', () => {});
    await new Promise<void>(resolve => this.server.listen(port, '127.0.0.1', resolve));
    this.port = (this.server.address() as net.AddressInfo).port;
    return this.port;
  }

  public async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(resolve => this.server.close(resolve));
  }

  private serverOf(options: https.ServerOptions): Server {
    switch (this.kind) {
      case 'http': return https.createServer(options, (request, response) => this.answer(request, response));
      case 'http2': return http2.createSecureServer(options as http2.SecureServerOptions, (request, response) => {
        this.answer(request as unknown as http.IncomingMessage, response as unknown as http.ServerResponse);
      });
      case 'greets': return tls.createServer(options, socket => { socket.on('error', () => {}); socket.write('hello\n'); });
      default: return tls.createServer(options, socket => socket.on('error', () => {}).pipe(socket));
    }
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      this.requests.push(`${request.method} ${request.url}`);
      this.bytes += body.length;
      if (this.failures > 0) {
        this.failures -= 1;
        request.socket.destroy();
        return;
      }
      response.end(JSON.stringify({ host: request.headers[':authority'] ?? request.headers.host, length: body.length }));
    });
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Calls the proxy as an application does. */
export async function ask(port: number, options: http.RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, agent: false, ...options }, response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body: text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** What a TCP client gets that sends a text, until its connection ends or something has come. */
export async function exchange(port: number, text = ''): Promise<string> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => { if (text) socket.write(text); });
    socket.on('data', data => { resolve(`${data}`); socket.destroy(); });
    socket.on('error', () => {});
    socket.on('close', () => resolve(''));
  });
}

/** The answer of HTTP/2 by prior knowledge. */
export async function askHttp2(session: http2.ClientHttp2Session, headers: http2.OutgoingHttpHeaders = {}, body?: string) {
  return new Promise<Answer>((resolve, reject) => {
    const stream = session.request({ ':path': '/', ':method': body === undefined ? 'GET' : 'POST', ...headers });
    let text = '';
    let status = 0;
    stream.on('response', got => (status = got[':status']!));
    stream.on('data', data => (text += data));
    stream.on('end', () => resolve({ status, body: text }));
    stream.on('error', reject);
    stream.end(body);
  });
}

export const wait = async (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Repeats until it holds, for some seconds. */
export async function until(holds: () => boolean | Promise<boolean>, seconds = 15): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (await holds()) return true;
    await wait(50);
  }
  return false;
}

/** Whether something accepts connections. */
export async function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1', () => { resolve(true); socket.destroy(); });
    socket.on('error', () => resolve(false));
  });
}

/** Ports that nobody has now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => new Promise<net.Server>(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map(server => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map(async server => new Promise(resolve => server.close(resolve))));
  return ports;
}
