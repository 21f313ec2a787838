import { ApiObject, Cron, Duration, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Batch } from './batch';
import { BatchProps } from './batch-props';
import { batchShape } from './batch-shape';
import { scheduleProblems } from './schedule';
import { RECLAIM_FINISHED } from '../../labels/reclaim';
import { having, judged, oneOf, optional, text } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { must, Problem, report } from '../../validation/problem';
import { DURATION, NUMBER } from '../../validation/scalars';
import { wholeNumberProblems } from '../../validation/whole-number';
import { neverEnds } from '../../workloads/order';
import { PinterestWorkload } from '../../workloads/pinterest-workload';
import { WorkloadBase } from '../../workloads/workload-base';

/** What happens when a run is due while the previous one still runs. */
export enum Concurrency {
  /** The new run is skipped. */
  FORBID = 'Forbid',
  /** The old run is stopped. */
  REPLACE = 'Replace',
  /** Both run. */
  ALLOW = 'Allow',
}

/** Properties of a PinterestCronJob. */
export interface PinterestCronJobProps extends BatchProps {
  /** When it runs. */
  readonly schedule: Cron;

  /**
   * The time zone of the schedule, such as `America/Los_Angeles`.
   *
   * @default Etc/UTC
   */
  readonly timeZone?: string;

  /**
   * What happens when a run is due while the previous one still runs.
   *
   * @default Concurrency.FORBID
   */
  readonly concurrency?: Concurrency;

  /**
   * How late a run may start; after that it is skipped. At least 10 seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly startingDeadline?: Duration;

  /**
   * How many successful runs are kept.
   *
   * @default 3
   */
  readonly successfulHistory?: number;

  /**
   * How many failed runs are kept.
   *
   * @default 3
   */
  readonly failedHistory?: number;

  /**
   * How long a finished run is kept; the next one comes by the schedule all the same.
   *
   * @default - until there are more than `successfulHistory` or `failedHistory`
   */
  readonly timeToLive?: Duration;
}

/** The name of a run is that of the CronJob, a dash and ten digits for the minute: 63 characters at most. */
const LONGEST = 52;

const SHAPE = batchShape({
  schedule: (value, field, problems) => (
    having('expressionString', 'a Cron', 'Cron.schedule({ minute: "0", hour: "3" })')(value, field, problems) ?? Cron.daily()
  ),
  timeZone: optional(text(KINDS.timeZone, { fix: 'Write for example "America/Los_Angeles" or "Etc/UTC".' })),
  concurrency: optional(oneOf(Concurrency, 'Concurrency')),
  startingDeadline: optional(DURATION),
  successfulHistory: optional(NUMBER),
  failedHistory: optional(NUMBER),
  timeToLive: optional(DURATION),
}, { schedule: Cron.daily() });

/**
 * Batch work that runs on a schedule, with one shard by default. Each run is like a job set.
 *
 * To start a run by hand: `kubectl create job --from=cronjob/<name> <name>-once`.
 */
export class PinterestCronJob extends PinterestWorkload {
  public readonly networkPolicy: ApiObject;
  public readonly cronJob: ApiObject;

  /** The claims of volumes that outlive the runs. */
  public readonly claims: ApiObject[];

  /** @internal */
  protected readonly _base: WorkloadBase;

  constructor(scope: Construct, id: string, props: PinterestCronJobProps) {
    super(scope, id);
    props = judged(this, props, SHAPE);
    // Suspending the CronJob stops new runs. The runs themselves are never suspended.
    const { suspend, ...template } = props;
    const several = (props.shards?.total ?? 1) > 1;
    const longest = LONGEST - (several ? `-${props.shards!.total - 1}`.length : 0);
    const batch = new Batch(this, 'PinterestCronJob', template, longest, props);
    this._base = batch.workload;
    this.networkPolicy = batch.networkPolicy;
    this.claims = batch.claims;
    report(this, ...cronProblems(props, batch.apart && several));
    const { labels, annotations } = batch.jobMetadata();
    neverEnds(this, 'a cron job is never done');
    this.cronJob = batch.workload.object('cron-job', 'batch/v1', 'CronJob', {
      spec: {
        schedule: props.schedule.expressionString,
        timeZone: props.timeZone ?? 'Etc/UTC',
        concurrencyPolicy: props.concurrency ?? Concurrency.FORBID,
        startingDeadlineSeconds: (props.startingDeadline ?? Duration.minutes(10)).toSeconds(),
        successfulJobsHistoryLimit: props.successfulHistory ?? 3,
        failedJobsHistoryLimit: props.failedHistory ?? 3,
        suspend: suspend || undefined,
        jobTemplate: {
          metadata: { labels: { ...labels, ...RECLAIM_FINISHED }, annotations },
          spec: Lazy.any({
            produce: () => ({
              ...(batch.apart ? batch.jobSpecOf(0) : batch.jobSpec()), ttlSecondsAfterFinished: props.timeToLive?.toSeconds(),
            }),
          }),
        },
      },
    });
  }
}

function cronProblems(props: PinterestCronJobProps, apart: boolean): Problem[] {
  const { startingDeadline, schedule } = props;
  const deadlineSeconds = startingDeadline?.toSeconds();
  return [
    ...scheduleProblems(schedule),
    // The controller checks the schedule every ten seconds.
    ...must(deadlineSeconds === undefined || deadlineSeconds >= 10, {
      field: 'startingDeadline',
      value: `${deadlineSeconds} s`,
      rule: 'must be at least 10 seconds, else runs are missed',
      fix: 'Write Duration.seconds(10) or more.',
    }),
    ...wholeNumberProblems('successfulHistory', props.successfulHistory, 0),
    ...wholeNumberProblems('failedHistory', props.failedHistory, 0),
    ...must(!apart, {
      field: 'storage',
      rule: 'shards of a cron job cannot have volumes of their own that outlive a run',
      fix: 'Use ShardStorage.shared or ShardStorage.ephemeral.',
    }),
  ];
}
