/** How many folders are worked on at a time. */
const WIDTH = 4;

/** What is to happen after a turn: more at once, or another turn after some milliseconds, or nothing. */
export type Next = 'more' | number | undefined;

/**
 * Gives each key one turn after the other, and each turn to the key that has waited longest: one that fails, or has much to do,
 * keeps no other waiting. The turns of one key never overlap.
 */
export class Turns {
  private readonly urgent = new Set<string>();
  private readonly waiting = new Set<string>();
  private readonly running = new Map<string, Promise<void>>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly untried = new Set<string>();
  private stopped = false;
  private fail!: (error: unknown) => void;
  private tried!: () => void;

  /** Fails with the first error of a turn. */
  public readonly failure = new Promise<never>((_, reject) => { this.fail = reject; });

  /** Resolves once each key that was added before `start` has had its first turns. */
  public readonly allTried = new Promise<void>(resolve => { this.tried = resolve; });

  constructor(private readonly turn: (key: string) => Promise<Next>) {
    // Whoever races it may have ended before.
    this.failure.catch(() => undefined);
  }

  /** @param urgent before all that are not */
  public add(key: string, urgent = false): void {
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (urgent) this.waiting.delete(key);
    if (urgent || !this.urgent.has(key)) (urgent ? this.urgent : this.waiting).add(key);
    this.begin();
  }

  public start(keys: Iterable<string>): void {
    for (const key of keys) this.untried.add(key);
    for (const key of this.untried) this.add(key);
    if (this.untried.size === 0) this.tried();
  }

  /** Begins no other turn; resolves once those that have begun are over. */
  public async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running.values());
  }

  private begin(): void {
    for (const queue of [this.urgent, this.waiting]) {
      for (const key of queue) {
        if (this.stopped || this.running.size >= WIDTH) return;
        if (this.running.has(key)) continue;
        queue.delete(key);
        this.running.set(key, this.run(key));
      }
    }
  }

  private async run(key: string): Promise<void> {
    let next: Next;
    try {
      next = await this.turn(key);
    } catch (error) {
      this.stopped = true;
      this.fail(error);
    }
    this.running.delete(key);
    if (this.stopped) return;
    if (next === 'more') this.waiting.add(key);
    else this.hasTried(key);
    if (typeof next === 'number' && !this.waiting.has(key) && !this.urgent.has(key)) {
      clearTimeout(this.timers.get(key));
      this.timers.set(key, setTimeout(() => this.add(key), next));
    }
    this.begin();
  }

  private hasTried(key: string): void {
    if (this.untried.delete(key) && this.untried.size === 0) this.tried();
  }
}
