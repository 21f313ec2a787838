import { setTimeout as sleep } from 'node:timers/promises';
import { Claim, Superseded } from './claim';
import { Folders } from './folders';
import { Metrics } from './metrics';
import { Pods } from './pods';
import { Register } from './register';
import { credentialsOf, Settings } from './settings';
import { Session, ZooKeeperError } from './zookeeper';
import { log, messageOf } from '../../common/src/log';

const POLL_MS = 500;
const PAUSE_MS = 3_000;
const LOST_MS = 50;

/** Runs one session after the other, as long as the process lives. */
export class Registrar {
  /** Whether every pod of its node has been registered once. */
  public ready = false;
  private readonly claim: Claim;
  private session?: Session;
  private stopping = false;
  /** A process that has just started is the newest of its node. */
  private newest = true;

  constructor(
    private readonly settings: Settings,
    private readonly pods: Pods,
    private readonly namespaces: { readonly listed: boolean },
    private readonly metrics: Metrics,
  ) {
    this.claim = new Claim(settings.layout.claimPath, settings.node);
  }

  public async run(): Promise<void> {
    while (!this.pods.listed || !this.namespaces.listed) await sleep(100);
    while (!this.stopping) {
      try {
        await this.live(this.begin());
      } catch (error) {
        if (this.stopping) return;
        log('the session ends', { error: messageOf(error) });
        this.session?.abandon();
        await sleep(PAUSE_MS * Math.random());
      }
    }
  }

  /**
   * Call before the process ends. If this registrar is in charge, its entries outlive it until the session times out:
   * the next registrar of the node takes them over, and no client misses a pod that still runs.
   * If another one is in charge, it ends the session and leaves nothing behind.
   */
  public async stop(): Promise<void> {
    this.stopping = true;
    const { session } = this;
    if (!session) return;
    if (!session.connected || await this.claim.release(session).catch(() => true)) session.abandon();
    else await session.close();
  }

  private begin(): Session {
    const { servers, sessionTimeoutMs: timeoutMs } = this.settings;
    this.session = new Session({ servers, timeoutMs, credentials: credentialsOf(this.settings) }, state => {
      this.metrics.connected(state === 'SYNC_CONNECTED');
      log('ZooKeeper', { state });
    });
    this.metrics.session();
    return this.session;
  }

  /** Works until the session ends. */
  private async live(session: Session): Promise<void> {
    let register: Register | undefined;
    for (;;) {
      await session.connection();
      try {
        if (!await this.claim.take(session, this.newest)) {
          await sleep(POLL_MS);
          continue;
        }
        this.newest = false;
        this.metrics.inCharge(true);
        register ??= this.register(session);
        await register.run(async () => {
          await this.claim.settle(session);
          this.ready = true;
        });
      } catch (error) {
        if (error instanceof Superseded) {
          this.metrics.inCharge(false);
          if (await this.yield(session)) return;
        } else if (!(error instanceof ZooKeeperError)) {
          throw error;
        } else if (error.code === 'SESSION_EXPIRED') {
          this.metrics.inCharge(false);
          throw error;
        } else if (error.code === 'CONNECTION_LOSS') {
          // The client learns of it a moment later: until then every request fails at once, and nothing else would ever run.
          await sleep(LOST_MS);
        } else {
          log('ZooKeeper refuses', { error: messageOf(error) });
          await sleep(PAUSE_MS);
        }
      }
    }
  }

  private register(session: Session): Register {
    const folders = new Folders(session, this.settings.layout.environment);
    return new Register(session, this.claim, this.pods, this.metrics, folders, 2 * this.settings.sessionTimeoutMs);
  }

  /** Keeps its entries until the other registrar has taken them over; returns whether it has. */
  private async yield(session: Session): Promise<boolean> {
    for (;;) {
      const successor = await this.claim.successor(session);
      log('another registrar is in charge of the node', { successor });
      if (successor === undefined) return false;
      if (successor === 'settled') {
        await session.close();
        return true;
      }
      await sleep(POLL_MS);
    }
  }
}
