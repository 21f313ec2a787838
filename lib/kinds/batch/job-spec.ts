import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { BatchProps } from './batch-props';
import { FailurePolicy, failureProblems, failureRules } from './failure-policy';
import { Shards } from './shards';
import { KubernetesVersion } from '../../cluster/kubernetes-version';
import { must, Problem } from '../../validation/problem';
import { wholeNumberProblems } from '../../validation/whole-number';

/** The annotation that holds the number of a pod of an Indexed Job. */
export const INDEX_ANNOTATION = 'batch.kubernetes.io/job-completion-index';

/** The API server's limit for pods of one Indexed Job that run at once. */
const MOST_AT_ONCE = 100_000;

/** The limits of a batch job. */
export type JobLimits = Pick<
  BatchProps, 'parallelism' | 'retries' | 'failurePolicy' | 'successPercent' | 'deadline' | 'suspend' | 'queue'
>;

export const RETRIES = 3;

/** As the API server counts them, for all pods of a job. */
const MOST_RETRIES = 2_147_483_647;

/** All shards in one Indexed Job. */
export function indexedJobSpec(
  limits: JobLimits, { total }: Shards, container: string, template: PodTemplateSpec, version: KubernetesVersion,
): JobSpec {
  const perShard = version.jobRetriesPerShard;
  const retries = limits.retries ?? RETRIES;
  const requiredSuccesses = Math.ceil(total * (limits.successPercent ?? 100) / 100);
  return {
    completionMode: 'Indexed',
    completions: total,
    parallelism: limits.parallelism ?? total,
    ...(perShard ? { backoffLimitPerIndex: retries } : { backoffLimit: Math.min(retries * total, MOST_RETRIES) }),
    ...(requiredSuccesses < total && { successPolicy: { rules: [{ succeededCount: requiredSuccesses }] } }),
    ...common(limits, container, perShard),
    template,
  };
}

/** One shard in a Job of its own. */
export function singleJobSpec(limits: JobLimits, container: string, template: PodTemplateSpec): JobSpec {
  return { backoffLimit: limits.retries ?? RETRIES, ...common(limits, container, false), template };
}

/** One role of a training. All pods of the training fail together, so that each incident uses up one retry per pod. */
export function roleJobSpec(
  limits: JobLimits, replicas: number, pods: number, container: string, template: PodTemplateSpec,
): JobSpec {
  return {
    completionMode: 'Indexed',
    completions: replicas,
    parallelism: replicas,
    backoffLimit: Math.min((limits.retries ?? RETRIES) * pods, MOST_RETRIES),
    ...common(limits, container, false),
    template,
  };
}

function common(
  { failurePolicy, deadline, suspend }: JobLimits, container: string, perShard: boolean,
): Partial<JobSpec> {
  return {
    podFailurePolicy: { rules: failureRules(failurePolicy ?? FailurePolicy.RETRY_ALL, container, perShard) },
    ...(deadline && { activeDeadlineSeconds: deadline.toSeconds() }),
    ...(suspend && { suspend }),
  };
}

export function jobProblems(limits: JobLimits, version: KubernetesVersion): Problem[] {
  const { parallelism, retries, successPercent, deadline, failurePolicy, suspend, queue } = limits;
  return [
    ...wholeNumberProblems('parallelism', parallelism, 1),
    ...must(!(parallelism! > MOST_AT_ONCE), {
      field: 'parallelism',
      value: parallelism,
      rule: `must be at most ${MOST_AT_ONCE}`,
      fix: 'Leave it out to run all shards at once.',
    }),
    ...wholeNumberProblems('retries', retries, 0),
    ...wholeNumberProblems('deadline', deadline?.toSeconds(), 1),
    ...(failurePolicy ? failureProblems(failurePolicy) : []),
    ...must(!suspend || queue === undefined, {
      field: 'suspend',
      value: suspend,
      rule: 'is set by Kueue for a job in a queue',
      fix: 'Leave it out, or stop the queue.',
    }),
    ...must(successPercent === undefined || (successPercent > 0 && successPercent <= 100), {
      field: 'successPercent', value: successPercent, rule: 'must be above 0 and at most 100', fix: 'Write for example 95.',
    }),
    ...must(successPercent === undefined || successPercent === 100 || version.jobSuccessPolicy, {
      field: 'successPercent',
      value: successPercent,
      rule: `needs Kubernetes 1.31, and the cluster has ${version}`,
      fix: 'Leave it out: all shards must then succeed.',
    }),
  ];
}
