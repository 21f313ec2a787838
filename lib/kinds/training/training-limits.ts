import { Duration } from 'cdk8s';
import { FailurePolicy } from '../batch/failure-policy';

/** How far a training may go. */
export interface TrainingLimits {
  readonly retries: number;
  readonly failurePolicy?: FailurePolicy;
  readonly deadline?: Duration;
  readonly timeToLive?: Duration;
  readonly suspend?: boolean;
}
