import type { Socket } from 'node:net';
import { ACL, Client, createClient, CreateMode, Id, Permission, Stat, State } from 'node-zookeeper-client';

export interface SessionOptions {
  readonly servers: string;
  readonly timeoutMs: number;
  /** `user:password`; with it, everybody reads what the session creates and only its user writes. */
  readonly credentials?: string;
}

/** ZooKeeper refused a request, or was not reached. */
export class ZooKeeperError extends Error {
  constructor(
    /** The error code, such as `NO_NODE` or `CONNECTION_LOSS`. */
    public readonly code: string,
    /** The index of the failed operation in its transaction. */
    public readonly operation = 0,
  ) {
    super(`ZooKeeper: ${code}${operation > 0 ? ` at operation ${operation}` : ''}`);
  }
}

export type Operation =
  | { readonly check: string }
  | { readonly remove: string }
  | { readonly write: string; readonly data: string }
  | { readonly create: string; readonly data: string; readonly sequential?: boolean };

export interface Node {
  readonly path: string;
  readonly data: string;
  /** Id of the session that owns it: the node ends with this session. Undefined if it outlives every session. */
  readonly owner?: string;
}

/** Private fields of the client library. */
interface Internals {
  readonly connectionManager: { readonly socket?: Socket; pendingBuffer: Buffer | null; connect: () => void };
}

interface Failure extends Error {
  readonly name: string;
}

/**
 * One ZooKeeper session, and the connections that keep it alive.
 *
 * It works around three faults of node-zookeeper-client, which never notices a silent server, queues requests while it has no
 * connection, and keeps half a message over a reconnect.
 */
export class Session {
  private readonly client: Client;
  private readonly acl?: ACL[];
  private readonly beat: NodeJS.Timeout;
  private readonly waiting = new Set<() => void>();
  private expired = false;
  private closing = false;
  private answered = Date.now();

  constructor(private readonly options: SessionOptions, private readonly onState: (state: string) => void = () => undefined) {
    const { servers, timeoutMs, credentials } = options;
    this.client = createClient(servers, { sessionTimeout: timeoutMs, spinDelay: 500, retries: 0 });
    if (credentials) {
      this.client.addAuthInfo('digest', Buffer.from(credentials));
      this.acl = [new ACL(Permission.ALL, new Id('auth', '')), new ACL(Permission.READ, new Id('world', 'anyone'))];
    }
    this.client.on('state', state => this.changed(state));
    this.client.connect();
    this.beat = setInterval(() => this.check(), Math.max(timeoutMs / 6, 250));
  }

  public get id(): string {
    return this.client.getSessionId().toString('hex');
  }

  /** Proves that what it writes is a registrar's; undefined without credentials. */
  public get secret(): string | undefined {
    return this.options.credentials;
  }

  public get connected(): boolean {
    return !this.closing && this.client.getState() === State.SYNC_CONNECTED;
  }

  /** Waits for a connection; fails if the session has ended. */
  public async connection(): Promise<void> {
    while (!this.connected) {
      if (this.expired || this.closing) throw new ZooKeeperError('SESSION_EXPIRED');
      await this.change();
    }
  }

  /** Waits until the connection is lost. */
  public async disconnection(): Promise<void> {
    while (this.connected) await this.change();
  }

  public async exists(path: string): Promise<boolean> {
    return await this.request<Stat | null>(done => this.client.exists(path, done)) !== null;
  }

  /** Names in a folder; none if the folder does not exist. */
  public async children(path: string): Promise<string[]> {
    return this.request<string[]>(done => this.client.getChildren(path, done)).catch(error => unless(error, 'NO_NODE', []));
  }

  public async read(path: string): Promise<Node | undefined> {
    const read = this.request<Node>(done => this.client.getData(path, (error, data, stat) => {
      done(
        error,
        error ? undefined as never : { path, data: data?.toString('utf8') ?? '', owner: ownerOf(stat) },
      );
    }));
    return read.catch(error => unless(error, 'NO_NODE', undefined));
  }

