import { madeOf, optionOf } from '../validation/options';
import { asString } from '../validation/words';

/** How long a workload may stay on a pinned release. */
export interface PinOptions {
  /**
   * The last day, such as `2026-12-31`. After it the synth warns, and once the platform's `pinGrace` is over it fails.
   * The current day comes from the Platform (`today`), never from the clock.
   *
   * @default - no end, as long as the platform offers the release
   */
  readonly until?: string;
}

/** Which runtime release a workload runs, and how early it takes new ones. */
export class Channel {
  /** The release that most workloads run. */
  public static readonly STABLE = new Channel('stable');

  /** The release that is meant to become stable next. */
  public static readonly CANARY = new Channel('canary');

  /** Exactly this release. */
  public static pinned(release: string, options: PinOptions = {}): Channel {
    const made = new Channel(`pinned to ${asString(release)}`, release ?? '', optionOf(options, 'until'));
    return madeOf(made, options, ['until']);
  }

  private constructor(
    /** Such as `stable`. */
    public readonly name: string,
    /** The release to which it is pinned. */
    public readonly pinnedRelease?: string,
    /** The last day of a pin. */
    public readonly pinnedUntil?: string,
  ) {}
}
