import { VolumeClaim } from '../../storage/claim';

/** A volume of a batch job, and how its shards share it. */
export class ShardStorage {
  /** One for each pod, which goes with the pod. */
  public static ephemeral(claim: VolumeClaim): ShardStorage {
    return new ShardStorage(claim, StorageScope.POD);
  }

  /**
   * One for each shard, which stays when the job is gone, for the shard's next run.
   *
   * A Job cannot mount another volume into each of its pods, so that each shard becomes a Job of its own.
   */
  public static perShard(claim: VolumeClaim): ShardStorage {
    return new ShardStorage(claim, StorageScope.SHARD);
  }

  /**
   * One for all shards, which stays when the job is gone. A shard sees a folder of its own, called by its number.
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
