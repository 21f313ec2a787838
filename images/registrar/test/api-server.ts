import * as http from 'node:http';
import { AddressInfo } from 'node:net';
import { Pod } from '../src/pod';

/** Answers a list and a watch of pods as the API server does. */
export class ApiServer {
  public readonly requests: URLSearchParams[] = [];
  public pods = new Map<string, Pod>();
  public pageSize = 100;
  private version = 1;
  private readonly watches = new Set<http.ServerResponse>();
  private readonly server = http.createServer((request, response) => this.answer(new URL(request.url!, 'http://api').searchParams, response));

  public async start(): Promise<string> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** A pod appears or changes. */
  public put(pod: Pod): void {
    const type = this.pods.has(pod.metadata.uid) ? 'MODIFIED' : 'ADDED';
    this.pods.set(pod.metadata.uid, pod);
    this.tell(type, { ...pod, metadata: { ...pod.metadata, resourceVersion: `${++this.version}` } });
  }

  public delete(pod: Pod): void {
    this.pods.delete(pod.metadata.uid);
    this.tell('DELETED', { ...pod, metadata: { ...pod.metadata, resourceVersion: `${++this.version}` } });
  }

  public tell(type: string, object: object): void {
    for (const watch of this.watches) watch.write(`${JSON.stringify({ type, object })}\n`);
  }

  /** Every watch breaks off, in the middle of a line if told so. */
  public cut(half = ''): void {
    for (const watch of this.watches) {
      if (half) watch.write(half);
      setImmediate(() => watch.destroy());
    }
    this.watches.clear();
  }

  public get watched(): number {
    return this.watches.size;
  }

  private answer(query: URLSearchParams, response: http.ServerResponse): void {
    this.requests.push(query);
    if (query.get('watch')) {
      response.writeHead(200).flushHeaders();
      this.watches.add(response);
      response.on('close', () => this.watches.delete(response));
      return;
    }
    const from = Number(query.get('continue') ?? 0);
    const all = [...this.pods.values()];
    const next = from + this.pageSize;
    response.end(JSON.stringify({ items: all.slice(from, next), metadata: { resourceVersion: `${this.version}`, ...(next < all.length && { continue: `${next}` }) } }));
  }
}

export async function until(what: string, holds: () => unknown, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; Date.now() < end;) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`not within ${ms} ms: ${what}`);
}
