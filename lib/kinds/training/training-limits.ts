import { Duration } from 'cdk8s';
import { FailurePolicy } from '../batch/failure-policy';

/** The limits of a training. */
export interface TrainingLimits {
  readonly retries: number;
  readonly failurePolicy?: FailurePolicy;
  readonly deadline?: Duration;
  readonly suspend?: boolean;
}
