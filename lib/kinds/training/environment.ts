import { EnvFieldPaths, EnvValue } from 'cdk8s-plus-27';
import { PyTorchOptions, TrainingFramework, TrainingRole } from './framework';
import { ROLE_LABEL } from '../../labels/keys';
import { INDEX_ANNOTATION } from '../batch/job-spec';

/** The variables that the Kubeflow training operator (1.8.1) gives its pods, for the pods of native Jobs. */
export function trainingEnvironment(
  framework: TrainingFramework, hostOf: (role: TrainingRole, index: number) => string, restarts: number,
): Map<string, EnvValue> {
  const { pytorchOptions } = framework;
  const [role] = framework.roles;
  if (!pytorchOptions) return tensorflow(framework, hostOf);
  return framework.elastic
    ? elasticPytorch(pytorchOptions, `${hostOf(role, 0)}:${framework.port}`, restarts)
    : pytorch(pytorchOptions, hostOf(role, 0), framework.port);
}

function pytorch({ nodes, processesPerNode = 1 }: PyTorchOptions, master: string, port: number): Map<string, EnvValue> {
  return new Map([
    ...constants({ PYTHONUNBUFFERED: 1, MASTER_PORT: port, PET_MASTER_PORT: port, MASTER_ADDR: master, PET_MASTER_ADDR: master }),
    ...constants({ WORLD_SIZE: nodes * processesPerNode }),
    ['RANK', podIndex()],
    ['PET_NODE_RANK', podIndex()],
    ...constants({ PET_NPROC_PER_NODE: processesPerNode, PET_NNODES: nodes }),
  ]);
}

function elasticPytorch(
  { nodes, minNodes, processesPerNode = 1 }: PyTorchOptions, endpoint: string, restarts: number,
): Map<string, EnvValue> {
  return new Map(constants({
    PYTHONUNBUFFERED: 1,
    PET_NPROC_PER_NODE: processesPerNode,
    PET_RDZV_ENDPOINT: endpoint,
    PET_RDZV_BACKEND: 'c10d',
    PET_NNODES: `${minNodes}:${nodes}`,
    PET_MAX_RESTARTS: restarts,
  }));
}

/** All pods have the same text; the kubelet fills in the pod's role and index. */
function tensorflow(
  { roles, port, pods }: TrainingFramework, hostOf: (role: TrainingRole, index: number) => string,
): Map<string, EnvValue> {
  // A single process needs no cluster: with TF_CONFIG it would wait for one.
  if (pods === 1) return new Map();
  const hosts = [...roles].sort((a, b) => a.name < b.name ? -1 : 1)
    .map(role => [role.name, Array.from({ length: role.replicas }, (_, index) => `${hostOf(role, index)}:${port}`)]);
  const cluster = JSON.stringify(Object.fromEntries(hosts));
  const config = `{"cluster":${cluster},"task":{"type":"$(TASK_TYPE)","index":$(TASK_INDEX)},"environment":"cloud"}`;
  return new Map([
    ['TASK_TYPE', EnvValue.fromFieldRef(EnvFieldPaths.POD_LABEL, { key: ROLE_LABEL })],
    ['TASK_INDEX', podIndex()],
    ['TF_CONFIG', EnvValue.fromValue(config)],
  ]);
}

function podIndex(): EnvValue {
  return EnvValue.fromFieldRef(EnvFieldPaths.POD_ANNOTATION, { key: INDEX_ANNOTATION });
}

function constants(values: Record<string, string | number>): [string, EnvValue][] {
  return Object.entries(values).map(([name, value]) => [name, EnvValue.fromValue(`${value}`)]);
}
