import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { ShardStorage, StorageScope } from './shard-storage';
import { PodVolume } from '../../pod/pod-volume';
import { claimMount, claimSpec, VolumeClaim } from '../../storage/claim';
import { lastingClaim, lastingClaimName } from '../../storage/lasting-claim';

/** The volumes, mounts and claims for a batch job's storage. */
export class ShardVolumes {
  constructor(private readonly workload: string, private readonly storage: ShardStorage[]) {}

  /** Whether shards mount different volumes, which one Job cannot do with its one template. */
  public get differ(): boolean {
    return this.storage.some(each => each._scope === StorageScope.SHARD);
  }

  public mounts(): VolumeMount[] {
    return this.storage.map(({ claim, _scope }) => ({
      ...claimMount(claim), ...(_scope === StorageScope.JOB && { subPathExpr: '$(SHARD)' }),
    }));
  }

  /** The volumes of all shards; where shards differ, those of the first one. */
  public volumes(labels: { [name: string]: string }): PodVolume[] {
    return this.storage.map(({ claim, _scope }) => PodVolume.of(claim.name, _scope === StorageScope.POD
      ? { ephemeral: { volumeClaimTemplate: { metadata: { labels }, spec: claimSpec(claim) } } }
      : { persistentVolumeClaim: { claimName: this.claimName(claim, _scope === StorageScope.SHARD ? 0 : undefined) } }));
  }

  /** The same volumes, as one shard sees them. */
  public volumesOf(shard: number, volumes: Volume[] = []): Volume[] {
    const own = this.storage.filter(each => each._scope === StorageScope.SHARD).map(({ claim }) => claim);
    return volumes.map(volume => {
      const claim = own.find(each => each.name === volume.name);
      return claim ? { name: volume.name, persistentVolumeClaim: { claimName: this.claimName(claim, shard) } } : volume;
    });
  }

  /** The claims of volumes that outlive the job. */
  public createClaims(scope: Construct, shards: number, metadata: { labels: object; annotations: object }): ApiObject[] {
    const create = (claim: VolumeClaim, shard?: number) =>
      lastingClaim(
        scope,
        ['claim', claim.name, ...(shard === undefined ? [] : [shard])].join('-'),
        this.claimName(claim, shard),
        claim,
        metadata,
      );
    return this.storage.flatMap(({ claim, _scope }) => {
      if (_scope === StorageScope.POD) return [];
      return _scope === StorageScope.JOB ? [create(claim)] : Array.from({ length: shards }, (_, shard) => create(claim, shard));
    });
  }

  private claimName(claim: VolumeClaim, shard?: number): string {
    return lastingClaimName(this.workload, claim, shard);
  }
}
