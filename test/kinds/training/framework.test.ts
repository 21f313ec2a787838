import { frameworkProblems, PyTorchOptions, TensorFlowOptions, TrainingFramework } from '../../../lib/kinds/training/framework';
import { describe as say } from '../../../lib/validation/problem';

const roles = (framework: TrainingFramework) => framework.roles.map(role => `${role.name} ${role.replicas}`);
const problems = (framework: TrainingFramework) => frameworkProblems(framework).map(say);

test('PyTorch has workers only', () => {
  const framework = TrainingFramework.pytorch({ nodes: 3 });
  expect(roles(framework)).toEqual(['worker 3']);
  expect(framework).toMatchObject({ name: 'pytorch', pods: 3, leastPods: 3, elastic: false });
});

test('an elastic one starts with fewer pods', () => {
  expect(TrainingFramework.pytorch({ nodes: 3, minNodes: 2 })).toMatchObject({ pods: 3, leastPods: 2, elastic: true });
});

test.each<[TensorFlowOptions, string[]]>([
  [{ workers: 2 }, ['worker 2']],
  [{ workers: 2, chief: true }, ['chief 1', 'worker 2']],
  [{ workers: 2, parameterServers: 3 }, ['chief 1', 'worker 2', 'ps 3']],
  [{ workers: 2, evaluator: true }, ['worker 2', 'evaluator 1']],
])('TensorFlow with %j has %j, the role that decides of success first', (options, expected) => {
  const framework = TrainingFramework.tensorflow(options);
  expect(roles(framework)).toEqual(expected);
  expect(framework).toMatchObject({ name: 'tensorflow', elastic: false, leastPods: framework.pods });
});

test.each<[PyTorchOptions, string[]]>([
  [{ nodes: 1 }, []],
  [{ nodes: 2, minNodes: 2, processesPerNode: 8 }, []],
  [{ nodes: 0 }, ['framework.nodes = 0: must be a whole number of at least 1. Write 1 or more.']],
  [{ nodes: 1.5, processesPerNode: 0 }, [
    'framework.nodes = 1.5: must be a whole number of at least 1. Write 1 or more.',
    'framework.processesPerNode = 0: must be a whole number of at least 1. Write 1 or more.',
  ]],
  [{ nodes: 2, minNodes: 0 }, ['framework.minNodes = 0: must be a whole number of at least 1. Write 1 or more.']],
  [{ nodes: 2, minNodes: 3 }, ['framework.minNodes = 3: must not be above nodes, 2. Write 2 or less.']],
])('of PyTorch with %j it says %j', (options, expected) => {
  expect(problems(TrainingFramework.pytorch(options))).toEqual(expected);
});

test.each<[TensorFlowOptions, string[]]>([
  [{ workers: 1, parameterServers: 0, chief: false }, []],
  [{ workers: 0 }, ['framework.workers = 0: must be a whole number of at least 1. Write 1 or more.']],
  [{ workers: 1, parameterServers: -1 }, [
    'framework.parameterServers = -1: must be a whole number of at least 0. Write 0 or more.',
  ]],
  [{ workers: 1, parameterServers: 1, chief: false }, [
    'framework.chief = false: parameter servers need a chief. Leave it out.',
  ]],
])('of TensorFlow with %j it says %j', (options, expected) => {
  expect(problems(TrainingFramework.tensorflow(options))).toEqual(expected);
});
