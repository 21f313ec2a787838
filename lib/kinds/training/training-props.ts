import { Duration, Size } from 'cdk8s';
import { Accelerator } from './accelerator';
import { TrainingFramework } from './framework';
import { Gang } from './gang';
import { TrainingBackend } from './training-backend';
import { VolumeClaim } from '../../storage/claim';
import { PinterestWorkloadProps } from '../../workloads/workload-props';
import { FailurePolicy } from '../batch/failure-policy';

/** Properties of a PinterestTrainingJob. Its image must contain Python 3. */
export interface PinterestTrainingJobProps extends PinterestWorkloadProps {
  /** The framework, and the number of pods. */
  readonly framework: TrainingFramework;

  /**
   * Who creates the pods of the training.
   *
   * @default TrainingBackend.NATIVE
   */
  readonly backend?: TrainingBackend;

  /**
   * GPUs of each pod that trains; parameter servers get none.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  /**
   * The size of `/dev/shm`, through which data loaders pass their data. It counts towards the memory limit.
   *
   * @default Size.gibibytes(1)
   */
  readonly sharedMemory?: Size;

  /**
   * The size of `/tmp`, which is an empty, writable folder on the node's disk. A pod that writes more is evicted.
   *
   * @default Size.gibibytes(10)
   */
  readonly temporaryFiles?: Size;

  /**
   * A volume for checkpoints, kept after the training. All pods mount it,
   * so pods on several nodes need storage that several nodes can mount.
   *
   * @default - none: a restarted training begins from scratch
   */
  readonly checkpoint?: VolumeClaim;

  /**
   * The gang scheduler, which starts all pods together or not at all.
   *
   * @default - none: pods are scheduled one by one
   */
  readonly gang?: Gang;

  /**
   * How often the training is restarted after a failure.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * After which failures it is restarted. Native backend only.
   *
   * @default FailurePolicy.RETRY_ALL
   */
  readonly failurePolicy?: FailurePolicy;

  /**
   * How long a pod waits for the others before the training fails. Native backend only.
   *
   * @default Duration.minutes(30)
   */
  readonly peerPatience?: Duration;

  /**
   * How long the whole training may take.
   *
   * @default - no limit
   */
  readonly deadline?: Duration;

  /**
   * Whether to start nothing for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
}
