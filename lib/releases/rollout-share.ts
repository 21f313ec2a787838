import { createHash } from 'node:crypto';
import { Rollout, RolloutStep } from './rollout';

const STEPS = [RolloutStep.ONE_PERCENT, RolloutStep.TEN_PERCENT, RolloutStep.HALF, RolloutStep.ALL];

/** The first step at which a workload moves to a release. */
export function stepOf(workload: string, release: string): RolloutStep {
  const position = createHash('sha256').update(`${release}/${workload}`).digest().readUInt32BE() / 2 ** 32;
  return STEPS.find(step => position * 100 < step.percent)!;
}

/** Whether a workload has moved. */
export function hasMoved(workload: string, { to, step }: Rollout): boolean {
  return stepOf(workload, to).percent <= step.percent;
}
