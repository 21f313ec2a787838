import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { TrainingFramework, TrainingRole } from './framework';
import { TrainingLimits } from './training-limits';
import type { PyTorchJobSpec, PyTorchJobSpecRunPolicy, TfJobSpec } from '../../../imports/kubeflow.org';
import { Cluster } from '../../cluster/cluster';
import { must, Problem } from '../../validation/problem';

/** The longest suffix that the operator adds to the name of a job to name a pod. */
export const KUBEFLOW_SUFFIX = '-evaluator-9999';

type TemplateOf = (role: TrainingRole) => PodTemplateSpec;

/** The kind of the object from which the Kubeflow training operator creates the pods of a training. */
export function kubeflowKind({ pytorchOptions }: TrainingFramework) {
  return { apiVersion: 'kubeflow.org/v1', kind: pytorchOptions ? 'PyTorchJob' : 'TFJob' };
}

export function kubeflowSpec(
  framework: TrainingFramework, limits: TrainingLimits, templateOf: TemplateOf,
): PyTorchJobSpec | TfJobSpec {
  return framework.pytorchOptions ? pytorchJobSpec(framework, limits, templateOf) : tfJobSpec(framework, limits, templateOf);
}

/**
 * The operator adds to workers of a master an init container that runs as root, so the pod must not forbid root. Its other
 * containers each forbid root themselves.
 */
function withoutRootBan(template: PodTemplateSpec): PodTemplateSpec {
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
      : { Master: replicas(1), ...(nodes > 1 && { Worker: replicas(nodes - 1, withoutRootBan(templateOf(role))) }) },
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

/** A failed container restarts in its pod. */
function restartPolicy({ retries }: TrainingLimits): string {
  return retries === 0 ? 'Never' : 'OnFailure';
}

function runPolicy({ retries, deadline, suspend }: TrainingLimits): PyTorchJobSpecRunPolicy {
  return {
    backoffLimit: retries,
    // Pods that serve forever, such as parameter servers, end with the training. Ended pods stay for inspection.
    cleanPodPolicy: 'Running',
    ...(deadline && { activeDeadlineSeconds: deadline.toSeconds() }),
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
      field: 'failurePolicy',
      rule: 'is not supported by the Kubeflow operator',
      fix: 'Leave it out, or use TrainingBackend.NATIVE.',
    }),
    ...must(cluster.identity?.signer === undefined, {
      field: 'backend',
      value: 'KUBEFLOW',
      rule: `the Kubeflow operator does not support pod certificates, which the cluster ${cluster.name} uses`,
      fix: 'Use TrainingBackend.NATIVE on that cluster.',
    }),
  ];
}
