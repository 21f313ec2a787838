import { Claim, Superseded } from './claim';
import { addressOf, Entry } from './entry';
import { Folder, pauseAfter, Slot } from './folder';
import { Folders } from './folders';
import { Metrics } from './metrics';
import { isName, join } from './paths';
import { Pods } from './pods';
import { Next, Turns } from './turns';
import { Node, Operation, Session, ZooKeeperError } from './zookeeper';
import { log, messageOf } from '../../common/src/log';

/** How often wanted and existing entries are compared if nothing has changed; it costs one request for each service. */
const AUDIT_MS = 30_000;
/** How many addresses of a folder are written in one turn: then the other folders have theirs. */
const MOST_IN_TURN = 64;
/** How many nodes one transaction removes. */
const MOST_REPLACED = 100;
/** How many requests of one folder run at a time; the client copies what it has received for each response. */
const WIDTH = 4;

/** Keeps the entries of one ZooKeeper session in line with the pods, each folder by itself. */
export class Register {
  private readonly folders = new Map<string, Folder>();
  private readonly handoverEnds: number;
  private turns?: Turns;

  /** @param handoverMs how long an earlier registrar's entries may still exist */
  constructor(
    private readonly session: Session,
    private readonly claim: Claim,
    private readonly pods: Pods,
    private readonly metrics: Metrics,
    private readonly persistent: Folders,
    handoverMs: number,
  ) {
    this.handoverEnds = Date.now() + handoverMs;
    pods.onChange((path, address) => {
      this.folder(path).dirty.add(address);
      // Entries that clients must no longer call go first.
      this.turns?.add(path, pods.wanted(path, address) === undefined);
    });
  }

  /** Runs until the connection is lost or another registrar is in charge. */
  public async run(settled: () => Promise<void>): Promise<void> {
    const turns = new Turns(path => this.turn(path));
    const lost = this.session.disconnection().then(() => { throw new ZooKeeperError('CONNECTION_LOSS'); });
    lost.catch(() => undefined);
    for (const path of [...this.pods.folders(), ...this.claim.knownFolders]) this.folder(path);
    for (const folder of this.folders.values()) folder.unsure = true;
    this.turns = turns;
    try {
      turns.start(this.folders.keys());
      await Promise.race([turns.allTried, turns.failure, lost]);
      await settled();
      await Promise.race([turns.failure, lost]);
    } finally {
      this.turns = undefined;
      await turns.stop();
    }
  }

  private folder(path: string): Folder {
    const folder = this.folders.get(path) ?? new Folder(path, Date.now() < this.handoverEnds);
    this.folders.set(path, folder);
    return folder;
  }

  private async turn(path: string): Promise<Next> {
    const folder = this.folders.get(path);
    if (folder === undefined) return undefined;
    try {
      if (folder.unsure) await this.survey(folder);
      else if (Date.now() >= folder.audited + AUDIT_MS) await this.audit(folder);
      folder.failures = 0;
    } catch (error) {
      this.failed(path, error);
      return pauseAfter(++folder.failures);
    }
    const due = this.due(folder);
    await this.inParallel(due, address => this.bringInLine(folder, address));
    this.metrics.placed([...this.folders.values()].reduce((sum, { slots }) => sum + slots.size, 0));
    return this.next(folder, due.length);
  }

  private next(folder: Folder, done: number): Next {
    const now = Date.now();
    const waiting = [...folder.dirty].map(address => folder.slot(address).due);
    if (done > 0 && waiting.some(due => due <= now)) return 'more';
    if (folder.slots.size === 0 && !folder.unsure) {
      this.folders.delete(folder.path);
      this.claim.forget(folder.path);
      return undefined;
    }
    return folder.unsure ? 'more' : Math.max(1, Math.min(folder.audited + AUDIT_MS, ...waiting) - now);
  }

  /** The addresses of this turn, those without an entry first. */
  private due({ path, dirty, slots }: Folder): string[] {
    const now = Date.now();
    const due = [...dirty].filter(address => (slots.get(address)?.due ?? 0) <= now);
    const isWanted = (address: string) => Number(this.pods.wanted(path, address) !== undefined);
    return due.sort((a, b) => isWanted(a) - isWanted(b)).slice(0, MOST_IN_TURN);
  }

  /** Finds what an earlier registrar has left, and what this one created without getting the response. */
  private async survey(folder: Folder): Promise<void> {
    const { path } = folder;
    const names = (await this.session.children(path)).filter(isName);
    const found: Array<{ address: string; path: string; right?: string }> = [];
    await this.inParallel(names, async name => {
      const node = await this.session.read(join(path, name));
      const address = node && addressOf(name, node.data);
      if (node?.owner === undefined || address === undefined) return;
      const wanted = this.pods.wanted(path, address);
      const isOwn = node.owner === this.session.id;
      if (wanted === undefined && !isOwn && !this.claim.isBefore(node.owner)) return;
      found.push({ address, path: node.path, right: isOwn && isRight(name, node, wanted) ? wanted!.id : undefined });
    });
    folder.found(found);
    for (const address of this.pods.addresses(path)) folder.dirty.add(address);
    folder.audited = Date.now();
  }

