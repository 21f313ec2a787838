import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Batch } from './batch';
import { BatchProps } from './batch-props';
import { batchShape } from './batch-shape';
import { Run } from './run';
import { RUN_LABEL } from '../../labels/keys';
import { LABEL_LENGTH, RUN_NAME } from '../../resources/names';
import { having, judged, listOf, optional } from '../../validation/judge';
import { must, Problem, report } from '../../validation/problem';
import { warn } from '../../validation/warning';
import { neverEnds, orderJob } from '../../workloads/order';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { WorkloadBase } from '../../workloads/workload-base';

/** Properties of a PinterestJobSet. */
export interface PinterestJobSetProps extends BatchProps {
  /**
   * Workloads that wait until it has succeeded, such as the service whose database it migrates.
   *
   * Argo CD waits by itself: the job and what it needs are in an earlier sync wave. With other tools, apply the job first and
   * wait for it. An unchanged job does not run again, as long as nobody deletes it.
   *
   * @default - nothing waits for it
   */
  readonly runsBefore?: PinterestWorkload[];

  /**
   * Workloads that it needs, such as the database: it runs once they are healthy.
   *
   * @default - it waits for nothing
   */
  readonly runsAfter?: PinterestWorkload[];
}

const IS_WORKLOAD = having('_cluster', 'a workload', 'the PinterestService itself');

const SHAPE = batchShape({ runsBefore: optional(listOf(IS_WORKLOAD)), runsAfter: optional(listOf(IS_WORKLOAD)) });

/**
 * Batch work that runs to completion, as one Indexed Job: any number of copies of one container run in parallel, each on its
 * share of the work. It is not the JobSet of sigs.k8s.io, which is a set of several Jobs.
 *
 * A changed image, configuration or runtime release starts a new run: Jobs are immutable, so the name of the Job contains a
 * hash of its spec. An unchanged job set does not run again, for its finished Job stays in the cluster: a GitOps tool would
 * make and run it anew if it went by hand or by a time to live. So it has none. Once it is not needed any more, remove the job
 * set from the app. If the work must not be done twice, pin the release (`Channel.pinned`).
 *
 * To list failed shards: `kubectl get pods -l app.kubernetes.io/name=<name> --field-selector=status.phase=Failed`. A pod
 * is named `<job>-<shard>-<random>`, and its status ends with the last lines of its log.
 */
export class PinterestJobSet extends PinterestWorkload {
  public readonly networkPolicy: ApiObject;

  /** The Job of all shards, or one Job per shard if shards keep volumes of their own. */
  public readonly jobs: ApiObject[];

  /** The claims of volumes that outlive the job. */
  public readonly claims: ApiObject[];

  /** @internal */
  protected readonly _base: WorkloadBase;

  constructor(scope: Construct, id: string, props: PinterestJobSetProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    const batch = new Batch(this, 'PinterestJobSet', props);
    this._base = batch.workload;
    batch.workload.pod.addLabel(RUN_LABEL, RUN_NAME);
    this.networkPolicy = batch.networkPolicy;
    this.claims = batch.claims;
    this.jobs = batch.apart ? this.jobsApart(batch) : [this.jobOfAll(batch)];
    if (batch.apart) report(this, ...apartProblems(props));
    if (props.suspend) neverEnds(this, 'it is suspended');
    report(this, ...orderProblems(this, batch.workload.intent.cluster.name, props));
  }

  private jobOfAll(batch: Batch): ApiObject {
    // The host name of a pod is <job>-<shard>.
    const run = new Run(this.node.id, LABEL_LENGTH - `-${batch.shards.total - 1}`.length);
    return batch.workload.own(run.object(this, 'job', batch.job(Lazy.any({ produce: () => batch.jobSpec() }))));
  }

  private jobsApart(batch: Batch): ApiObject[] {
    return Array.from({ length: batch.shards.total }, (_, shard) => {
      const run = new Run(`${this.node.id}-${shard}`, LABEL_LENGTH);
      return batch.workload.own(run.object(this, `job-${shard}`, batch.job(Lazy.any({ produce: () => batch.jobSpecOf(shard) }))));
    });
  }
}

/** Puts it before and after other workloads. */
function orderProblems(job: PinterestJobSet, cluster: string, props: PinterestJobSetProps): Problem[] {
  const { runsBefore: before = [], runsAfter: after = [] } = props;
  const elsewhere = ['runsBefore', 'runsAfter'].flatMap((field, n) => [before, after][n]
    .filter(workload => workload._cluster !== cluster)
    .map(workload => ({
      field,
      value: workload.node.path,
      rule: `is on the cluster ${workload._cluster}, and the job on ${cluster}`,
      fix: 'Make a job for each cluster.',
    })));
  if (elsewhere.length > 0) return elsewhere;
  const apart = ['runsBefore', 'runsAfter'].flatMap((field, n) => [before, after][n]
    .filter(workload => Chart.of(workload) !== Chart.of(job))
    .map(workload => ({
      field,
      value: workload.node.path,
      rule: 'is in another chart: a GitOps tool keeps this order only if it applies both charts at once',
      fix: 'Put the two into one chart.',
    })));
  warn(job, ...apart);
  return orderJob(job, before, after);
}

/** Limits that several Jobs cannot keep, since they know nothing of each other. */
function apartProblems({ parallelism, successPercent = 100 }: BatchProps): Problem[] {
  const rule = 'cannot be kept if each shard has a volume of its own, since each shard is then a Job of its own';
  return [
    ...must(parallelism === undefined, {
      field: 'parallelism', value: parallelism, rule, fix: 'Leave it out, or use ShardStorage.shared.',
    }),
    ...must(successPercent === 100, {
      field: 'successPercent', value: successPercent, rule, fix: 'Leave it out, or use ShardStorage.shared.',
    }),
  ];
}
