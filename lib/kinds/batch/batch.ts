import { ApiObject } from 'cdk8s';
import { EnvFieldPaths, EnvValue } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { JobSpec } from 'kubernetes-types/batch/v1';
import { BatchProps } from './batch-props';
import { INDEX_ANNOTATION, indexedJobSpec, jobProblems, singleJobSpec } from './job-spec';
import { queueLabels } from './queue';
import { ShardVolumes } from './shard-volumes';
import { Shards } from './shards';
import { withoutExpiry } from '../../labels/expiry';
import { SHARD_LABEL } from '../../labels/keys';
import { RECLAIM_FINISHED } from '../../labels/reclaim';
import { claimProblems } from '../../storage/claim';
import { report } from '../../validation/problem';
import { WorkloadBase } from '../../workloads/workload-base';

/** What job sets and cron jobs have in common. */
export class Batch {
  public readonly workload: WorkloadBase;
  public readonly shards: Shards;
  /** Whether each shard is a Job of its own. */
  public readonly apart: boolean;
  public readonly claims: ApiObject[];
  public readonly networkPolicy: ApiObject;
  private readonly volumes: ShardVolumes;

  /** @param written what its author wrote */
  constructor(
    scope: Construct, kind: string, private readonly props: BatchProps, longestName?: number, written: object = props,
  ) {
    const storage = props.storage ?? [];
    this.shards = props.shards ?? Shards.count(1);
    this.volumes = new ShardVolumes(scope.node.id, storage);
    this.apart = this.volumes.differ;
    this.workload = new WorkloadBase(scope, props, {
      kind,
      written,
      longestName,
      shards: this.shards,
      runsToCompletion: true,
      mounts: this.volumes.mounts(),
      templateLabels: this.apart ? [SHARD_LABEL] : [],
      podSpec: () => ({ restartPolicy: 'Never' }),
    });
    this.workload.grantPermissions();
    const { pod, intent } = this.workload;
    report(
      scope,
      ...jobProblems(props, intent.cluster.version),
      ...claimProblems('storage', storage.map(({ claim }) => claim)),
    );

    // Before the user's variables, which may refer to it. The index variable of the API server would come after them.
    pod.addEnv('SHARD', this.apart
      ? EnvValue.fromFieldRef(EnvFieldPaths.POD_LABEL, { key: SHARD_LABEL })
      : EnvValue.fromFieldRef(EnvFieldPaths.POD_ANNOTATION, { key: INDEX_ANNOTATION }));
    pod.addEnv('SHARDS', EnvValue.fromValue(`${this.shards.total}`));
    for (const [label, value] of Object.entries(RECLAIM_FINISHED)) pod.addLabel(label, value);
    for (const volume of this.volumes.volumes(withoutExpiry(intent.labels))) pod.addVolume(volume);
    this.claims = this.volumes.createClaims(scope, this.shards.total, this.workload.metadata())
      .map(claim => this.workload.own(claim));
    this.networkPolicy = this.workload.networkPolicy();
  }

  /** The manifest of a Job. */
  public job(spec: unknown) {
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: this.jobMetadata(), spec };
  }

  /** Labels and annotations of its Jobs. */
  public jobMetadata() {
    const { labels, ...metadata } = this.workload.metadata();
    return {
      ...metadata, labels: { ...labels, ...this.workload.podLabels, ...queueLabels(this.props.queue) },
    };
  }

  /** The spec of the one Job of all shards. */
  public jobSpec(): JobSpec {
    const { application, intent } = this.workload;
    return indexedJobSpec(this.props, this.shards, application.name, this.workload.podTemplate(), intent.cluster.version);
  }

  /** The spec of the Job of one shard. */
  public jobSpecOf(shard: number): JobSpec {
    const { metadata, spec } = this.workload.podTemplate();
    return singleJobSpec(this.props, this.workload.application.name, {
      metadata: { ...metadata, labels: { ...metadata?.labels, [SHARD_LABEL]: `${shard}` } },
      spec: { ...spec!, volumes: this.volumes.volumesOf(shard, spec!.volumes) },
    });
  }
}
