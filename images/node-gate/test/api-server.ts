import * as http from 'node:http';
import { AddressInfo } from 'node:net';

/** Of a node that was patched. */
const LABELS = { 'runtime.pinterest.com/2026.11': 'ready' };

/** As much of an API server as a list and a watch need, to break where a real one seldom does. */
export class ApiServer {
  public static async start(): Promise<ApiServer> {
    const server = new ApiServer();
    await new Promise<void>(resolve => server.http.listen(0, resolve));
    return server;
  }

  /** What was asked for, by method and URL. */
  public readonly requests: string[] = [];
  public readonly patches: { url: string; body: any }[] = [];

  /** What each list answers, by path. */
  public readonly lists = new Map<string, any[]>();

  /** How the next patches and watches are answered; 200 if nothing is said. */
  public readonly patchAnswers: number[] = [];
  public readonly watchAnswers: number[] = [];

  private readonly watches: { path: string; response: http.ServerResponse }[] = [];
  private version = 1;
  private readonly http = http.createServer((request, response) => this.answer(request, response));

  public get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  public event(path: string, type: string, object: any): void {
    for (const watch of this.watches.filter(each => each.path === path)) {
      const whole = `${JSON.stringify({ type, object: { ...object, metadata: { ...object.metadata, resourceVersion: `${++this.version}` } } })}\n`;
      // In two parts, as a network may.
      watch.response.write(whole.slice(0, 20));
      watch.response.write(whole.slice(20));
    }
  }

  /** Ends every watch, as a server does when its time is over, or breaks it off. */
  public endWatches(how: 'end' | 'destroy'): void {
    for (const { response } of this.watches.splice(0)) response[how]();
  }

  public watching(path: string): number {
    return this.watches.filter(each => each.path === path).length;
  }

  public async stop(): Promise<void> {
    this.http.closeAllConnections();
    await new Promise(resolve => this.http.close(resolve));
  }

  private answer(request: http.IncomingMessage, response: http.ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url!, this.url);
    this.requests.push(`${request.method} ${request.url}`);
    if (request.method === 'PATCH') {
      let body = '';
      request.on('data', part => body += part).on('end', () => {
        this.patches.push({ url: pathname, body: JSON.parse(body) });
        const [, name] = /([^/]+)$/.exec(pathname)!;
        response.writeHead(this.patchAnswers.shift() ?? 200).end(JSON.stringify({ metadata: { name, labels: LABELS }, spec: {} }));
      });
    } else if (searchParams.has('watch')) {
      const status = this.watchAnswers.shift() ?? 200;
      response.writeHead(status);
      if (status !== 200) return void response.end('{}');
      response.flushHeaders();
      this.watches.push({ path: pathname, response });
      request.on('close', () => this.watches.splice(0, this.watches.length, ...this.watches.filter(each => each.response !== response)));
    } else {
      // Pages of one, so that every list has several.
      const all = this.lists.get(pathname) ?? [];
      const n = Number(searchParams.get('continue') ?? 0);
      const next = n + 1 < all.length ? { continue: `${n + 1}` } : {};
      response.end(JSON.stringify({ metadata: { resourceVersion: `${this.version}`, ...next }, items: all.slice(n, n + 1) }));
    }
  }
}

export async function until(condition: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 8000; !condition();) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
