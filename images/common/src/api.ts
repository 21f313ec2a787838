import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as path from 'node:path';

/** Where the API server is, who asks, and who has signed the server's certificate; without a token as through `kubectl proxy`. */
export type Access = [server: string, token?: () => string, ca?: string];

/** The API server answered, but refused. */
export class ApiError extends Error {
  constructor(public readonly status: number, message: string) {
    super(message);
  }
}

/** What a watch tells. */
export interface WatchEvent {
  readonly type: string;
  readonly object: any;
}

/** A connection on which nothing answers is found dead after about 20 s. */
const KEEP_ALIVE_MS = 10_000;

/** How long an answer may take, and a watch beyond the time that the server gives it. */
const ANSWER_MS = 30_000;

/** What Kubernetes gives a pod, so that it can ask with its own service account. */
export function inCluster(env = process.env, folder = '/var/run/secrets/kubernetes.io/serviceaccount'): Access {
  const { KUBERNETES_SERVICE_HOST: host = 'kubernetes.default.svc', KUBERNETES_SERVICE_PORT: port = '443' } = env;
  return [
    `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    // For each request: the kubelet replaces the token long before it ends.
    () => fs.readFileSync(path.join(folder, 'token'), 'utf8').trim(),
    fs.readFileSync(path.join(folder, 'ca.crt'), 'utf8'),
  ];
}

/**
 * As much of the Kubernetes API as a list and a watch need, by Node's own client: the official one takes 120 MB where this
 * takes 45.
 */
export class KubernetesApi {
  private readonly server: string;
  private readonly token?: () => string;
  private readonly transport: typeof http | typeof https;
  private readonly agent: http.Agent;

  constructor(private readonly userAgent: string, ...[server, token, ca]: Access) {
    this.server = server;
    this.token = token;
    this.transport = server.startsWith('https:') ? https : http;
    this.agent = new this.transport.Agent({ keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS, ...(ca && { ca }) });
  }

  public async get(url: string): Promise<any> {
    return JSON.parse(await text(await this.request('GET', url, ANSWER_MS)));
  }

  /** As soon as the server answers: what a watch tells from then on, until the server ends it after so many seconds. */
  public async watch(url: string, seconds: number): Promise<AsyncIterable<WatchEvent>> {
    const response = await this.request('GET', `${url}&timeoutSeconds=${seconds}`, seconds * 1000 + ANSWER_MS);
    response.socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return eventsOf(response);
  }

  /** @param milliseconds how long the whole answer may take; for its beginning nobody waits longer than half a minute */
  protected async request(
    method: string,
    url: string,
    milliseconds: number,
    body?: string,
    type?: string,
  ): Promise<http.IncomingMessage> {
    const headers = {
      'accept': 'application/json',
      'user-agent': this.userAgent,
      ...(this.token && { authorization: `Bearer ${this.token()}` }),
      ...(type && { 'content-type': type }),
    };
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = this.transport.request(`${this.server}${url}`, { method, agent: this.agent, headers });
      const late = setTimeout(() => request.destroy(new Error('no answer')), Math.min(milliseconds, ANSWER_MS));
      request.once('response', answer => {
        clearTimeout(late);
        resolve(answer);
      });
      request.on('error', error => {
        clearTimeout(late);
        reject(error);
      });
      request.end(body);
    });
    const overdue = setTimeout(() => response.destroy(new Error('the answer did not end in time')), milliseconds);
    response.once('close', () => clearTimeout(overdue));
    const status = response.statusCode ?? 0;
    if (status >= 200 && status <= 299) return response;
    throw new ApiError(status, `${method} ${url}: ${status} ${(await text(response)).slice(0, 300)}`);
  }
}

/** All that an answer says. */
export async function text(response: http.IncomingMessage): Promise<string> {
  let whole = '';
  for await (const part of response.setEncoding('utf8')) whole += part;
  return whole;
}

async function* eventsOf(response: http.IncomingMessage): AsyncGenerator<WatchEvent> {
  let rest = '';
  for await (const part of response.setEncoding('utf8')) {
    const lines = (rest + part).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}