  /** Runs all operations or none, and returns the paths of created nodes. They end with the session. */
  public async commit(...operations: Operation[]): Promise<string[]> {
    const transaction = this.client.transaction();
    for (const operation of operations) {
      if ('check' in operation) transaction.check(operation.check);
      else if ('remove' in operation) transaction.remove(operation.remove);
      else if ('write' in operation) transaction.setData(operation.write, Buffer.from(operation.data));
      else transaction.create(operation.create, Buffer.from(operation.data), ...this.aclIfAny(), modeOf(operation.sequential));
    }
    const results = await this.request<Array<{ path?: string }>>(done => transaction.commit((
      error, all: Array<{ err?: number }> | undefined,
    ) => {
      // The operation that failed has an error of its own; later ones only report that another has failed.
      const failed = all?.findIndex(({ err }) => err !== undefined && err !== 0) ?? 0;
      done(error && new ZooKeeperError((error as Failure).name, Math.max(failed, 0)), all as Array<{ path?: string }>);
    }));
    return results.flatMap(({ path }) => path ?? []);
  }

  /** Creates a persistent folder, and those above it. */
  public async makeFolder(path: string): Promise<void> {
    await this.request<string>(done => this.acl ? this.client.mkdirp(path, this.acl, done) : this.client.mkdirp(path, done));
  }

  /** Ends the session, and with it all nodes that it has created. */
  public async close(): Promise<void> {
    if (!this.connected) return this.abandon();
    // A server that does not answer ends the session anyway, a little later.
    const late = setTimeout(() => this.internals.socket?.destroy(), 2000);
    this.client.close();
    await this.disconnection();
    clearTimeout(late);
    this.abandon();
  }

  /** Drops the connection; the session's nodes stay until it times out. */
  public abandon(): void {
    this.closing = true;
    clearInterval(this.beat);
    // Otherwise the client would reconnect, and the session would live on.
    this.internals.connect = () => undefined;
    this.internals.socket?.destroy();
    this.wake();
  }

  private get internals(): Internals['connectionManager'] {
    return (this.client as unknown as Internals).connectionManager;
  }

  private aclIfAny(): [ACL[]] | [] {
    return this.acl ? [this.acl] : [];
  }

  private changed(state: State): void {
    this.answered = Date.now();
    if (state === State.EXPIRED || state === State.AUTH_FAILED) {
      this.expired = true;
      clearInterval(this.beat);
    }
    if (this.closing) this.internals.socket?.destroy();
    if (state === State.DISCONNECTED) this.internals.pendingBuffer = null;
    this.onState(state.name);
    this.wake();
  }

  /** Switches to another server if this one is silent. */
  private check(): void {
    if (this.connected) this.exists('/').catch(() => undefined);
    if (Date.now() - this.answered < this.options.timeoutMs / 2) return;
    this.answered = Date.now();
    this.internals.socket?.destroy();
  }

  private async request<T>(send: (done: (error: unknown, result: T) => void) => void): Promise<T> {
    if (!this.connected) throw new ZooKeeperError(this.expired ? 'SESSION_EXPIRED' : 'CONNECTION_LOSS');
    return new Promise((resolve, reject) => send((error, result) => {
      if (!error) {
        this.answered = Date.now();
        return resolve(result);
      }
      reject(error instanceof ZooKeeperError ? error : new ZooKeeperError((error as Failure).name));
    }));
  }

  private change(): Promise<void> {
    return new Promise(resolve => this.waiting.add(resolve));
  }

  private wake(): void {
    const all = [...this.waiting];
    this.waiting.clear();
    for (const resolve of all) resolve();
  }
}

function ownerOf({ ephemeralOwner }: Stat): string | undefined {
  const owner = ephemeralOwner.toString('hex');
  return /^0*$/.test(owner) ? undefined : owner;
}

function modeOf(sequential = false): number {
  return sequential ? CreateMode.EPHEMERAL_SEQUENTIAL : CreateMode.EPHEMERAL;
}

function unless<T>(error: unknown, code: string, otherwise: T): T {
  if (error instanceof ZooKeeperError && error.code === code) return otherwise;
  throw error;
}
