import { Duration } from 'cdk8s';
import {
  KedaMetricType, KedaTrigger, PinterestStatefulSet, Scaling, ScalingChoice, ScalingPolicy,
} from 'cdk8s-pinterest';
import { metricQuantity } from '../../lib/scaling/autoscaler';
import { api, BARE, Built, complaints, CONTAINER } from '../synth';

const autoscaler = (scaling: Scaling) => api({ scaling }, BARE).one('HorizontalPodAutoscaler').spec;
const scaledObject = (scaling: Scaling) => {
  const shop = api({ scaling }, BARE);
  expect(shop.write().size).toBeGreaterThan(0);
  expect(shop.all('HorizontalPodAutoscaler')).toEqual([]);
  return shop.one('ScaledObject').spec;
};
const LOAD = Scaling.between(2, 10).onCpu(60);
const UP = {
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, { type: 'Percent', value: 100, periodSeconds: 15 }],
  selectPolicy: 'Max',
  stabilizationWindowSeconds: 0,
};
const DOWN = { policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }], selectPolicy: 'Max' };

test('without a behavior none is written', () => {
  expect(autoscaler(LOAD)).not.toHaveProperty('behavior');
});

test('a behavior is written whole, as the API server keeps it', () => {
  expect(autoscaler(LOAD.behaving({})).behavior).toEqual({ scaleUp: UP, scaleDown: DOWN });
  expect(autoscaler(LOAD.behaving({
    scaleUp: { choice: ScalingChoice.LEAST, policies: [ScalingPolicy.pods(2, Duration.minutes(1))] },
    scaleDown: { stabilization: Duration.minutes(10), policies: [ScalingPolicy.percent(10, Duration.seconds(30))] },
  })).behavior).toEqual({
    scaleUp: { ...UP, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }], selectPolicy: 'Min' },
    scaleDown: { ...DOWN, policies: [{ type: 'Percent', value: 10, periodSeconds: 30 }], stabilizationWindowSeconds: 600 },
  });
  expect(autoscaler(LOAD.behaving({ scaleDown: { choice: ScalingChoice.NONE } })).behavior.scaleDown).toEqual({
    ...DOWN, selectPolicy: 'Disabled',
  });
});

test('metrics of other objects and of the world are followed by value or by average', () => {
  const object = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'api' };
  expect(autoscaler(Scaling.between(1, 9)
    .onExternalMetric({ metric: 'queue_length', labels: { queue: 'pins' }, average: 30 })
    .onExternalMetric({ metric: 'lag', value: 2500 })
    .onObjectMetric({ metric: 'requests', object, value: 2000 })
    .onObjectMetric({ metric: 'requests', object, average: 0.5 })).metrics).toEqual([
    { type: 'Object', object: { describedObject: object, metric: { name: 'requests' }, target: { type: 'Value', value: '2k' } } },
    {
      type: 'Object',
      object: { describedObject: object, metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '500m' } },
    },
    {
      type: 'External',
      external: {
        metric: { name: 'queue_length', selector: { matchLabels: { queue: 'pins' } } },
        target: { type: 'AverageValue', averageValue: '30' },
      },
    },
    { type: 'External', external: { metric: { name: 'lag' }, target: { type: 'Value', value: '2500' } } },
  ]);
});

test.each([
  [0.001, '1m'], [1.5, '1500m'], [1.99999, '2'], [1000, '1k'], [1500, '1500'], [1_000_000, '1M'], [1e12, '1T'], [0.3, '300m'],
])('%d is written as the API server keeps it: %s', (amount, text) => {
  expect(metricQuantity(amount)).toBe(text);
});

test('KEDA scales to zero and back, by its triggers', () => {
  const scaling = Scaling.keda({
    max: 20,
    triggers: [
      KedaTrigger.of('kafka', { topic: 'pins', lagThreshold: '50', serversFromEnv: 'KAFKA' }, { authentication: 'kafka' }),
      KedaTrigger.of('prometheus', { query: 'sum(up)' }, {
        name: 'up', metricType: KedaMetricType.VALUE, clusterAuthentication: 'prometheus',
      }),
    ],
    pollingInterval: Duration.seconds(10),
    cooldown: Duration.minutes(2),
    fallback: { failureThreshold: 3, replicas: 4 },
  });
  expect(scaledObject(scaling)).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', envSourceContainerName: 'app' },
    minReplicaCount: 0,
    maxReplicaCount: 20,
    pollingInterval: 10,
    cooldownPeriod: 120,
    fallback: { failureThreshold: 3, replicas: 4 },
    triggers: [
      {
        type: 'kafka',
        metadata: { topic: 'pins', lagThreshold: '50', serversFromEnv: 'KAFKA' },
        authenticationRef: { name: 'kafka', kind: 'TriggerAuthentication' },
      },
      {
        type: 'prometheus',
        name: 'up',
        metadata: { query: 'sum(up)' },
        metricType: 'Value',
        authenticationRef: { name: 'prometheus', kind: 'ClusterTriggerAuthentication' },
      },
    ],
  });
  const shop = api({ scaling }, BARE);
  expect(shop.one('Deployment').spec).not.toHaveProperty('replicas');
  expect(shop.all('PodDisruptionBudget')).toEqual([]);
  expect(shop.services.api.autoscaler!.kind).toBe('ScaledObject');
});

