/** How long a workload may stay on a pinned release. */
export interface PinOptions {
  /**
   * The last day, such as `2026-12-31`. After it the synth warns, and once the platform's `pinGrace` is over it fails.
   * What day it is the Platform says (`today`), never the clock.
   *
   * @default - as long as the platform offers the release
   */
  readonly until?: string;
}

/** How eagerly a workload takes new runtime releases. */
export class Channel {
  /** The release that most workloads run. */
  public static readonly STABLE = new Channel('stable');

  /** The release that is to become stable. */
  public static readonly CANARY = new Channel('canary');

  /** Exactly this release. */
  public static pinned(release: string, options: PinOptions = {}): Channel {
    return new Channel(`pinned to ${release}`, release, options.until);
  }

  private constructor(
    /** Such as `stable`. */
    public readonly name: string,
    /** The one release that a pin means. */
    public readonly pinnedRelease?: string,
    /** The last day of a pin. */
    public readonly pinnedUntil?: string,
  ) {}
}
