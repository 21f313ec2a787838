import { ApiObject } from 'cdk8s';
import { EnvFieldPaths, EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { PodTemplateSpec, VolumeMount } from 'kubernetes-types/core/v1';
import { Workload } from './workload';
import { BatchProps } from '../batch/batch-props';
import { INDEX_ANNOTATION, indexedJobSpec, jobProblems, singleJobSpec } from '../batch/job-spec';
import { queueLabels } from '../batch/queue';
import { ShardStorage, StorageScope } from '../batch/shard-storage';
import { Shards } from '../batch/shards';
import { DOMAIN } from '../platform/domain';
import { RECLAIM_FINISHED, RECLAIM_NEVER } from '../platform/reclaim';
import { PodVolume } from '../pod/pod-volume';
import { derivedName } from '../resources/names';
import { networkPolicySpec } from '../resources/network';
import { claimMount, claimProblems, claimSpec, VolumeClaim } from '../storage/claim';
import { report } from '../validation/problem';

/** Where a shard that is a Job of its own has its number. */
const SHARD_LABEL = `${DOMAIN}/shard`;

/** What is the same for work that runs once and for work that runs again and again. */
export class Batch {
  public readonly workload: Workload;
  public readonly shards: Shards;
  /** Whether each shard is a Job of its own. */
  public readonly apart: boolean;
  public readonly claims: ApiObject[];
  public readonly networkPolicy: ApiObject;

  constructor(private readonly scope: Construct, kind: string, private readonly props: BatchProps, longestName?: number) {
    const storage = props.storage ?? [];
    this.shards = props.shards ?? Shards.count(1);
    this.apart = storage.some(each => each._scope === StorageScope.SHARD);
    this.workload = new Workload(scope, {
      ...props,
      kind,
      longestName,
      shards: this.shards,
      runsToCompletion: true,
      mounts: storage.map(mountOf),
      podSpec: () => ({ restartPolicy: 'Never' }),
    });
    const { workload, shards } = this;
    const { cluster } = workload.intent;
    report(scope, ...jobProblems(props, shards, cluster.version), ...claimProblems('storage', storage.map(({ claim }) => claim)));

    // Before the user's variables, which may refer to it; the API server would add its own index only after them.
    workload.pod.addEnv('SHARD', this.apart
      ? EnvValue.fromFieldRef(EnvFieldPaths.POD_LABEL, { key: SHARD_LABEL })
      : EnvValue.fromFieldRef(EnvFieldPaths.POD_ANNOTATION, { key: INDEX_ANNOTATION }));
    workload.pod.addEnv('SHARDS', EnvValue.fromValue(`${shards.count}`));
    for (const [label, value] of Object.entries(RECLAIM_FINISHED)) workload.pod.addLabel(label, value);
    for (const each of storage) workload.pod.addVolume(this.volumeOf(each));
    this.claims = storage.flatMap(each => this.createClaims(each));
    this.networkPolicy = workload.object('network-policy', 'networking.k8s.io/v1', 'NetworkPolicy', {
      spec: networkPolicySpec(workload.podLabels, cluster, [], [], { callers: [], metrics: workload.metricsPort }),
    });
  }

  /** A Job. */
  public job(spec: unknown) {
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: this.jobMetadata(), spec };
  }

  /** Labels and annotations of its Jobs. */
  public jobMetadata() {
    const { namespace, labels, annotations } = this.workload.metadata();
    return { namespace, annotations, labels: { ...labels, ...this.workload.podLabels, ...RECLAIM_FINISHED, ...queueLabels(this.props.queue) } };
  }

  /** The one Job of all shards. */
  public jobSpec(): JobSpec {
    const { application, intent } = this.workload;
    return indexedJobSpec(this.props, this.shards, application.name, this.workload.podTemplate(), intent.cluster.version);
  }

  /** The Job of one shard. */
  public jobSpecOf(shard: number): JobSpec {
    return singleJobSpec(this.props, this.workload.application.name, this.templateOf(shard));
  }

  private templateOf(shard: number): PodTemplateSpec {
    const { metadata, spec } = this.workload.podTemplate();
    const own = new Map((this.props.storage ?? []).filter(each => each._scope === StorageScope.SHARD).map(({ claim }) => [claim.name, this.claimName(claim, shard)]));
    return {
      metadata: { ...metadata, labels: { ...metadata?.labels, [SHARD_LABEL]: `${shard}` } },
      spec: { ...spec!, volumes: spec!.volumes?.map(volume => own.has(volume.name) ? { name: volume.name, persistentVolumeClaim: { claimName: own.get(volume.name)! } } : volume) },
    };
  }

  private volumeOf({ claim, _scope }: ShardStorage): PodVolume {
    if (_scope !== StorageScope.POD) return PodVolume.of(claim.name, { persistentVolumeClaim: { claimName: this.claimName(claim, _scope === StorageScope.SHARD ? 0 : undefined) } });
    return PodVolume.of(claim.name, { ephemeral: { volumeClaimTemplate: { metadata: { labels: this.workload.intent.labels }, spec: claimSpec(claim) } } });
  }

  private createClaims({ claim, _scope }: ShardStorage): ApiObject[] {
    const create = (shard?: number) => {
      const { labels, ...metadata } = this.workload.metadata();
      const name = this.claimName(claim, shard);
      return new ApiObject(this.scope, `claim-${claim.name}${shard === undefined ? '' : `-${shard}`}`, {
        apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, ...metadata, labels: { ...labels, ...RECLAIM_NEVER } }, spec: claimSpec(claim),
      });
    };
    if (_scope === StorageScope.POD) return [];
    return _scope === StorageScope.JOB ? [create()] : Array.from({ length: this.shards.count }, (_, shard) => create(shard));
  }

  private claimName(claim: VolumeClaim, shard?: number): string {
    const suffix = shard === undefined ? claim.name : `${claim.name}-${shard}`;
    return derivedName(this.workload.intent.name, suffix, LONGEST_CLAIM);
  }
}

const LONGEST_CLAIM = 253;

function mountOf({ claim, _scope }: ShardStorage): VolumeMount {
  return { ...claimMount(claim), ...(_scope === StorageScope.JOB && { subPathExpr: '$(SHARD)' }) };
}
