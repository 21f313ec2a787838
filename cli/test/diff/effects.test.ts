import { RecordedWorkload } from 'cdk8s-pinterest';
import { planned } from './planned';
import { compare } from '../../lib/diff/comparison';
import { Autoscalers } from '../../lib/diff/effects/autoscalers';
import { podResources } from '../../lib/diff/effects/pod-resources';
import { podCount, podTemplates } from '../../lib/diff/effects/pod-templates';
import { quantity, quantityText } from '../../lib/diff/effects/quantity';
import { restarts } from '../../lib/diff/effects/restarts';
import { objectChanges } from '../../lib/diff/objects/object-change';
import { PlannedObject } from '../../lib/diff/objects/planned-object';
import { judge } from '../../lib/diff/verdict/refusals';
import { Places } from '../../lib/diff/workloads/places';
import { PlannedWorkload } from '../../lib/diff/workloads/workload-change';

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

describe('callers are told of what they could notice', () => {
  const workload = (more: object = {}): PlannedWorkload => {
    const { id = 'api', ...rest } = more as { id?: string };
    const record = {
      path: 'chart/api', kind: 'PinterestService', cluster: 'c', namespace: 'n', name: 'api', properties: {}, items: [],
      calls: [], callers: [{ name: 'web', namespace: 'n' }], ...rest,
    };
    return { id, app: '', record: record as unknown as RecordedWorkload };
  };
  const side = (objects: PlannedObject[], ...workloads: PlannedWorkload[]) => (
    { objects, workloads, places: new Places('/'), clusters: ['c'] }
  );
  const of = (kind: string, spec: object, more: object = {}) => planned(
    { apiVersion: GROUPS[kind] ?? 'v1', kind, metadata: { name: 'api', namespace: 'n', ...more }, spec },
    { cluster: 'c', workload: 'chart/api' },
  );
  const GROUPS: Readonly<Record<string, string>> = { Deployment: 'apps/v1', NetworkPolicy: 'networking.k8s.io/v1' };
  const callersFor = async (before: PlannedObject[], after: PlannedObject[], was = [workload()], is = [workload()]) => {
    const { callers } = await compare({ before: side(before, ...was), after: side(after, ...is) }, () => ({}), 'HEAD', []);
    return callers.map(({ why, calledBy, calls, left }) => ({ why, calledBy, calls, left }));
  };
  const web = { calledBy: ['n/web'], calls: [], left: [] };
  const pods = (image: string) => ({ template: template(image) });

  test.each([
    ['more pods', of('Deployment', { replicas: 1, ...pods('a') }), of('Deployment', { replicas: 2, ...pods('a') }), []],
    ['a label', of('Service', {}), of('Service', {}, { labels: { a: 'b' } }), []],
    ['a restart', of('Deployment', pods('a')), of('Deployment', pods('b')), ['it restarts']],
    ['a port', of('Service', { ports: [1] }), of('Service', { ports: [2] }), ['its Service differs']],
    ['access', of('NetworkPolicy', { ingress: [1] }), of('NetworkPolicy', { ingress: [2] }), ['who may connect differs']],
    ['a refusal', of('Deployment', { selector: 1, ...pods('a') }), of('Deployment', { selector: 2, ...pods('b') }), []],
  ])('%s', async (_, before, after, why) => {
    expect(await callersFor([before], [after])).toEqual(why.length === 0 ? [] : [{ why, ...web }]);
  });

  test('what is gone, and still called', async () => {
    const caller = workload({ id: 'web', name: 'web', path: 'chart/web', callers: [], calls: [{ host: 'api.n.svc' }] });
    expect(await callersFor([of('Service', {})], [], [workload(), caller], [caller]))
      .toEqual([{ why: ['it is gone'], ...web, left: ['n/web'] }]);
  });

  test('whom it calls, where that is another one', async () => {
    const calling = workload({ calls: [{ host: 'db.n.svc' }], callers: [] });
    const more = [of('Deployment', pods('a')), of('Deployment', pods('b'))];
    expect(await callersFor([more[0]], [more[1]], [workload({ callers: [] })], [calling]))
      .toEqual([{ why: ['it restarts'], calledBy: [], calls: ['n/db'], left: [] }]);
    expect(await callersFor([more[0]], [more[1]], [calling], [calling])).toEqual([]);
  });
});

describe('clusters have one order in all sections', () => {
  test('that of the platform', async () => {
    const on = (image: string) => ['a', 'b'].map(cluster => planned(
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template: template(image) } }, { cluster },
    ));
    const side = (image: string) => ({ objects: on(image), workloads: [], places: new Places('/'), clusters: ['b', 'a'] });
    const { objects, restarts: restarting } = await compare({ before: side('a:1'), after: side('a:2') }, () => ({}), 'HEAD', []);
    expect(objects.map(({ after }) => after?.cluster)).toEqual(['b', 'a']);
    expect(restarting.map(({ object }) => object.cluster)).toEqual(['b', 'a']);
  });
});
