import { Duration } from 'cdk8s';
import { FailurePolicy } from './failure-policy';
import { ShardStorage } from './shard-storage';
import { Shards } from './shards';
import { PinterestWorkloadProps } from '../../workloads/workload-props';

/**
 * Properties of work that runs to completion.
 *
 * The container finds its number, from 0, in `SHARD` and the number of shards in `SHARDS`; its own variables may name
 * them as `$(SHARD)` and `$(SHARDS)`.
 */
export interface BatchProps extends PinterestWorkloadProps {
  /**
   * The copies among which the work is divided.
   *
   * @default Shards.count(1)
   */
  readonly shards?: Shards;

  /**
   * How many shards run at once.
   *
   * @default - all of them
   */
  readonly parallelism?: number;

  /**
   * Volumes of the shards.
   *
   * @default - none
   */
  readonly storage?: ShardStorage[];

  /**
   * How often a failed shard is tried again.
   *
   * Before Kubernetes 1.29 the retries of all shards are counted together, as many for each; a shard that uses them up
   * fails the whole job.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Which failures are worth another try.
   *
   * @default FailurePolicy.RETRY_ALL
   */
  readonly failurePolicy?: FailurePolicy;

  /**
   * The share of the shards, in per cent, whose success is enough; the others are stopped then. Kubernetes 1.31 and up.
   *
   * @default 100
   */
  readonly successPercent?: number;

  /**
   * How long the work may take in all; what still runs then is stopped, and the job has failed.
   *
   * @default - as long as it needs
   */
  readonly deadline?: Duration;

  /**
   * How long a finished job stays. A GitOps tool that heals differences starts a job again that it misses,
   * so leave this out where work must not be done twice.
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

  /**
   * The Kueue LocalQueue in which it waits for its turn.
   *
   * @default - none: the scheduler alone decides
   */
  readonly queue?: string;
}
