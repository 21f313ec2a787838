import { Claim, Superseded } from './claim';
import { Entry, keyOf } from './entry';
import { Metrics } from './metrics';
import { forEach } from './parallel';
import { Pods } from './pods';
import { Node, Session, ZooKeeperError } from './zookeeper';
import { log, messageOf } from '../../common/src/log';

/**
 * How often wanted and existing entries are compared if nothing has changed; it costs one request for each service.
 */
const AUDIT_MS = 30_000;
/** The time after which refused writes are tried again. */
const RETRY_MS = 3_000;

/** Keeps the entries of one ZooKeeper session in line with the pods. */
export class Register {
  /** The entries known to exist, by id. */
  private readonly placed = new Map<string, { readonly entry: Entry; readonly path: string }>();
  /** Entries that have changed, by id. */
  private changed = new Map<string, Entry>();
  /** Folders that may contain unknown entries. */
  private readonly unsure = new Set<string>();
  private readonly handoverEnds: number;
  private wake?: () => void;

  /** @param handoverMs how long an earlier registrar's entries may still exist */
  constructor(
    private readonly session: Session,
    private readonly claim: Claim,
    private readonly pods: Pods,
    private readonly metrics: Metrics,
    handoverMs: number,
  ) {
    this.handoverEnds = Date.now() + handoverMs;
    pods.onChange(entries => {
      for (const entry of entries) this.changed.set(entry.id, entry);
      this.wake?.();
    });
    for (const { path } of pods.wanted()) this.unsure.add(path);
  }

  /** Runs until the connection is lost or another registrar is in charge. */
  public async run(settled: () => Promise<void>): Promise<void> {
    let lost = false;
    void this.session.disconnection().then(() => {
      lost = true;
      this.wake?.();
    });
    await this.compare();
    await settled();
    for (let compared = Date.now(); !lost; ) {
      const due = compared + (this.unsure.size > 0 ? RETRY_MS : AUDIT_MS);
      if (this.changed.size === 0) await this.waitForChange(due - Date.now());
      if (lost) break;
      await this.apply();
      if (Date.now() < due) continue;
      await this.compare();
      compared = Date.now();
    }
    throw new ZooKeeperError('CONNECTION_LOSS');
  }

  /** Compares existing entries with wanted ones; reads the entries of a folder only if it may contain unknown ones. */
  private async compare(): Promise<void> {
    if (!await this.session.exists(this.claim.check.check)) throw new Superseded();
    const wanted = byPath(this.pods.wanted());
    const known = byPath([...this.placed.values()].map(({ entry }) => entry));
    await forEach(new Set([...wanted.keys(), ...known.keys(), ...this.unsure]), path => this.careful(path, async () => {
      if (this.unsure.has(path)) await this.survey(path, wanted.get(path) ?? []);
      else await this.audit(path, known.get(path) ?? []);
    }));
    for (const entry of this.pods.wanted()) this.changed.set(entry.id, entry);
    for (const { entry } of this.placed.values()) this.changed.set(entry.id, entry);
    await this.apply();
  }