  /** Finds entries that somebody else has removed, and addresses that another node's registrar has listed since. */
  private async audit(folder: Folder): Promise<void> {
    const names = await this.session.children(folder.path);
    const there = new Set(names);
    for (const [address, slot] of folder.slots) {
      const left = slot.present.filter(path => there.has(path.slice(folder.path.length + 1)));
      if (left.length === slot.present.length) continue;
      slot.present = left;
      slot.right = undefined;
      folder.dirty.add(address);
    }
    const known = new Set([...folder.slots.values()].flatMap(({ present }) => present));
    const twice = names.filter(isName).some(name => {
      const address = addressOf(name, '');
      return address !== undefined && folder.slots.has(address) && !known.has(join(folder.path, name));
    });
    if (twice) await this.survey(folder);
    for (const address of this.pods.addresses(folder.path)) if (!folder.slots.has(address)) folder.dirty.add(address);
    folder.audited = Date.now();
  }

  /** A failure at one address does not stop work on the others. */
  private async bringInLine(folder: Folder, address: string): Promise<void> {
    const slot = folder.slot(address);
    const wanted = this.pods.wanted(folder.path, address);
    folder.dirty.delete(address);
    try {
      if (wanted === undefined) await this.remove(slot);
      else if (slot.right !== wanted.id && slot.refused !== wanted.id) await this.place(slot, wanted);
      slot.failures = 0;
      slot.due = 0;
    } catch (error) {
      if (error instanceof ZooKeeperError && GONE.includes(error.code)) folder.unsure = true;
      this.failed(folder.path, error, wanted?.pod);
      if (wanted !== undefined && isHopeless(error)) {
        slot.refused = wanted.id;
        return;
      }
      slot.due = Date.now() + pauseAfter(++slot.failures);
      folder.dirty.add(address);
      return;
    }
    if (wanted === undefined && this.pods.wanted(folder.path, address) === undefined) folder.slots.delete(address);
  }

  /** Creates an entry and removes those that it replaces in one transaction: no client sees both, or neither. */
  private async place(slot: Slot, entry: Entry): Promise<void> {
    const create = { create: join(entry.path, entry.name), data: entry.data, sequential: entry.sequential };
    await this.thin(slot);
    const replaced = slot.present;
    this.claim.note(entry.path);
    const attempt = () => this.commit(...replaced.map(path => ({ remove: path })), create);
    const [path] = await attempt().catch(async error => {
      if (!isCode(error, 'NO_NODE') || replaced.length > 0) throw error;
      await this.persistent.make(entry);
      return attempt();
    });
    slot.present = [path];
    slot.right = entry.id;
    this.metrics.registered(replaced.length > 0 ? undefined : entry.readySince);
    log(replaced.length > 0 ? 'taken over' : 'registered', { pod: entry.pod, path });
  }

  private async remove(slot: Slot): Promise<void> {
    while (slot.present.length > 0) {
      const [path] = slot.present;
      await this.commit({ remove: path }).catch(error => {
        // Already gone is just as good.
        if (!isCode(error, 'NO_NODE')) throw error;
      });
      slot.present = slot.present.slice(1);
      slot.right = undefined;
      this.metrics.removed();
      log('removed', { path });
    }
  }

  /** So many nodes with one address have not come from registrars, and would not fit into one transaction. */
  private async thin(slot: Slot): Promise<void> {
    while (slot.present.length > MOST_REPLACED) {
      const some = slot.present.slice(0, MOST_REPLACED);
      await this.commit(...some.map(path => ({ remove: path })));
      slot.present = slot.present.slice(MOST_REPLACED);
    }
  }

  private commit(...operations: Operation[]): Promise<string[]> {
    return this.claim.commit(this.session, ...operations);
  }

  private failed(path: string, error: unknown, pod?: string): void {
    if (error instanceof Superseded || isCode(error, 'CONNECTION_LOSS') || isCode(error, 'SESSION_EXPIRED')) throw error;
    this.metrics.failed();
    log('ZooKeeper refuses', { path, pod, error: messageOf(error) });
  }

  private async inParallel<T>(list: Iterable<T>, act: (each: T) => Promise<void>): Promise<void> {
    const iterator = list[Symbol.iterator]();
    const failures: unknown[] = [];
    const worker = async () => {
      for (let next = iterator.next(); !next.done && failures.length === 0; next = iterator.next()) {
        await act(next.value).catch(error => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: WIDTH }, worker));
    if (failures.length > 0) throw failures[0];
  }
}

/** Something is not as it was: the folder must be read again. */
const GONE = ['NO_NODE', 'NODE_EXISTS'];

/** Whether a node that was found is the entry that is wanted. */
function isRight(name: string, { data }: Node, wanted: Entry | undefined): boolean {
  if (wanted === undefined || data !== wanted.data) return false;
  return wanted.sequential ? name.startsWith(wanted.name) : name === wanted.name;
}

/** The request itself is wrong: it never works. */
function isHopeless(error: unknown): boolean {
  return !(error instanceof ZooKeeperError) || error.code === 'BAD_ARGUMENTS';
}

function isCode(error: unknown, code: string): error is ZooKeeperError {
  return error instanceof ZooKeeperError && error.code === code;
}
