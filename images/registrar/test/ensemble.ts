import { randomUUID } from 'node:crypto';
import { Network } from './network';
import { numbered, podsWith } from './pods';
import { until } from '../../common/test/api-server';
import { Layout } from '../src/layout';
import { Metrics } from '../src/metrics';
import { Registrar } from '../src/registrar';
import { Session } from '../src/zookeeper';

export const { ZOOKEEPER } = process.env;
/** As short as an ensemble with default settings allows. */
export const TIMEOUT_MS = 4_000;

/** Tests that are left out where there is no ZooKeeper. */
export function withZooKeeper(name: string, tests: () => void): void {
  if (!ZOOKEEPER) console.warn('ZOOKEEPER is not set (to host:port of a real one): the tests with ZooKeeper are skipped.');
  (ZOOKEEPER ? describe : describe.skip)(name, tests);
}

export let reader: Session;
export let path: string;
/** What the namespace of the pods may have. */
export let paths: string[];
export let claimPath: string;
export let started: One[];

/** A registrar of a node, as a process would have it. */
export class One {
  private readonly layout = { root: '/discovery', environment: 'test', claimPath };
  private readonly all = podsWith(paths.join(' '), new Layout(this.layout));
  public readonly pods = this.all.pods;
  public readonly network = new Network(ZOOKEEPER!);
  public registrar!: Registrar;

  public async start(list: number[], discovery: (path: string) => object, credentialsFile?: string): Promise<this> {
    started.push(this);
    const settings = {
      node: 'node-1',
      podSelector: '',
      servers: await this.network.start(),
      sessionTimeoutMs: TIMEOUT_MS,
      layout: this.layout,
      port: 1,
      credentialsFile,
    };
    this.registrar = new Registrar(settings, this.pods, this.all.namespaces, new Metrics(() => true, () => 0));
    this.list(list, discovery);
    void this.registrar.run();
    return this;
  }

  public list(list: number[], discovery: (path: string) => object): void {
    this.pods.list(list.map(n => numbered(n, discovery(path))));
  }

  public async ready(): Promise<this> {
    await until('the registrar to be ready', () => this.registrar.ready);
    return this;
  }

  /** As by SIGKILL: the connection ends, the session lives on. */
  public kill(): void {
    this.network.cut();
  }
}

export const start = (list: number[], discovery: (path: string) => object) => new One().start(list, discovery);

/** Which pods a client finds, each as often as it does. */
export async function found(): Promise<number[]> {
  const nodes = await Promise.all((await reader.children(path)).map(name => reader.read(`${path}/${name}`)));
  // What has gone since it was listed may have been replaced since.
  if (nodes.includes(undefined)) return found();
  const hosts: string[] = nodes.map(node => node!.data
    ? JSON.parse(node!.data).serviceEndpoint.host
    : node!.path.slice(path.length + 1).split('-')[1].split(':')[0]);
  return hosts.map(host => host.split('.').map(Number)).map(([, , high, low]) => high * 256 + low).sort((a, b) => a - b);
}

export const finds = (list: number[], ms?: number) =>
  until(`clients to find ${list}`, async () => (await found()).join() === list.join(), ms);

/** Looks all the while; gives every set that was seen. */
export async function watched(act: () => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  let over = false;
  const looking = (async () => {
    while (!over) seen.add((await found()).join());
  })();
  await act();
  over = true;
  await looking;
  return [...seen];
}

/** Gives each test folders of its own, and ends what it has started. */
export function inFoldersOfItsOwn(): void {
  beforeEach(async () => {
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    started = [];
    path = `/test-${randomUUID()}/api`;
    paths = [path];
    claimPath = `/test-claims-${randomUUID()}/tests`;
    reader = new Session({ servers: ZOOKEEPER!, timeoutMs: 10_000 });
    await reader.connection();
  });

  afterEach(async () => {
    for (const one of started) await one.registrar.stop();
    for (const one of started) one.network.stop();
    await reader.close();
  });
}
