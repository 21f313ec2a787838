import { ApiObject } from 'cdk8s';
import { deployment, judged, object, service } from './documents';
import { api } from '../synth';

const budget = (name: string, app = 'backend', expressions?: object[]) => object('policy/v1', 'PodDisruptionBudget', name, {
  spec: { maxUnavailable: 1, selector: { matchLabels: { app }, matchExpressions: expressions } },
});
const scaled = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'backend' };
const autoscaler = (name: string, target: object, metrics: object[] = []) => (
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: { maxReplicas: 3, scaleTargetRef: { ...scaled, ...target }, metrics },
  })
);
const ofContainer = (container: string) => ({ type: 'ContainerResource', containerResource: { name: 'cpu', container } });

describe('a selector', () => {
  test('is refused if it selects nothing, and pods that nothing else selects have its labels but for a slip', () => {
    expect(judged(deployment('backend'), service('bakend'))).toEqual([
      'error Service spec.selector = {"app":"bakend"}: selects no pods of this app, but nearly those of Deployment backend, '
      + 'which no Service selects. Write app: "backend".',
    ]);
    expect(judged(deployment('backend'), budget('backend', 'backendd'))).toEqual([
      expect.stringMatching(/^error PodDisruptionBudget spec.selector.matchLabels = /),
    ]);
  });

  test('is only warned of if something of its kind selects those pods', () => {
    expect(judged(deployment('backend'), service('backend'), service('bakend'))).toEqual([
      'warning Service spec.selector = {"app":"bakend"}: selects no pods of this app, but nearly those of Deployment backend. '
      + 'Write app: "backend", unless other pods are meant.',
    ]);
  });

  test('may be for pods that are made elsewhere', () => {
    expect(judged(deployment('backend'), service('frontend'), budget('all', 'frontend'))).toEqual([]);
  });
});

describe('pods', () => {
  test('have one PodDisruptionBudget', () => {
    const found = judged(deployment('backend'), budget('one'), budget('two'), budget('three', 'backend', [
      { key: 'app', operator: 'NotIn', values: ['backend'] },
    ]));
    expect(found).toEqual([
      'error PodDisruptionBudget spec.selector = "two": selects the pods of Deployment backend, as the PodDisruptionBudget one '
      + 'does, and of pods with two budgets none can be evicted. Keep one of the two.',
    ]);
  });

  test('of a workload, too', () => {
    const shop = api({}, {});
    const selector = { matchLabels: { 'app.kubernetes.io/name': 'api' } };
    const spec = { maxUnavailable: 1, selector };
    new ApiObject(shop.chart, 'mine', object('policy/v1', 'PodDisruptionBudget', 'mine', { spec }));
    expect(shop.app.plan().problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      expect.stringMatching(/^chart\/mine spec.selector = "mine": selects the pods of Deployment api, as .* api does/),
    ]);
  });
});

describe('an autoscaler', () => {
  test('measures containers of the pods', () => {
    expect(judged(deployment('backend'), autoscaler('backend', {}, [ofContainer('app')]))).toEqual([]);
    expect(judged(deployment('backend'), autoscaler('backend', {}, [ofContainer('istio-proxy')]))).toEqual([]);
    expect(judged(deployment('backend'), autoscaler('backend', {}, [ofContainer('main')]))).toEqual([
      'error HorizontalPodAutoscaler spec.metrics[0].containerResource.container = "main": is no container of the Deployment '
      + 'backend, so that it is never scaled. Known containers: app.',
    ]);
  });

  test('is the only one of its pods', () => {
    const keda = object('keda.sh/v1alpha1', 'ScaledObject', 'keda', { spec: { scaleTargetRef: { name: 'backend' } } });
    expect(judged(deployment('backend'), autoscaler('one', {}), keda)).toEqual([
      'error ScaledObject spec.scaleTargetRef.name = "backend": names a Deployment whose number of pods HorizontalPodAutoscaler '
      + 'one sets already, so that each undoes what the other does. Keep one of the two, with the metrics of both.',
    ]);
    const taking = { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' };
    expect(judged(deployment('backend'), autoscaler('one', {}), { ...keda, metadata: { ...keda.metadata, annotations: taking } }))
      .toEqual([]);
  });

  test('says the kind of what it scales', () => {
    expect(judged(deployment('backend'), autoscaler('backend', { kind: 'StatefulSet' }))).toEqual([
      'error HorizontalPodAutoscaler spec.scaleTargetRef.kind = "StatefulSet": is not the kind of backend, which is a Deployment '
      + 'in this app. Write kind: Deployment.',
    ]);
    expect(judged(deployment('backend'), autoscaler('backend', { name: 'another' }))).toEqual([]);
    expect(judged(deployment('backend'), autoscaler('backend', { name: 'bakend' }))).toEqual([
      expect.stringContaining('spec.scaleTargetRef.name = "bakend": is no Deployment of this app'),
    ]);
  });
});
