import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { TrainingFramework, TrainingRole } from './framework';
import { TrainingLimits } from './training-limits';
import type { PyTorchJobSpec, PyTorchJobSpecRunPolicy, TfJobSpec } from '../../../imports/kubeflow.org';
import { Cluster } from '../../cluster/cluster';
import { must, Problem } from '../../validation/problem';

/** The longest that the operator adds to a job's name for a pod's. */
export const KUBEFLOW_SUFFIX = '-evaluator-9999';

type TemplateOf = (role: TrainingRole) => PodTemplateSpec;

/** The kind of the object that the Kubeflow training operator turns into the pods of a training. */
export function kubeflowKind({ pytorchOptions }: TrainingFramework) {
  return { apiVersion: 'kubeflow.org/v1', kind: pytorchOptions ? 'PyTorchJob' : 'TFJob' };
}

export function kubeflowSpec(
  framework: TrainingFramework, limits: TrainingLimits, templateOf: TemplateOf,
): PyTorchJobSpec | TfJobSpec {
  return framework.pytorchOptions ? pytorchJobSpec(framework, limits, templateOf) : tfJobSpec(framework, limits, templateOf);
}

/**
 * The operator gives workers of a master an init container that runs as root, which the pod must not forbid; each of its
 * other containers forbids it for itself.
 */
function openToRoot(template: PodTemplateSpec): PodTemplateSpec {
  const { runAsNonRoot: _, ...securityContext } = template.spec!.securityContext!;
  return { ...template, spec: { ...template.spec!, securityContext } };
}

function pytorchJobSpec(framework: TrainingFramework, limits: TrainingLimits, templateOf: TemplateOf): PyTorchJobSpec {
  const { nodes, minNodes, processesPerNode = 1 } = framework.pytorchOptions!;
  const [role] = framework.roles;
  const replicas = (count: number, template = templateOf(role)) => ({
    replicas: count, restartPolicy: restartPolicy(limits), template,
  });
  return {
    runPolicy: runPolicy(limits),
    nprocPerNode: `${processesPerNode}`,
    ...(framework.elastic && {
      elasticPolicy: { minReplicas: minNodes, maxReplicas: nodes, maxRestarts: limits.retries, rdzvBackend: 'c10d' },
    }),
    // The operator's master is the pod of rank 0; pods of an elastic training are all alike.
    pytorchReplicaSpecs: framework.elastic
      ? { Worker: replicas(nodes) }
      : { Master: replicas(1), ...(nodes > 1 && { Worker: replicas(nodes - 1, openToRoot(templateOf(role))) }) },
  };
}

const TF_ROLES: Record<string, string> = { chief: 'Chief', worker: 'Worker', ps: 'PS', evaluator: 'Evaluator' };

function tfJobSpec(framework: TrainingFramework, limits: TrainingLimits, templateOf: TemplateOf): TfJobSpec {
  const replicas = (role: TrainingRole) => ({
    replicas: role.replicas, restartPolicy: restartPolicy(limits), template: templateOf(role),
  });
  return {
    runPolicy: runPolicy(limits),
    tfReplicaSpecs: Object.fromEntries(framework.roles.map(role => [TF_ROLES[role.name], replicas(role)])),
  };
}

/** A pod that failed is started again in its place. */
function restartPolicy({ retries }: TrainingLimits): string {
  return retries === 0 ? 'Never' : 'OnFailure';
}

function runPolicy({ retries, deadline, timeToLive, suspend }: TrainingLimits): PyTorchJobSpecRunPolicy {
  return {
    backoffLimit: retries,
    // What serves for ever, such as a parameter server, ends with the training; what has ended stays to be looked at.
    cleanPodPolicy: 'Running',
    ...(deadline && { activeDeadlineSeconds: deadline.toSeconds() }),
    ...(timeToLive && { ttlSecondsAfterFinished: timeToLive.toSeconds() }),
    ...(suspend && { suspend }),
  };
}

export function kubeflowProblems(
  framework: TrainingFramework, limits: TrainingLimits, container: string, cluster: Cluster,
): Problem[] {
  return [
    ...must(container === framework.name, {
      field: 'container.name',
      value: container,
      rule: `must be "${framework.name}", by which the Kubeflow operator finds the container`,
      fix: 'Leave it out.',
    }),
    ...must(limits.failurePolicy === undefined, {
      field: 'failurePolicy', rule: 'is not known to the Kubeflow operator', fix: 'Leave it out, or use TrainingBackend.NATIVE.',
    }),
    ...must(cluster.identity?.signer === undefined, {
      field: 'backend',
      value: 'KUBEFLOW',
      rule: `the Kubeflow operator does not know pod certificates, which the cluster ${cluster.name} uses`,
      fix: 'Use TrainingBackend.NATIVE there.',
    }),
  ];
}
