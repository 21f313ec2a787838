import { Duration } from 'cdk8s';
import { TrainingFramework } from '../../../lib/kinds/training/framework';
import { kubeflowKind, kubeflowSpec } from '../../../lib/kinds/training/kubeflow';

const spec = (framework: TrainingFramework, limits = {}) => kubeflowSpec(framework, { retries: 3, ...limits }, role => ({
  metadata: { name: role.name }, spec: { containers: [], securityContext: { runAsNonRoot: true, fsGroup: 1 } },
})) as any;
const replicas = (specs: object) =>
  Object.entries(specs).map(([role, { replicas: count, template }]) => [role, count, template.metadata.name]);

test('of PyTorch the first pod is the master', () => {
  const framework = TrainingFramework.pytorch({ nodes: 3, processesPerNode: 2 });
  expect(kubeflowKind(framework)).toEqual({ apiVersion: 'kubeflow.org/v1', kind: 'PyTorchJob' });
  expect(spec(framework)).toMatchObject({ nprocPerNode: '2', runPolicy: { backoffLimit: 3, cleanPodPolicy: 'Running' } });
  expect(replicas(spec(framework).pytorchReplicaSpecs)).toEqual([['Master', 1, 'worker'], ['Worker', 2, 'worker']]);
  expect(replicas(spec(TrainingFramework.pytorch({ nodes: 1 })).pytorchReplicaSpecs)).toEqual([['Master', 1, 'worker']]);
});

test('the init container of the operator may run as root, in the pods that have it', () => {
  const security = (framework: TrainingFramework) =>
    Object.values(spec(framework).pytorchReplicaSpecs).map((each: any) => each.template.spec.securityContext);
  expect(security(TrainingFramework.pytorch({ nodes: 2 }))).toEqual([{ runAsNonRoot: true, fsGroup: 1 }, { fsGroup: 1 }]);
  expect(security(TrainingFramework.pytorch({ nodes: 2, minNodes: 1 }))).toEqual([{ runAsNonRoot: true, fsGroup: 1 }]);
});

test('pods of an elastic training are all alike', () => {
  const elastic = spec(TrainingFramework.pytorch({ nodes: 3, minNodes: 1 }));
  expect(elastic.elasticPolicy).toEqual({ minReplicas: 1, maxReplicas: 3, maxRestarts: 3, rdzvBackend: 'c10d' });
  expect(replicas(elastic.pytorchReplicaSpecs)).toEqual([['Worker', 3, 'worker']]);
});

test('TensorFlow\'s roles are called as the operator calls them', () => {
  const framework = TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true });
  expect(kubeflowKind(framework)).toEqual({ apiVersion: 'kubeflow.org/v1', kind: 'TFJob' });
  expect(replicas(spec(framework).tfReplicaSpecs)).toEqual([
    ['Chief', 1, 'chief'], ['Worker', 2, 'worker'], ['PS', 1, 'ps'], ['Evaluator', 1, 'evaluator'],
  ]);
});

test('how far it may go is the run\'s policy, and a pod that may not be tried again is not', () => {
  const framework = TrainingFramework.tensorflow({ workers: 1 });
  expect(spec(framework, {
    retries: 0, deadline: Duration.hours(1), suspend: true,
  })).toMatchObject({
    runPolicy: { backoffLimit: 0, activeDeadlineSeconds: 3600, suspend: true },
    tfReplicaSpecs: { Worker: { restartPolicy: 'Never' } },
  });
  expect(spec(framework).tfReplicaSpecs.Worker.restartPolicy).toBe('OnFailure');
  expect(Object.keys(spec(framework, { suspend: false }).runPolicy)).toEqual(['backoffLimit', 'cleanPodPolicy']);
});
