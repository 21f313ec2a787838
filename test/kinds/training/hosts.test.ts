import { TrainingFramework } from '../../../lib/kinds/training/framework';
import { TrainingHosts } from '../../../lib/kinds/training/hosts';
import { RUN_NAME } from '../../../lib/resources/names';

test('with one role pods are called by run and number, behind a headless Service', () => {
  const framework = TrainingFramework.pytorch({ nodes: 11 });
  const hosts = new TrainingHosts('ranker', framework);
  expect(hosts.service).toBe('ranker-peers');
  expect(hosts.hostOf(framework.roles[0], 10)).toBe(`${RUN_NAME}-10.ranker-peers`);
  expect(hosts.longestRun).toBe(63 - '-10'.length);
});

test('with several roles by their role, too', () => {
  const framework = TrainingFramework.tensorflow({ workers: 2, parameterServers: 1, evaluator: true });
  const hosts = new TrainingHosts('ranker', framework);
  expect(hosts.hostsOf(framework.roles))
    .toEqual(['chief-0', 'worker-0', 'worker-1', 'ps-0', 'evaluator-0'].map(pod => `${RUN_NAME}-${pod}.ranker-peers`));
  expect(hosts.longestRun).toBe(63 - '-evaluator-0'.length);
});

test('a long name leaves room for the rest of the Service\'s', () => {
  expect(new TrainingHosts('n'.repeat(63), TrainingFramework.pytorch({ nodes: 1 })).service).toMatch(/^n{48}-[0-9a-f]{8}-peers$/);
});
