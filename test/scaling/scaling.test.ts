import { Scaling } from 'cdk8s-pinterest';
import { api, complaints, CONTAINER, VERSIONS } from '../synth';

const errors = (scaling: Scaling) => complaints(() => api({ scaling }).write());
const averageOf = (average: number) => api({
  scaling: Scaling.between(1, 2).onMetric({ metric: 'rps', average }),
}).one('HorizontalPodAutoscaler').spec.metrics[0].pods.target;

test('with an autoscaler the deployment says no number', () => {
  expect(api({ scaling: Scaling.between(3, 30).onCpu(60) }).one('Deployment').spec).not.toHaveProperty('replicas');
});

test('a fixed number is the deployment\'s, and there is no autoscaler', () => {
  for (const replicas of [0, 1, 7]) {
    const shop = api({ scaling: Scaling.fixed(replicas) });
    expect(shop.one('Deployment').spec.replicas).toBe(replicas);
    expect(shop.all('HorizontalPodAutoscaler')).toEqual([]);
  }
  expect(api().one('Deployment').spec.replicas).toBe(2);
});

test.each(VERSIONS)('on %s CPU and memory are measured at the application\'s container alone', version => {
  const scaling = Scaling.between(3, 30).onCpu(60).onMemory(80);
  const target = (averageUtilization: number) => ({ type: 'Utilization', averageUtilization });
  expect(api({ scaling, container: { ...CONTAINER, name: 'server' } }, { version }).one('HorizontalPodAutoscaler').spec).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    minReplicas: 3,
    maxReplicas: 30,
    metrics: [
      { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'server', target: target(60) } },
      { type: 'ContainerResource', containerResource: { name: 'memory', container: 'server', target: target(80) } },
    ],
  });
});

test('pod metrics are followed in the order given', () => {
  const scaling = Scaling.between(1, 2).onMetric({ metric: 'rps', average: 100 }).onMetric({ metric: 'queue', average: 1.5 });
  expect(api({ scaling }).one('HorizontalPodAutoscaler').spec.metrics).toEqual([
    { type: 'Pods', pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } } },
    { type: 'Pods', pods: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '1500m' } } },
  ]);
});

test.each([
  [100, '100'], [0.5, '500m'], [1000, '1k'], [1500, '1500'], [2000000, '2M'],
])('an average of %d is written as the API server keeps it', (average, written) => {
  expect(averageOf(average)).toEqual({ type: 'AverageValue', averageValue: written });
});

test('a scaling does not change when a measure is added to it', () => {
  const plain = Scaling.between(1, 2).onCpu(60);
  plain.onMemory(50).onMetric({ metric: 'rps', average: 1 });
  expect(plain).toMatchObject({ cpu: 60, memory: undefined, metrics: [] });
});

test('one pod or none has no disruption budget, more have one', () => {
  for (const scaling of [Scaling.fixed(0), Scaling.fixed(1), Scaling.between(1, 9).onCpu(60)]) {
    expect(api({ scaling }).all('PodDisruptionBudget')).toEqual([]);
  }
  for (const scaling of [Scaling.fixed(2), Scaling.between(2, 9).onCpu(60)]) {
    const shop = api({ scaling });
    expect(shop.one('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: '10%',
      selector: shop.one('Deployment').spec.selector,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  }
});

test.each([
  [Scaling.between(5, 3).onCpu(60), ['scaling.min = 5: must not be above the maximum, 3. Write Scaling.between(3, 5).']],
  [Scaling.between(2, 3), [
    'scaling = "2 to 3": must have a target for the autoscaler. Add .onCpu(60), or write Scaling.fixed(n).',
  ]],
  [Scaling.between(0, 3).onCpu(60), ['scaling.min = 0: must be a whole number of at least 1. Write 1 or more.']],
  [Scaling.fixed(-1), ['scaling.min = -1: must be a whole number of at least 0. Write 0 or more.']],
  [Scaling.fixed(1.5), ['scaling.min = 1.5: must be a whole number of at least 0. Write 0 or more.']],
  [Scaling.between(1, 2).onCpu(0).onMemory(0.5), [
    'scaling.cpu = 0: must be a whole number of at least 1. Write 1 or more.',
    'scaling.memory = 0.5: must be a whole number of at least 1. Write 1 or more.',
  ]],
])('a scaling that cannot be is refused: %#', (scaling, messages) => {
  expect(errors(scaling)).toEqual(messages.map(message => `[chart/api] ${message}`));
});

test('a maximum that is no whole number is refused', () => {
  expect(errors(Scaling.between(1, 2.5).onCpu(60))).toEqual([expect.stringContaining('[chart/api] scaling.max = 2.5')]);
});

test('an average that the API server would refuse is refused', () => {
  expect(errors(Scaling.between(1, 2).onMetric({ metric: 'rps', average: 0 }))).toEqual([
    expect.stringContaining('[chart/api] scaling'),
  ]);
});
