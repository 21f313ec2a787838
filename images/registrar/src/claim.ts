import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isName, join, segmentsOf } from './paths';
import { Operation, Session, ZooKeeperError } from './zookeeper';

/** Another registrar has taken charge of the node. */
export class Superseded extends Error {}

/** How far a registrar is: it takes entries over, has them all in place, or has left them to the next one. */
type Stage = 'settling' | 'settled' | 'left';

/** What a claim tells the next registrar of the node. */
interface Content {
  readonly stage: Stage;
  /** The folders in which this registrar, or one before it, may have entries. */
  readonly folders: string[];
  /** The sessions of the registrars before it, which may not have ended yet. */
  readonly before: string[];
}

interface Other extends Content {
  readonly path: string;
  readonly owner: string;
}

/** So that a claim fits into a message of ZooKeeper, which has at most a megabyte. */
const LONGEST = 500_000;
/** Each ends by itself after a session timeout. */
const MOST_BEFORE = 32;
/** Far more claims than a node ever has were made by somebody else. */
const MOST_OTHERS = 1000;

/**
 * Defines which registrar is in charge of a node. Every write checks the claim in its own transaction, so that of two
 * registrars of one node, such as during an update, only the newer one writes.
 *
 * A node in the folder of claims is a claim only if it ends with its session and, where there are credentials, is signed with
 * them for that session. What anybody else writes there does not count.
 */
export class Claim {
  private path?: string;
  private session?: Session;
  private stage: Stage = 'settling';
  private before: string[] = [];
  private readonly folders = new Set<string>();
  /** The folders that ZooKeeper has confirmed. */
  private confirmed: ReadonlySet<string> = new Set();
  /** Earlier claims of this process, whose sessions have not ended yet. */
  private readonly former = new Set<string>();
  private folder: string;

  constructor(private readonly settings: string, private readonly node: string) {
    this.folder = settings;
  }

  /** The folders in which this registrar or earlier ones may have entries. */
  public get knownFolders(): string[] {
    return [...this.folders];
  }

  /** Whether a session is that of an earlier registrar of this node. */
  public isBefore(session: string | undefined): boolean {
    return session !== undefined && this.before.includes(session);
  }

  /** Claims the folder, too: call it before the first entry. Then `commit` writes it down with that entry. */
  public note(folder: string): void {
    this.folders.add(folder);
  }

  public forget(folder: string): void {
    this.folders.delete(folder);
  }

  /**
   * Runs all operations or none, if this registrar is still in charge. ZooKeeper counts the claim's own as operation 0.
   *
   * @throws Superseded if it is not
   */
  public async commit(session: Session, ...operations: Operation[]): Promise<string[]> {
    if (this.path === undefined) throw new Superseded();
    const folders = new Set(this.folders);
    const isNew = [...folders].some(each => !this.confirmed.has(each));
    const own: Operation = isNew ? { write: this.path, data: this.data(this.path, session) } : { check: this.path };
    try {
      const created = await session.commit(own, ...operations);
      if (isNew) this.confirmed = folders;
      return created;
    } catch (error) {
      throw isMissing(error) && error.operation === 0 ? new Superseded() : error;
    }
  }

  /**
   * Claims the node if no other registrar has.
   *
   * @param force claims it also if another registrar has
   */
  public async take(session: Session, force: boolean): Promise<boolean> {
    if (this.session !== session) {
      if (this.path !== undefined) this.former.add(this.path);
      this.path = undefined;
      this.session = session;
    }
    if (this.path !== undefined && await session.exists(this.path)) return true;
    for (;;) {
      const others = await this.others(session);
      if (!force && others.some(({ stage, path }) => stage !== 'left' && !this.former.has(path))) return false;
      this.inherit(others);
      try {
        await this.create(session, others);
        return true;
      } catch (error) {
        if (!this.moves(session, error)) throw error;
      }
    }
  }

  /** Records in the claim that every entry of the node is in place. */
  public async settle(session: Session): Promise<void> {
    await this.write(session, 'settled');
  }

  /** Leaves the node to the next registrar. Returns whether this one still had the claim. */
  public async release(session: Session): Promise<boolean> {
    try {
      await this.write(session, 'left');
      return true;
    } catch (error) {
      if (error instanceof Superseded) return false;
      throw error;
    }
  }

  /** How far the registrar that has superseded this one is; undefined if there is none. */
  public async successor(session: Session): Promise<'settled' | 'settling' | undefined> {
    this.path = undefined;
    const others = (await this.others(session)).filter(({ stage }) => stage !== 'left');
    if (others.length === 0) return undefined;
    return others.some(({ stage }) => stage === 'settled') ? 'settled' : 'settling';
  }

  private inherit(others: Other[]): void {
    const before = [...this.before, ...others.flatMap(each => [...each.before, each.owner])];
    this.before = [...new Set(before)].slice(-MOST_BEFORE);
    for (const folder of others.flatMap(({ folders }) => folders)) this.folders.add(folder);
  }

