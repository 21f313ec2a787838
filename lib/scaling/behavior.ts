import { Duration } from 'cdk8s';

/** By how much an autoscaler may change the number of pods at a time. */
export class ScalingPolicy {
  /** By this number of pods, in a time of 1 to 1800 seconds. */
  public static pods(count: number, within: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', count, within);
  }

  /** By this share of the pods that there are, in a time of 1 to 1800 seconds. */
  public static percent(percent: number, within: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', percent, within);
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    /** @internal */
    public readonly _value: number,
    /** @internal */
    public readonly _within: Duration,
  ) {}
}

/** Which policy counts where there are several. */
export enum ScalingChoice {
  /** The one that changes most. */
  MOST = 'Max',
  /** The one that changes least. */
  LEAST = 'Min',
  /** None: the autoscaler never goes in this direction. */
  NONE = 'Disabled',
}

/** How an autoscaler goes in one direction. */
export interface ScalingRules {
  /**
   * For how long the autoscaler looks back: it goes no further than was right all that time. Up to an hour.
   *
   * @default - up: it does not look back; down: five minutes, or what the cluster has
   */
  readonly stabilization?: Duration;

  /**
   * By how much it may go at a time.
   *
   * @default - up: the larger of 4 pods and 100 % in 15 seconds; down: 100 % in 15 seconds
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Which of the policies counts.
   *
   * @default ScalingChoice.MOST
   */
  readonly choice?: ScalingChoice;
}

/** How fast an autoscaler changes the number of pods. */
export interface ScalingBehavior {
  /**
   * How it adds pods.
   *
   * @default - by Kubernetes' rules: at once
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How it takes pods away.
   *
   * @default - by Kubernetes' rules: after five minutes
   */
  readonly scaleDown?: ScalingRules;
}
