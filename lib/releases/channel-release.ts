import { Rollout } from './rollout';
import { Channel } from '../requirements/channel';

/** Which release a channel means. */
export interface ChannelRelease {
  /** The channel. */
  readonly channel: Channel;

  /** Name of the release. */
  readonly release: string;

  /**
   * The move to the next release, a share of the workloads at a time.
   *
   * @default - all workloads are on `release`
   */
  readonly rollout?: Rollout;
}
