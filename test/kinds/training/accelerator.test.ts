import { accelerated, Accelerator, acceleratorProblems } from '../../../lib/kinds/training/accelerator';
import { describe as say } from '../../../lib/validation/problem';

const container = (name: string) => ({ name, resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } });

test('the application gets it as request and as limit, beside what it has; no other container does', () => {
  const { containers } = accelerated(
    { containers: [container('pytorch'), container('agent')] }, 'pytorch', Accelerator.nvidia(8),
  );
  expect(containers).toEqual([
    {
      name: 'pytorch',
      resources: { requests: { 'cpu': '1', 'nvidia.com/gpu': '8' }, limits: { 'memory': '1Gi', 'nvidia.com/gpu': '8' } },
    },
    container('agent'),
  ]);
});

test.each<[Accelerator, string[]]>([
  [Accelerator.nvidia(1), []],
  [Accelerator.of('amd.com/gpu', 2), []],
  [Accelerator.nvidia(0), [
    'accelerator.count = 0: must be a whole number of at least 1. Write 1 or more, or leave the accelerator out.',
  ]],
  [Accelerator.nvidia(0.5), [
    'accelerator.count = 0.5: must be a whole number of at least 1. Write 1 or more, or leave the accelerator out.',
  ]],
])('of %j it says %j', (accelerator, expected) => {
  expect(acceleratorProblems(accelerator).map(say)).toEqual(expected);
});
