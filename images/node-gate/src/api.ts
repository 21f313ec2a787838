import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as path from 'node:path';

/** The API server answered, but refused. */
export class ApiError extends Error {
  constructor(public readonly status: number, message: string) {
    super(message);
  }
}

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

/** A connection on which nothing answers is found dead after a minute or so. */
const KEEP_ALIVE = 10_000;

/** How long a request may take, and a watch beyond the time that the server gives it. */
const PATIENCE = 10_000;

/**
 * As much of the Kubernetes API as is needed here: read, follow, patch. The official client does that too, but takes
 * 120 MB where this takes 45, and its informers keep every object whole.
 */
export class Api {
  /** With the pod's own service account. */
  public static inCluster(folder = '/var/run/secrets/kubernetes.io/serviceaccount'): Api {
    const { KUBERNETES_SERVICE_HOST: host = 'kubernetes.default.svc', KUBERNETES_SERVICE_PORT: port = '443' } = process.env;
    return new Api(
      `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      // The kubelet replaces the token long before it ends.
      () => fs.readFileSync(path.join(folder, 'token'), 'utf8'),
      fs.readFileSync(path.join(folder, 'ca.crt'), 'utf8'),
    );
  }

  private readonly transport: typeof http | typeof https;
  private readonly agent: http.Agent;

  constructor(private readonly server: string, private readonly token: () => string, ca?: string) {
    this.transport = server.startsWith('https:') ? https : http;
    this.agent = new this.transport.Agent({ keepAlive: true, ...(ca && { ca }) });
  }

  public async get(url: string): Promise<any> {
    return JSON.parse(await text(await this.request('GET', url, PATIENCE)));
  }

  /** All operations or none; gives the object as it is then. */
  public async patch(url: string, operations: PatchOperation[]): Promise<any> {
    return JSON.parse(await text(await this.request('PATCH', url, PATIENCE, JSON.stringify(operations), 'application/json-patch+json')));
  }

  /** What a watch tells, one event after the other, until the server ends it after so many seconds. */
  public async *events(url: string, seconds: number): AsyncGenerator<any> {
    const response = await this.request('GET', `${url}&timeoutSeconds=${seconds}`, seconds * 1000 + PATIENCE);
    response.socket.setKeepAlive(true, KEEP_ALIVE);
    let rest = '';
    for await (const part of response.setEncoding('utf8')) {
      const lines = (rest + part).split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield JSON.parse(line);
    }
  }

  private async request(method: string, url: string, timeout: number, body?: string, type?: string): Promise<http.IncomingMessage> {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = this.transport.request(`${this.server}${url}`, {
        method,
        agent: this.agent,
        signal: AbortSignal.timeout(timeout),
        headers: { 'authorization': `Bearer ${this.token()}`, 'accept': 'application/json', 'user-agent': 'node-gate', ...(type && { 'content-type': type }) },
      });
      request.once('response', resolve).once('error', reject).end(body);
    });
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) throw new ApiError(status, `${method} ${url}: ${status} ${(await text(response)).slice(0, 300)}`);
    return response;
  }
}

async function text(response: http.IncomingMessage): Promise<string> {
  let whole = '';
  for await (const part of response.setEncoding('utf8')) whole += part;
  return whole;
}
