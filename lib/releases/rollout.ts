/** How far a channel has moved to its next release, as a share of its workloads. */
export class RolloutStep {
  /** 1 % of the workloads. */
  public static readonly ONE_PERCENT = new RolloutStep(1);

  /** 10 % of the workloads. */
  public static readonly TEN_PERCENT = new RolloutStep(10);

  /** 50 % of the workloads. */
  public static readonly HALF = new RolloutStep(50);

  /** All workloads. The next release can then become the channel's release, and the rollout can be removed. */
  public static readonly ALL = new RolloutStep(100);

  private constructor(
    /** The share in per cent, such as 10. */
    public readonly percent: number,
  ) {}

  public toString(): string {
    return `${this.percent} %`;
  }
}

/** Stops a rollout at a step. Going back is always possible. */
export interface RolloutFreeze {
  /** The furthest step that is allowed. */
  readonly at: RolloutStep;

  /** The reason, in one line. */
  readonly reason: string;
}

/**
 * The move of a channel to another release, a share of its workloads at a time. Which workloads move first depends only on
 * their cluster, namespace and name, and on that release. A workload that has moved at one step stays moved at later steps.
 *
 * To roll back, take an earlier step, or remove the rollout: exactly the workloads that had moved go back.
 */
export interface Rollout {
  /** Name of the next release. */
  readonly to: string;

  /** The current step. */
  readonly step: RolloutStep;

  /**
   * Stops it at a step.
   *
   * @default - it is not frozen
   */
  readonly freeze?: RolloutFreeze;
}
