import type { PodFailurePolicyRule } from 'kubernetes-types/batch/v1';
import { Problem } from '../../validation/problem';

/**
 * Which exit codes of the application are worth another try. A pod that was evicted, drained or preempted is
 * started again in any case, and that never counts as a retry.
 */
export class FailurePolicy {
  /** Every exit code is. */
  public static readonly RETRY_ALL = new FailurePolicy();

  /**
   * Only these are; with any other its shard gives up at once.
   *
   * Before Kubernetes 1.29 shards fail together: the whole job gives up.
   */
  public static retryOn(...exitCodes: number[]): FailurePolicy {
    return new FailurePolicy('NotIn', exitCodes);
  }

  /**
   * All but these are; with one of these its shard gives up at once.
   *
   * Before Kubernetes 1.29 shards fail together: the whole job gives up.
   */
  public static giveUpOn(...exitCodes: number[]): FailurePolicy {
    return new FailurePolicy('In', exitCodes);
  }

  private constructor(
    /** How exit codes that give up relate to the list; undefined if none does. */
    public readonly operator?: string,
    public readonly exitCodes: number[] = [],
  ) {}
}

const DISRUPTION: PodFailurePolicyRule = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };

/** @param perShard whether a shard fails for itself */
export function failureRules(
  { operator, exitCodes }: FailurePolicy, container: string, perShard: boolean,
): PodFailurePolicyRule[] {
  if (!operator) return [DISRUPTION];
  const action = perShard ? 'FailIndex' : 'FailJob';
  // The server keeps the codes as they are given, and wants them in order.
  const values = [...new Set(exitCodes)].sort((a, b) => a - b);
  return [DISRUPTION, { action, onExitCodes: { containerName: container, operator, values } }];
}

export function failureProblems({ operator, exitCodes }: FailurePolicy): Problem[] {
  const field = 'failurePolicy';
  if (operator && exitCodes.length === 0) {
    return [{ field, rule: 'must name an exit code', fix: 'Write for example FailurePolicy.giveUpOn(2).' }];
  }
  return exitCodes.filter(code => !Number.isInteger(code) || code < 1 || code > 255).map(value => ({
    field, value, rule: 'must be an exit code of a failure', fix: 'Write 1 to 255.',
  }));
}
