import { Duration } from 'cdk8s';
import { FailurePolicy } from './failure-policy';
import { ShardStorage } from './shard-storage';
import { Shards } from './shards';
import { PinterestWorkloadProps } from '../../workloads/workload-props';

/**
 * Properties of workloads that run to completion.
 *
 * The container finds its shard's number, from 0, in `SHARD` and the number of shards in `SHARDS`. Its own variables may refer
 * to them as `$(SHARD)` and `$(SHARDS)`.
 */
export interface BatchProps extends PinterestWorkloadProps {
  /**
   * The shards into which the work is divided.
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
   * How often a failed shard is retried.
   *
   * Before Kubernetes 1.29 all shards share one count, this number times the shards; when it is used up, the whole job
   * fails.
   *
   * @default 3
   */
  readonly retries?: number;

  /**
   * Which failures are retried.
   *
   * @default FailurePolicy.RETRY_ALL
   */
  readonly failurePolicy?: FailurePolicy;

  /**
   * The share of the shards, in per cent, that must succeed; the others are then stopped. Needs Kubernetes 1.31.
   *
   * @default 100
   */
  readonly successPercent?: number;

  /**
   * How long the whole job may take. After that, running shards are stopped and the job fails.
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

  /**
   * The Kueue LocalQueue in which the job waits for quota.
   *
   * @default - none: the job starts at once
   */
  readonly queue?: string;
}