  /** Creates the claim in place of the others. */
  private async create(session: Session, others: Other[]): Promise<void> {
    this.stage = 'settling';
    const path = join(this.folder, `${this.node}@${randomBytes(8).toString('hex')}`);
    for (let replaced = others, made = false; ;) {
      const folders = new Set(this.folders);
      try {
        await session.commit(...replaced.map(other => ({ remove: other.path })), { create: path, data: this.data(path, session) });
        this.path = path;
        this.confirmed = folders;
        return;
      } catch (error) {
        if (!(error instanceof ZooKeeperError)) throw error;
        const { code, operation } = error;
        if (operation < replaced.length && ['NO_NODE', 'NO_AUTH'].includes(code)) {
          // It has just ended, or cannot be removed.
          replaced = replaced.filter((_, n) => n !== operation);
        } else if (code === 'NO_NODE' && !made) {
          made = true;
          await session.makeFolder(this.folder);
        } else {
          throw error;
        }
      }
    }
  }

  /**
   * If somebody else has made the folder of claims and keeps the registrars out, they meet in one whose name nobody can know
   * without the credentials. Returns whether there is another folder to try.
   */
  private moves(session: Session, error: unknown): boolean {
    if (!(error instanceof ZooKeeperError) || error.code !== 'NO_AUTH' || session.secret === undefined) return false;
    if (this.folder !== this.settings) return false;
    this.folder = this.hidden(session.secret);
    return true;
  }

  private hidden(secret: string): string {
    const [first, ...rest] = segmentsOf(this.settings);
    const digits = createHmac('sha256', secret).update(`claims ${this.settings}`).digest('hex').slice(0, 32);
    return [`${first}-${digits}`, ...rest].reduce(join, '');
  }

  private async write(session: Session, stage: Stage): Promise<void> {
    this.stage = stage;
    if (this.path === undefined) throw new Superseded();
    await session.commit({ write: this.path, data: this.data(this.path, session) }).catch(error => {
      throw isMissing(error) ? new Superseded() : error;
    });
  }

  /** Finds the claims of other registrars of this node. */
  private async others(session: Session): Promise<Other[]> {
    const prefix = `${this.node}@`;
    const names = (await session.children(this.folder).catch(error => {
      if (error instanceof ZooKeeperError && error.code === 'NO_AUTH') return [];
      throw error;
    })).filter(name => name.startsWith(prefix) && /^[0-9a-f]{16}$/.test(name.slice(prefix.length)) && isName(name));
    const others: Other[] = [];
    for (const name of names.slice(0, MOST_OTHERS)) {
      const path = join(this.folder, name);
      if (path === this.path) continue;
      const other = await this.read(session, path);
      if (other) others.push(other);
    }
    return others;
  }

  private async read(session: Session, path: string): Promise<Other | undefined> {
    const node = await session.read(path).catch(error => {
      if (error instanceof ZooKeeperError && error.code === 'NO_AUTH') return undefined;
      throw error;
    });
    if (node?.owner === undefined || node.data.length > LONGEST * 2) return undefined;
    const content = contentOf(node.data);
    if (content === undefined) return undefined;
    const { signature, ...rest } = content;
    if (!isSame(signature, signatureOf(session.secret, path, node.owner, rest))) return undefined;
    return { ...rest, path, owner: node.owner };
  }

  private data(path: string, session: Session): string {
    const folders: string[] = [];
    let length = 0;
    for (const folder of this.folders) {
      length += folder.length + 3;
      if (length > LONGEST) break;
      folders.push(folder);
    }
    const content: Content = { stage: this.stage, folders, before: this.before };
    return JSON.stringify({ ...content, signature: signatureOf(session.secret, path, session.id, content) });
  }
}

function contentOf(data: string): Content & { signature: string } | undefined {
  try {
    const { stage, folders, before, signature } = JSON.parse(data);
    const lists = [folders, before].every(list => Array.isArray(list) && list.every(each => typeof each === 'string'));
    if (!lists || !['settling', 'settled', 'left'].includes(stage) || typeof signature !== 'string') return undefined;
    return { stage, folders, before, signature };
  } catch {
    return undefined;
  }
}

/** Of this claim, in this session, by somebody who has the credentials. */
function signatureOf(secret: string | undefined, path: string, owner: string, { stage, folders, before }: Content): string {
  if (secret === undefined) return '';
  return createHmac('sha256', secret).update(JSON.stringify(['claim', path, owner, stage, folders, before])).digest('hex');
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map(each => Buffer.from(each));
  return first.length === second.length && timingSafeEqual(first, second);
}

function isMissing(error: unknown): error is ZooKeeperError {
  return error instanceof ZooKeeperError && error.code === 'NO_NODE';
}
