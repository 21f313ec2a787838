/** How far a channel has moved to its next release: a share of its workloads. */
export class RolloutStep {
  /** 1 % of the workloads. */
  public static readonly ONE_PERCENT = new RolloutStep(1);

  /** 10 % of the workloads. */
  public static readonly TEN_PERCENT = new RolloutStep(10);

  /** 50 % of the workloads. */
  public static readonly HALF = new RolloutStep(50);

  /** All workloads; then the next release is the channel's release, and the rollout can be removed. */
  public static readonly ALL = new RolloutStep(100);

  private constructor(
    /** Such as 10. */
    public readonly percent: number,
  ) {}

  public toString(): string {
    return `${this.percent} %`;
  }
}

/** Keeps a rollout from going on. Going back is always possible. */
export interface RolloutFreeze {
  /** The furthest step that is allowed. */
  readonly at: RolloutStep;

  /** Why, in a line. */
  readonly reason: string;
}

/**
 * The move of a channel to another release, a share of its workloads at a time. Which workloads go first depends on nothing but
 * their cluster, namespace and name, and that release; who has moved at one step has moved at all later ones.
 *
 * To roll back, take an earlier step, or remove the rollout: exactly the workloads that had moved change back.
 */
export interface Rollout {
  /** Name of the next release. */
  readonly to: string;

  /** How far it has come. */
  readonly step: RolloutStep;

  /**
   * Keeps it from going on.
   *
   * @default - it may go on
   */
  readonly freeze?: RolloutFreeze;
}