  /** A failure in one folder does not stop work on the others. */
  private async careful(path: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.unsure.add(path);
      if (error instanceof Superseded || isLoss(error)) throw error;
      this.metrics.failed();
      log('ZooKeeper refuses', { path, error: messageOf(error) });
    }
  }

  /** Finds entries that somebody else has removed. */
  private async audit(path: string, known: Entry[]): Promise<void> {
    const names = new Set(await this.session.children(path));
    for (const { id } of known) {
      const placed = this.placed.get(id);
      if (placed && !names.has(placed.path.slice(path.length + 1))) this.placed.delete(id);
    }
  }

  /** Takes over the entries of an earlier registrar, and those that this one created without getting the response. */
  private async survey(path: string, wanted: Entry[]): Promise<void> {
    for (const [id, { entry }] of this.placed) if (entry.path === path) this.placed.delete(id);
    const nodes: Node[] = [];
    await forEach(await this.session.children(path), async name => {
      const node = await this.session.read(`${path}/${name}`);
      if (node) nodes.push(node);
    });
    const found = new Map<string, Node[]>();
    for (const node of nodes) {
      const key = keyOf(node.path.slice(path.length + 1), node.data);
      found.set(key, [...found.get(key) ?? [], node]);
    }
    const own = (node: Node) => node.owner === this.session.id;
    await forEach(wanted, async entry => {
      const same = found.get(entry.key) ?? [];
      found.delete(entry.key);
      if (same.length === 1 && own(same[0]) && same[0].data === entry.data) {
        this.placed.set(entry.id, { entry, path: same[0].path });
      } else {
        await this.place(entry, same);
      }
    });
    for (const { path: forgotten } of [...found.values()].flat().filter(own)) {
      await this.session.commit(this.claim.check, { remove: forgotten }).catch(supersededAtCheck);
    }
    this.unsure.delete(path);
  }

  private async apply(): Promise<void> {
    const changed = this.changed;
    this.changed = new Map();
    const all = this.pods.wanted();
    const wanted = new Set(all.map(({ id }) => id));
    const gone = [...changed.values()].filter(({ id }) => !wanted.has(id));
    const missing = [...changed.values()].filter(({ id }) => wanted.has(id) && !this.placed.has(id));
    // Entries that clients must no longer call go first.
    await forEach(gone, entry => this.careful(entry.path, () => this.remove(entry)));
    if (Date.now() < this.handoverEnds) {
      const paths = byPath(all);
      await forEach(byPath(missing).keys(), path => this.careful(path, () => this.survey(path, paths.get(path)!)));
    } else {
      await forEach(missing, entry => this.careful(entry.path, () => this.place(entry)));
    }
    this.metrics.placed(this.placed.size);
  }

  /** Creates an entry and removes those that it replaces in one transaction: no client sees both, or neither. */
  private async place(entry: Entry, replaced: Node[] = []): Promise<void> {
    const create = { create: `${entry.path}/${entry.name}`, data: entry.data, sequential: entry.sequential };
    const attempt = () => this.session.commit(this.claim.check, ...replaced.map(({ path }) => ({ remove: path })), create);
    const [path] = await attempt().catch(async error => {
      if (!isCode(error, 'NO_NODE') || error.operation === 0 || replaced.length > 0) throw error;
      await this.session.makeFolder(entry.path);
      return attempt();
    }).catch(supersededAtCheck);
    this.placed.set(entry.id, { entry, path });
    this.metrics.registered(replaced.length > 0 ? undefined : entry.readySince);
    log(replaced.length > 0 ? 'taken over' : 'registered', { pod: entry.pod, path });
  }

  private async remove(entry: Entry): Promise<void> {
    const placed = this.placed.get(entry.id);
    if (!placed) return;
    await this.session.commit(this.claim.check, { remove: placed.path }).catch(error => {
      // Already gone is just as good.
      if (!isCode(error, 'NO_NODE') || error.operation === 0) throw error;
    }).catch(supersededAtCheck);
    this.placed.delete(entry.id);
    this.metrics.removed();
    log('removed', { pod: entry.pod, path: placed.path });
  }

  private async waitForChange(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>(resolve => {
      this.wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }
}

function byPath(entries: Entry[]): Map<string, Entry[]> {
  const paths = new Map<string, Entry[]>();
  for (const entry of entries) {
    const list = paths.get(entry.path);
    if (list) list.push(entry);
    else paths.set(entry.path, [entry]);
  }
  return paths;
}

function isCode(error: unknown, code: string): error is ZooKeeperError {
  return error instanceof ZooKeeperError && error.code === code;
}

function isLoss(error: unknown): boolean {
  return isCode(error, 'CONNECTION_LOSS') || isCode(error, 'SESSION_EXPIRED');
}

/** The first operation of every transaction is the check of the claim. */
function supersededAtCheck(error: unknown): never {
  throw isCode(error, 'NO_NODE') && error.operation === 0 ? new Superseded() : error;
}
