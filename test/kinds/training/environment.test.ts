import { trainingEnvironment } from '../../../lib/kinds/training/environment';
import { TrainingFramework, TrainingRole } from '../../../lib/kinds/training/framework';

/** Names and values, or the source of values that the kubelet fills in. */
function environment(framework: TrainingFramework): Record<string, string> {
  const hostOf = (role: TrainingRole, index: number) => `${role.name}-${index}`;
  return Object.fromEntries([...trainingEnvironment(framework, hostOf, 3)].map(([name, { value, valueFrom }]) => [
    name, value ?? valueFrom?.fieldRef?.fieldPath,
  ]));
}

const INDEX = "metadata.annotations['batch.kubernetes.io/job-completion-index']";

test('PyTorch finds its master, its rank and how many there are, by the names of torch.distributed and of torchrun', () => {
  expect(environment(TrainingFramework.pytorch({ nodes: 3, processesPerNode: 4 }))).toEqual({
    PYTHONUNBUFFERED: '1', MASTER_ADDR: 'worker-0', MASTER_PORT: '23456', WORLD_SIZE: '12', RANK: INDEX,
    PET_MASTER_ADDR: 'worker-0', PET_MASTER_PORT: '23456', PET_NNODES: '3', PET_NODE_RANK: INDEX, PET_NPROC_PER_NODE: '4',
  });
});

test('one process for each pod is the default', () => {
  expect(environment(TrainingFramework.pytorch({ nodes: 3 }))).toMatchObject({ WORLD_SIZE: '3', PET_NPROC_PER_NODE: '1' });
});

test('elastic PyTorch finds a rendezvous instead of a rank', () => {
  expect(environment(TrainingFramework.pytorch({ nodes: 4, minNodes: 2, processesPerNode: 8 }))).toEqual({
    PYTHONUNBUFFERED: '1',
    PET_NPROC_PER_NODE: '8',
    PET_RDZV_ENDPOINT: 'worker-0:23456',
    PET_RDZV_BACKEND: 'c10d',
    PET_NNODES: '2:4',
    PET_MAX_RESTARTS: '3',
  });
});

test('TensorFlow finds the cluster and its task in TF_CONFIG, whose parts the kubelet fills in', () => {
  const found = environment(TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true }));
  expect(found).toMatchObject({ TASK_TYPE: "metadata.labels['pinterest.com/role']", TASK_INDEX: INDEX });
  expect(Object.keys(found)).toEqual(['TASK_TYPE', 'TASK_INDEX', 'TF_CONFIG']);
  expect(JSON.parse(found.TF_CONFIG.replace('$(TASK_TYPE)', 'worker').replace('$(TASK_INDEX)', '1'))).toEqual({
    cluster: {
      chief: ['chief-0:2222'], evaluator: ['evaluator-0:2222'], ps: ['ps-0:2222'], worker: ['worker-0:2222', 'worker-1:2222'],
    },
    task: { type: 'worker', index: 1 },
    environment: 'cloud',
  });
});

test('a single TensorFlow process is no cluster', () => {
  expect(environment(TrainingFramework.tensorflow({ workers: 1 }))).toEqual({});
});
