import { randomBytes } from 'node:crypto';
import { Session, ZooKeeperError } from './zookeeper';

const SETTLED = 'settled';

/** Another registrar is in charge of the node by now. */
export class Superseded extends Error {}

/**
 * Says which registrar is in charge of a node. Every write checks the claim in its own transaction, so that of two registrars
 * of one node, as there are while one replaces the other, only the one that came last writes.
 */
export class Claim {
  private path?: string;

  constructor(private readonly folder: string, private readonly node: string) {}

  /** For transactions: they fail at the first operation unless the claim holds. */
  public get check() {
    if (this.path === undefined) throw new Superseded();
    return { check: this.path };
  }

  /**
   * Claims the node if nobody else has.
   *
   * @param force also if somebody else has
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

  /** Says that every entry of the node is there, under this claim. */
  public async settle(session: Session): Promise<void> {
    await session.write(this.check.check, SETTLED).catch(error => {
      throw error instanceof ZooKeeperError && error.code === 'NO_NODE' ? new Superseded() : error;
    });
  }

  /** Gives the node to whoever comes next. Tells whether it was still claimed. */
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

  /** How far the registrar is that has superseded this one; nothing if it is gone. */
  public async successor(session: Session): Promise<'settled' | 'settling' | undefined> {
    this.path = undefined;
    const nodes = await Promise.all((await this.others(session)).map(path => session.read(path)));
    const there = nodes.filter(node => node !== undefined);
    if (there.length === 0) return undefined;
    return there.some(({ data }) => data === SETTLED) ? 'settled' : 'settling';
  }

  private async others(session: Session): Promise<string[]> {
    const names = await session.children(this.folder);
    // No node has an @ in its name.
    return names.filter(name => name.startsWith(`${this.node}@`)).map(name => `${this.folder}/${name}`)
      .filter(path => path !== this.path);
  }
}
