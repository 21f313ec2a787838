import { planned } from './planned';
import { Autoscalers } from '../../lib/diff/effects/autoscalers';
import { podResources } from '../../lib/diff/effects/pod-resources';
import { podCount, podTemplates } from '../../lib/diff/effects/pod-templates';
import { quantity, quantityText } from '../../lib/diff/effects/quantity';
import { restarts } from '../../lib/diff/effects/restarts';
import { objectChanges } from '../../lib/diff/objects/object-change';
import { judge } from '../../lib/diff/verdict/refusals';

describe('a quantity', () => {
  test.each([
    ['50m', 0.05],
    ['1', 1],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['1e3', 1000],
    ['2k', 2000],
    [3, 3],
    ['.5', 0.5],
    ['x', undefined],
    ['1 Gi', undefined],
  ])('%p is %p', (text, number) => {
    expect(quantity(text)).toBe(number);
  });

  test('is told as people write it', () => {
    expect([
      quantityText('cpu', 0.05),
      quantityText('cpu', 1.25),
      quantityText('cpu', 0),
      quantityText('nvidia.com/gpu', 8),
    ]).toEqual(['50m', '1.25', '0', '8']);
    expect([quantityText('memory', 1536 * 2 ** 20), quantityText('memory', 0), quantityText('memory', 2 ** 20)]).toEqual([
      '1.5Gi',
      '0',
      '1Mi',
    ]);
  });
});

describe('what a pod takes', () => {
  const container = (cpu: string, more = {}) => ({ name: 'a', resources: { requests: { cpu } }, ...more });
  const requests = (spec: object) => podResources({ spec }).requests.cpu;

  test('is the sum of what runs together', () => {
    expect(requests({ containers: [container('1'), container('500m')] })).toBe(1.5);
  });

  test('is that of an init container where that takes more', () => {
    expect(requests({ containers: [container('1')], initContainers: [container('3'), container('2')] })).toBe(3);
  });

  test('has sidecars beside all, and beside the init containers after them', () => {
    const sidecar = container('1', { restartPolicy: 'Always' });
    expect(requests({ containers: [container('1')], initContainers: [sidecar, container('3')] })).toBe(4);
    expect(requests({ containers: [container('4')], initContainers: [sidecar, container('3')] })).toBe(5);
    expect(requests({ containers: [container('1')], initContainers: [container('3'), sidecar] })).toBe(3);
  });

  test('is the limit where no request is stated', () => {
    expect(podResources({ spec: { containers: [{ resources: { limits: { memory: '1Gi' } } }] } }).requests).toEqual({
      memory: 2 ** 30,
    });
  });
});

const template = (image = 'a:1') => ({ spec: { containers: [{ name: 'app', image }] } });
const withPods = (kind: string, spec: object = {}, image?: string) =>
  planned({
    apiVersion: kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'a', namespace: 'n' },
    spec: { ...spec, template: template(image) },
  });

test('an autoscaler decides how many pods there are', () => {
  const deployment = withPods('Deployment');
  const autoscaler = planned({
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a', namespace: 'n' },
    spec: { maxReplicas: 9, minReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
  });
  const [found] = podTemplates(deployment.content);
  expect(podCount(deployment.content, found, new Autoscalers([deployment, autoscaler]).of(deployment))).toEqual({
    min: 3,
    max: 9,
  });
  expect(podCount(deployment.content, found)).toEqual({ min: 1, max: 1 });
});

describe('what becomes of pods whose template is another one', () => {
  const courseOf = async (kind: string, spec: object = {}) => {
    const [before, after] = [[withPods(kind, spec)], [withPods(kind, spec, 'a:2')]];
    const [restart] = restarts(await judge(objectChanges(before, after), {}), before, after);
    return restart && [restart.effect, restart.how, ...restart.why];
  };

  test.each([
    ['Deployment', { strategy: { type: 'Recreate' } }, 'restart', 'all are stopped before new ones start'],
    [
      'Deployment',
      { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
      'restart',
      'a rolling update (maxSurge 1, maxUnavailable 0)',
    ],
    ['Deployment', { paused: true }, 'later', 'once it is no longer paused'],
    ['StatefulSet', {}, 'restart', 'one after another, the last one first'],
    [
      'StatefulSet',
      { replicas: 3, updateStrategy: { rollingUpdate: { partition: 1 } } },
      'restart',
      'one after another, the last one first, down to number 1',
    ],
    [
      'StatefulSet',
      { replicas: 3, updateStrategy: { rollingUpdate: { partition: 3 } } },
      'later',
      'none below the partition 3',
    ],
    ['StatefulSet', { updateStrategy: { type: 'OnDelete' } }, 'later', 'each once somebody deletes it (OnDelete)'],
    ['DaemonSet', {}, 'restart', 'node after node'],
  ])('in a %s with %j: %s', async (kind, spec, effect, how) => {
    expect(await courseOf(kind, spec)).toEqual([effect, how, 'containers[app].image']);
  });

  test('in a Job, nothing: the server refuses it', async () => {
    expect(await courseOf('Job')).toBeUndefined();
  });
});
