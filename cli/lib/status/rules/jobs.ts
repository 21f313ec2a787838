import { Rule } from './rule';
import { hasEnded } from '../containers';
import { APPLICATION, Finding, Urgency } from '../finding';
import { ownerOf } from '../revision';
import { Job, Pod } from '../snapshot/objects';
import { inWords } from '../time';
import { Workload } from '../workload';

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Jobs that have failed, or whose pods have. */
export const jobFindings: Rule = workload =>
  workload.jobs.flatMap(job => {
    const failed = job.status?.conditions?.find(
      ({ type, status }) => (type === 'Failed' || type === 'FailureTarget') && status === 'True',
    );
    if (failed !== undefined) return [failure(workload, job, failed)];
    const shards = job.status?.failedIndexes ?? '';
    if (shards !== '') {
      return [
        {
          cause: 'shard-failed',
          urgency: Urgency.PERSON,
          whose: APPLICATION,
          what: `The shard${/[,-]/.test(shards) ? 's' : ''} ${shards} failed for good; the others go on.`,
          step: `pinterest logs ${workload.namespace}/${workload.name} --shard ${firstOf(shards)}, then run the job anew.`,
          pods: podsOfShard(workload, job, firstOf(shards)),
          container: 'app',
          logged: 'current',
        },
      ];
    }
    const tries = job.status?.failed ?? 0;
    const isComplete = job.status?.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True');
    if (tries === 0 || isComplete) return [];
    const last = latest(workload.pods.filter(pod => ownerOf(pod)?.name === job.metadata.name && pod.status?.phase === 'Failed'));
    return [
      {
        cause: 'job-retries',
        urgency: Urgency.ITSELF,
        whose: APPLICATION,
        what: `${tries} ${tries === 1 ? 'pod has' : 'pods have'} failed; what is missing is tried again.`,
        step: `pinterest logs ${workload.namespace}/${workload.name}`,
        ...(last && { pods: [last.metadata.name] }),
      },
    ];
  });

function failure(
  workload: Workload,
  job: Job,
  {
    reason,
    message = '',
    lastTransitionTime,
  }: {
    readonly reason?: string;
    readonly message?: string;
    readonly lastTransitionTime?: unknown;
  },
): Finding {
  const {
    metadata: { name },
    spec,
    status,
  } = job;
  const since = lastTransitionTime as string | undefined;
  const last = latest(workload.pods.filter(pod => ownerOf(pod)?.name === name && pod.status?.phase === 'Failed'));
  const common = {
    urgency: Urgency.PERSON,
    whose: APPLICATION,
    since,
    ...(last && { pods: [last.metadata.name], container: 'app', logged: 'current' as const }),
  };
  const logs = `pinterest logs ${workload.namespace}/${workload.name}`;
  if (reason === 'DeadlineExceeded') {
    const seconds = spec?.activeDeadlineSeconds;
    return {
      ...common,
      cause: 'deadline',
      what: `The job ${name} was stopped: it ran longer than its `
        + `deadline${seconds === undefined ? '' : ` of ${inWords(seconds)}`}.`,
      step: `Raise deadline, or make it faster: ${logs} --timestamps`,
    };
  }
  const shards = status?.failedIndexes ?? '';
  if (shards !== '' && (spec?.completions ?? 1) > 1) {
    return {
      ...common,
      cause: 'shard-failed',
      what: `The shard${/[,-]/.test(shards) ? 's' : ''} ${shards} of the job ${name} failed for good${exitOf(last)}.`,
      step: `${logs} --shard ${firstOf(shards)}; mend it and run the job anew.`,
      pods: podsOfShard(workload, job, firstOf(shards)),
    };
  }
  // Before Kubernetes 1.29 a shard cannot fail without the whole job.
  const shard = (spec?.completions ?? 1) > 1 ? last?.metadata.annotations?.[INDEX] : undefined;
  const [where, option] = shard === undefined ? ['', ''] : [` in the shard ${shard}`, ` --shard ${shard}`];
  if (reason === 'PodFailurePolicy') {
    return {
      ...common,
      cause: 'job-failed',
      what: `The job ${name} gave up at once${where}${exitOf(last)}, as its failurePolicy says.`,
      step: `${logs}${option}`,
    };
  }
  return {
    ...common,
    cause: 'job-failed',
    what: `The job ${name} failed${where}${exitOf(last)}: ${message || reason}.`,
    step: `${logs}${option}; mend it and run the job anew.`,
  };
}

function exitOf(pod: Pod | undefined): string {
  const ended = pod?.status?.containerStatuses
    ?.map(({ state }) => state?.terminated)
    .find(each => each !== undefined && each.exitCode !== 0);
  if (ended === undefined) return '';
  if (ended.reason === 'OOMKilled') return ', for it needs more memory than its limit';
  const line = ended.message?.trim().split('\n').at(-1);
  return `, with code ${ended.exitCode}${line ? ` (${line.slice(0, 200)})` : ''}`;
}

const firstOf = (shards: string): string => shards.split(/[,-]/)[0];

function podsOfShard({ pods }: Workload, job: Job, shard: string): string[] {
  const own = pods.filter(
    pod =>
      hasEnded(pod)
      && ownerOf(pod)?.name === job.metadata.name
      && pod.metadata.annotations?.[INDEX] === shard,
  );
  const last = latest(own);
  return last === undefined ? [] : [last.metadata.name];
}

function latest(pods: readonly Pod[]): Pod | undefined {
  return [...pods]
    .sort((one, other) => (one.metadata.creationTimestamp ?? '').localeCompare(other.metadata.creationTimestamp ?? ''))
    .at(-1);
}
