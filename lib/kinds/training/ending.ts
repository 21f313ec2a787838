import { Duration } from 'cdk8s';
import { ContainerProps } from 'cdk8s-plus-27';
import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { PodSpec } from 'kubernetes-types/core/v1';
import { TrainingFramework } from './framework';
import { TrainingHosts } from './hosts';
import { NOT_THERE } from './peers-py';
import { FOLDER, GATHERING_PORT, PEERS } from './rendezvous';
import { TOGETHER_PY } from './together-py';
import { KubernetesVersion } from '../../cluster/kubernetes-version';
import { Problem } from '../../validation/problem';

/*
 * A Job ends when each of its pods has succeeded. But pods of other roles serve until they are stopped, and an elastic training
 * may be over before a lost pod is back. In these cases the first pod, the leader, decides when the training is over.
 */

/** Whether a success policy can end the Job with the leader. */
function endsWithLeader(framework: TrainingFramework, version: KubernetesVersion): boolean {
  return framework.elastic && framework.pods > 1 && version.jobSuccessPolicy;
}

/** Whether the leader must tell the other pods that the training is over. */
export function leaderTells(framework: TrainingFramework, version: KubernetesVersion): boolean {
  return framework.roles.length > 1 || (framework.elastic && framework.pods > 1 && !version.jobSuccessPolicy);
}

export const TOGETHER_FILE = { 'together.py': TOGETHER_PY };

/** Adds the rules by which the Job of a training ends. */
export function withEnding(spec: JobSpec, framework: TrainingFramework, version: KubernetesVersion): JobSpec {
  if (framework.pods === 1) return spec;
  return {
    ...spec,
    ...(endsWithLeader(framework, version) && { successPolicy: { rules: [{ succeededIndexes: '0' }] } }),
    // Peers that did not come in time would not come at a second try either.
    podFailurePolicy: {
      rules: [...spec.podFailurePolicy!.rules, {
        action: 'FailJob', onExitCodes: { containerName: PEERS, operator: 'In', values: [NOT_THERE] },
      }],
    },
  };
}

/** Runs the application under a command that ends it when the leader has succeeded. */
export function endingTogether(
  spec: PodSpec,
  application: string,
  framework: TrainingFramework,
  hosts: TrainingHosts,
  patience: Duration,
  version: KubernetesVersion,
): PodSpec {
  if (!leaderTells(framework, version)) return spec;
  const [leader, ...others] = hosts.hostsOf(framework.roles);
  // Pods of the leader's own role end by themselves, unless they come back too late.
  const followers = framework.elastic ? others : hosts.hostsOf(framework.roles.slice(1));
  const command = [
    'python3', '-B', `${FOLDER}/together.py`, `${GATHERING_PORT}`, `${patience.toSeconds()}`, leader, followers.join(','), '--',
  ];
  return {
    ...spec,
    containers: spec.containers.map(container => container.name !== application ? container : {
      ...container, command: [...command, ...(container.command ?? [])],
    }),
  };
}

export function endingProblems(framework: TrainingFramework, { command }: ContainerProps, version: KubernetesVersion): Problem[] {
  if (!leaderTells(framework, version) || command !== undefined) return [];
  const field = 'container.command';
  const [first, ...others] = framework.roles.map(role => role.name);
  return [others.length > 0
    ? {
      field,
      rule: `must be set, so that the pods of ${others.join(', ')} end with those of ${first}`,
      fix: 'Write the command that the image runs, or use TrainingBackend.KUBEFLOW.',
    }
    : {
      field,
      rule: `must be set, so that a pod that comes back late ends with the first one on Kubernetes ${version}`,
      fix: 'Write the command that the image runs, run on Kubernetes 1.31, or use TrainingBackend.KUBEFLOW.',
    }];
}