test('KEDA follows CPU and memory of the application\'s container, too, as fast as told', () => {
  const keda = Scaling.keda({ min: 1, max: 3, triggers: [] });
  const { triggers, advanced, minReplicaCount } = scaledObject(keda.onCpu(60).onMemory(80)
    .behaving({ scaleDown: { stabilization: Duration.minutes(1) } }));
  expect(minReplicaCount).toBe(1);
  expect(triggers).toEqual([
    { type: 'cpu', metricType: 'Utilization', metadata: { value: '60', containerName: 'app' } },
    { type: 'memory', metricType: 'Utilization', metadata: { value: '80', containerName: 'app' } },
  ]);
  expect(advanced).toEqual({ horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } });
});

describe('a sidecar that does the work is measured', () => {
  function scaled(scaling: Scaling) {
    const shop = api({ scaling }, BARE);
    shop.services.api.pod.addSidecar('php', { container: { image: 'php:1' } });
    shop.services.api.pod.addInitContainer('warm', { container: { image: 'php:1' } });
    return shop;
  }
  const cpuOf = (container: string, averageUtilization: number) => ({
    type: 'ContainerResource', containerResource: { name: 'cpu', container, target: { type: 'Utilization', averageUtilization } },
  });

  test('beside the application, or alone', () => {
    expect(scaled(LOAD.onCpu(80, { container: 'php' })).one('HorizontalPodAutoscaler').spec.metrics)
      .toEqual([cpuOf('app', 60), cpuOf('php', 80)]);
    expect(scaled(Scaling.between(1, 3).onCpu(80, { container: 'php' })).one('HorizontalPodAutoscaler').spec.metrics)
      .toEqual([cpuOf('php', 80)]);
  });

  test('by KEDA, too', () => {
    const keda = Scaling.keda({ min: 1, max: 3, triggers: [] }).onMemory(70, { container: 'php' });
    expect(scaled(keda).one('ScaledObject').spec.triggers)
      .toEqual([{ type: 'memory', metricType: 'Utilization', metadata: { value: '70', containerName: 'php' } }]);
  });

  test.each<[string, Scaling, string]>([
    ['that is not there', LOAD.onCpu(80, { container: 'phpp' }),
      'scaling.cpu = "phpp": is no sidecar of its pods. Known sidecars: php.'],
    ['that ends before', LOAD.onMemory(80, { container: 'warm' }), 'scaling.memory = "warm": is no sidecar of its pods.'],
    ['twice', LOAD.onCpu(80, { container: 'php' }).onCpu(70, { container: 'php' }), 'scaling.cpu["php"]: has two targets.'],
    ['at nothing', LOAD.onCpu(0, { container: 'php' }), 'scaling.cpu["php"] = 0: must be a whole number of at least 1.'],
    ['whose name is none', LOAD.onCpu(80, { container: 'P H P' }), 'scaling.container = "P H P"'],
  ])('one %s is refused', (_, scaling, line) => {
    expect(complaints(() => scaled(scaling).write())).toContainEqual(expect.stringContaining(line));
  });
});

test('a store is scaled, too', () => {
  const built = new Built(chart => new PinterestStatefulSet(chart, 'db', { container: CONTAINER, scaling: LOAD }), BARE);
  expect(built.errors).toEqual([]);
  expect(built.one('StatefulSet').spec).not.toHaveProperty('replicas');
  expect(built.one('HorizontalPodAutoscaler').spec).toMatchObject({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' }, minReplicas: 2, maxReplicas: 10,
  });
  expect(built.it.hasAutoscaler).toBe(true);
  const twice = { container: CONTAINER, scaling: LOAD, replicas: 3 };
  expect(new Built(chart => new PinterestStatefulSet(chart, 'db', twice), BARE).errors).toEqual([
    '[chart/db] replicas = 3: is also said by scaling. Keep one of the two.',
  ]);
});
