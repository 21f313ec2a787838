/** So many at once, then one at a time. */
export class Budget {
  private left: number;
  private since: number;

  constructor(private readonly burst: number, private readonly refillMs: number, private readonly now: () => number = Date.now) {
    this.left = burst;
    this.since = now();
  }

  /** Takes one, and returns 0; if there is none left, returns after how many milliseconds there is. */
  public take(): number {
    const earned = Math.floor((this.now() - this.since) / this.refillMs);
    this.left = Math.min(this.burst, this.left + Math.max(0, earned));
    this.since = this.left === this.burst ? this.now() : this.since + Math.max(0, earned) * this.refillMs;
    if (this.left > 0) {
      this.left--;
      return 0;
    }
    return Math.max(1, this.since + this.refillMs - this.now());
  }
}
