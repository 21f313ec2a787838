/** How eagerly a workload takes new runtime releases. */
export class Channel {
  /** The release that most workloads run. */
  public static readonly STABLE = new Channel('stable');

  /** The release that is to become stable. */
  public static readonly CANARY = new Channel('canary');

  /** Exactly this release. */
  public static pinned(release: string): Channel {
    return new Channel(`pinned to ${release}`, release);
  }

  private constructor(
    /** Such as `stable`. */
    public readonly name: string,
    /** The one release that a pin means. */
    public readonly pinnedRelease?: string,
  ) {}
}
