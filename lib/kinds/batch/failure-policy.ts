import type { PodFailurePolicyRule } from 'kubernetes-types/batch/v1';
import { listOf, shape } from '../../validation/judge';
import { Problem } from '../../validation/problem';
import { NUMBER } from '../../validation/scalars';
import { valueObject } from '../../validation/value-object';

/**
 * Which exit codes of the application are retried. A pod that was evicted, drained or preempted is always
 * started again, and that never counts as a retry.
 */
export class FailurePolicy {
  /** Retries on every exit code. */
  public static readonly RETRY_ALL = new FailurePolicy();

  /**
   * Retries on these exit codes only; with any other the shard fails at once.
   *
   * Before Kubernetes 1.29 the whole job fails.
   */
  public static retryOn(...exitCodes: number[]): FailurePolicy {
    return new FailurePolicy('NotIn', exitCodes);
  }

  /**
   * Retries on all exit codes but these; with one of these the shard fails at once.
   *
   * Before Kubernetes 1.29 the whole job fails.
   */
  public static giveUpOn(...exitCodes: number[]): FailurePolicy {
    return new FailurePolicy('In', exitCodes);
  }

  private constructor(
    /** `In` if the listed exit codes are not retried, `NotIn` if all others are not; undefined if all are retried. */
    public readonly operator?: string,
    public readonly exitCodes: number[] = [],
  ) {}
}

const DISRUPTION: PodFailurePolicyRule = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] };

/** @param perShard whether a shard can fail without the whole job */
export function failureRules(
  { operator, exitCodes }: FailurePolicy, container: string, perShard: boolean,
): PodFailurePolicyRule[] {
  if (!operator) return [DISRUPTION];
  const action = perShard ? 'FailIndex' : 'FailJob';
  // The API server requires the codes in order, each once.
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

const FIX = 'Write for example FailurePolicy.retryOn(1).';

export const FAILURE_POLICY_SHAPE = valueObject('exitCodes', shape({ exitCodes: listOf(NUMBER) }, FIX), FIX);
