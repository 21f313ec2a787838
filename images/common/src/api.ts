import * as fs from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import * as path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { Skim } from './skim';

/** Address of the API server, token of the client, and certificate authority; without a token as for `kubectl proxy`. */
export type Access = [server: string, token?: () => string, ca?: string];

/** The API server answered, but refused. */
export class ApiError extends Error {
  constructor(public readonly status: number, message: string) {
    super(message);
  }
}

/** An event of a watch. */
export interface WatchEvent {
  readonly type: string;
  readonly object: any;
}

/** A dead connection is noticed after about 20 s. */
const KEEP_ALIVE_MS = 10_000;

/** How long a response may take; for a watch, beyond the time after which the server ends it. */
const ANSWER_MS = 30_000;

/** The access that Kubernetes gives a pod, with its own service account. */
export function inCluster(env = process.env, folder = '/var/run/secrets/kubernetes.io/serviceaccount'): Access {
  const { KUBERNETES_SERVICE_HOST: host = 'kubernetes.default.svc', KUBERNETES_SERVICE_PORT: port = '443' } = env;
  return [
    `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    // Read for each request: the kubelet replaces the token long before it expires.
    () => fs.readFileSync(path.join(folder, 'token'), 'utf8').trim(),
    fs.readFileSync(path.join(folder, 'ca.crt'), 'utf8'),
  ];
}

/**
 * As much of a Kubernetes client as a list and a watch need, on Node's own HTTP client: the official one takes 120 MB,
 * this one 45.
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

  /** @param without names of fields whose values are null, wherever they are: what nobody reads takes no memory */
  public async get(url: string, without?: readonly string[]): Promise<any> {
    return JSON.parse(await text(await this.request('GET', url, ANSWER_MS), without));
  }

  /** Resolves as soon as the server answers, to the events from then on. The server ends the watch after so many seconds. */
  public async watch(url: string, seconds: number, without?: readonly string[]): Promise<AsyncIterable<WatchEvent>> {
    const response = await this.request('GET', `${url}&timeoutSeconds=${seconds}`, seconds * 1000 + ANSWER_MS);
    response.socket.setKeepAlive(true, KEEP_ALIVE_MS);
    return eventsOf(response, without);
  }

  /** @param milliseconds how long the whole response may take; it must start within 30 s */
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

/** The whole body of a response. */
export async function text(response: http.IncomingMessage, without?: readonly string[]): Promise<string> {
  let whole = '';
  for await (const part of partsOf(response, without)) whole += part;
  return whole;
}

async function* eventsOf(response: http.IncomingMessage, without?: readonly string[]): AsyncGenerator<WatchEvent> {
  let rest = '';
  for await (const part of partsOf(response, without)) {
    const lines = (rest + part).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}

async function* partsOf(response: http.IncomingMessage, without: readonly string[] = []): AsyncGenerator<string> {
  const skim = new Skim(new Set(without));
  const decoder = new StringDecoder('utf8');
  for await (const part of response) yield decoder.write(skim.rest(part));
}
