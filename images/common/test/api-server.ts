import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
}

interface Change {
  readonly path: string;
  readonly version: number;
  readonly type: string;
  readonly object: any;
}

/** As much of an API server as a list, a watch and a patch need, to break where a real one seldom does. */
export class ApiServer {
  public static async start(): Promise<ApiServer> {
    const server = new ApiServer();
    await new Promise<void>(resolve => server.http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  public readonly requests: Request[] = [];
  public pageSize = 100;

  /** How the next requests are answered: with a refusal, not at all, by half a list; well if nothing is said. */
  public readonly answers: (number | 'silence' | 'half' | 'well')[] = [];

  /** What a patch answers. */
  public onPatch?: (path: string, body: any) => [status: number, object: object];

  private readonly objects = new Map<string, Map<string, any>>();
  private readonly watches = new Map<http.ServerResponse, string>();
  private history: Change[] = [];
  private version = 1;
  private oldest = 0;
  private readonly http = http.createServer((request, response) => this.answer(request, response));

  public get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** An object appears or changes. */
  public put(path: string, object: any): void {
    const { name } = object.metadata;
    const type = this.at(path).has(name) ? 'MODIFIED' : 'ADDED';
    this.at(path).set(name, object);
    this.change(path, type, object);
  }

  public delete(path: string, name: string): void {
    const object = this.at(path).get(name);
    this.at(path).delete(name);
    this.change(path, 'DELETED', object);
  }

  public bookmark(path: string): void {
    this.change(path, 'BOOKMARK', { metadata: {} });
  }

  /** To every watch of this path, just so. */
  public tell(path: string, type: string, object: object): void {
    for (const [response, watched] of this.watches) if (watched === path) write(response, { type, object });
  }

  /** From now on no watch can go on from before. */
  public compact(): void {
    this.history = [];
    this.oldest = ++this.version;
  }

  /** Ends every watch, as a server does when its time is over, or breaks it off, after half a line if told so. */
  public endWatches(how: 'end' | 'destroy', half = ''): void {
    for (const response of this.watches.keys()) {
      if (half) response.write(half);
      setImmediate(() => response[how]());
    }
    this.watches.clear();
  }

  public watching(path: string): number {
    return [...this.watches.values()].filter(watched => watched === path).length;
  }

  /** The lists of a path that were asked for, page by page. */
  public lists(path: string): Request[] {
    return this.requests.filter(({ path: asked, query }) => asked === path && query.has('limit'));
  }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise(resolve => this.http.close(resolve));
  }

  private at(path: string): Map<string, any> {
    if (!this.objects.has(path)) this.objects.set(path, new Map());
    return this.objects.get(path)!;
  }

  private change(path: string, type: string, object: any): void {
    const version = ++this.version;
    const whole = { ...object, metadata: { ...object.metadata, resourceVersion: `${version}` } };
    this.history.push({ path, version, type, object: whole });
    this.tell(path, type, whole);
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { pathname: path, searchParams: query } = new URL(request.url!, this.url);
    this.requests.push({ method: request.method!, path, query, headers: request.headers });
    const answer = this.answers.shift();
    if (answer === 'silence') return;
    if (answer === 'half') return void response.write('{"items":[');
    if (typeof answer === 'number') return void response.writeHead(answer).end('{}');
    if (request.method === 'PATCH') this.patch(path, request, response);
    else if (query.has('watch')) this.watch(path, Number(query.get('resourceVersion')), response);
    else this.list(path, Number(query.get('continue') ?? 0), response);
  }

  private list(path: string, from: number, response: http.ServerResponse): void {
    const all = [...this.at(path).values()];
    const next = from + this.pageSize;
    const metadata = { resourceVersion: `${this.version}`, ...(next < all.length && { continue: `${next}` }) };
    response.end(JSON.stringify({ metadata, items: all.slice(from, next) }));
  }

  private watch(path: string, version: number, response: http.ServerResponse): void {
    if (version < this.oldest) return void response.writeHead(410).end('{}');
    response.writeHead(200).flushHeaders();
    this.watches.set(response, path);
    response.on('close', () => this.watches.delete(response));
    for (const each of this.history) {
      if (each.path === path && each.version > version) write(response, { type: each.type, object: each.object });
    }
  }

  private patch(path: string, request: http.IncomingMessage, response: http.ServerResponse): void {
    let body = '';
    request.on('data', part => body += part).on('end', () => {
      const [status, object] = this.onPatch!(path, JSON.parse(body));
      response.writeHead(status).end(JSON.stringify(object));
    });
  }
}

/** In two parts, as a network may. */
function write(response: http.ServerResponse, event: object): void {
  const line = `${JSON.stringify(event)}\n`;
  response.write(line.slice(0, 20));
  response.write(line.slice(20));
}

export async function until(what: string, holds: () => unknown, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await holds()) return;
    await sleep(20);
  }
  throw new Error(`not within ${ms} ms: ${what}`);
}
