import { randomBytes } from 'node:crypto';
import { Session, ZooKeeperError } from './zookeeper';

const SETTLED = 'settled';

/** Another registrar has taken charge of the node. */
export class Superseded extends Error {}

/**
 * Defines which registrar is in charge of a node. Every write checks the claim in its own transaction, so that of two
 * registrars of one node, such as during an update, only the newer one writes.
 */
export class Claim {
  private path?: string;

  constructor(private readonly folder: string, private readonly node: string) {}

  /** The first operation of every transaction, which fails it unless the claim is still valid. */
  public get check() {
    if (this.path === undefined) throw new Superseded();
    return { check: this.path };
  }

  /**
   * Claims the node if no other registrar has.
   *
   * @param force claims it also if another registrar has
   */
  public async take(session: Session, force: boolean): Promise<boolean> {
    for (;;) {
      const others = await this.others(session);
      if (this.path !== undefined && await session.exists(this.path)) return true;
      if (others.length > 0 && !force) return false;
      this.path = `${this.folder}/${this.node}@${randomBytes(8).toString('hex')}`;
      try {
        await session.commit(...others.map(path => ({ remove: path })), { create: this.path, data: '' });
        return true;
      } catch (error) {
        if (!(error instanceof ZooKeeperError) || error.code !== 'NO_NODE') throw error;
        if (error.operation === others.length) await session.makeFolder(this.folder);
      }
    }
  }

  /** Records in the claim that every entry of the node is in place. */
  public async settle(session: Session): Promise<void> {
    await session.write(this.check.check, SETTLED).catch(error => {
      throw error instanceof ZooKeeperError && error.code === 'NO_NODE' ? new Superseded() : error;
    });
  }

  /** Leaves the node to the next registrar. Returns whether this one still had the claim. */
  public async release(session: Session): Promise<boolean> {
    if (this.path === undefined) return false;
    const path = this.path;
    this.path = undefined;
    try {
      await session.commit({ remove: path });
      return true;
    } catch (error) {
      if (error instanceof ZooKeeperError && error.code === 'NO_NODE') return false;
      throw error;
    }
  }

  /** How far the registrar that has superseded this one is; undefined if it is gone. */
  public async successor(session: Session): Promise<'settled' | 'settling' | undefined> {
    this.path = undefined;
    const nodes = await Promise.all((await this.others(session)).map(path => session.read(path)));
    const existing = nodes.filter(node => node !== undefined);
    if (existing.length === 0) return undefined;
    return existing.some(({ data }) => data === SETTLED) ? 'settled' : 'settling';
  }

  private async others(session: Session): Promise<string[]> {
    const names = await session.children(this.folder);
    // No node has an @ in its name.
    return names.filter(name => name.startsWith(`${this.node}@`)).map(name => `${this.folder}/${name}`)
      .filter(path => path !== this.path);
  }
}
