import { VolumeClaim } from '../../storage/claim';

/** A volume of a batch job, and how its shards share it. */
export class ShardStorage {
  /** One volume per pod, deleted with the pod. */
  public static ephemeral(claim: VolumeClaim): ShardStorage {
    return new ShardStorage(claim, StorageScope.POD);
  }

  /**
   * One volume per shard, kept after the job for the shard's next run.
   *
   * A Job mounts the same volumes into all of its pods, so each shard becomes a Job of its own.
   */
  public static perShard(claim: VolumeClaim): ShardStorage {
    return new ShardStorage(claim, StorageScope.SHARD);
  }

  /**
   * One volume for all shards, kept after the job. Each shard sees only its own folder, named by its number.
   *
   * Shards on several nodes need storage that several nodes can mount.
   */
  public static shared(claim: VolumeClaim): ShardStorage {
    return new ShardStorage(claim, StorageScope.JOB);
  }

  private constructor(
    public readonly claim: VolumeClaim,
    /** @internal */
    public readonly _scope: StorageScope,
  ) {}
}

/** @internal */
export enum StorageScope { POD, SHARD, JOB }
