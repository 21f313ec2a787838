import { Duration, Size } from 'cdk8s';
import { Accelerator } from './accelerator';
import { TrainingFramework } from './framework';
import { Gang } from './gang';
import { TrainingBackend } from './training-backend';
import { VolumeClaim } from '../../storage/claim';
import { PinterestWorkloadProps } from '../../workloads/workload-props';
import { FailurePolicy } from '../batch/failure-policy';

/** Properties of a PinterestTrainingJob. Its image has Python 3; it finds an empty folder at `/tmp`. */
export interface PinterestTrainingJobProps extends PinterestWorkloadProps {
  /** The framework, and with how many pods it trains. */
  readonly framework: TrainingFramework;

  /**
   * Who turns the training into pods.
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
   * The size of `/dev/shm`, through which data loaders hand on their data. It counts towards the memory limit.
   *
   * @default Size.gibibytes(1)
   */
  readonly sharedMemory?: Size;

  /**
   * A volume for checkpoints, which stays when the training is gone. All pods mount it,
   * so pods on several nodes need storage that several nodes can mount.
   *
   * @default - none: a training that is started again begins anew
   */
  readonly checkpoint?: VolumeClaim;

  /**
   * Who sees to it that all pods start together or not at all.
   *
   * @default - nobody: pods are scheduled one by one
   */
  readonly gang?: Gang;

  /**
   * How often the training is started again after a failure.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Which failures are worth another start. Native backend only.
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
   * How long the training may take in all.
   *
   * @default - as long as it needs
   */
  readonly deadline?: Duration;

  /**
   * How long a finished training stays. A GitOps tool that heals differences starts a training again that it misses,
   * so leave this out where it must not be done twice.
   *
   * @default - until it is no longer in the manifests
   */
  readonly timeToLive?: Duration;

  /**
   * Whether nothing is to start for now.
   *
   * @default false
   */
  readonly suspend?: boolean;
}
