import { brief, judged } from './judged';
import { ago, event, job, NOW, podWith, READY, service, snapshot, together, waiting } from './objects';
import { FailureReason } from '../../lib/cluster/read';

const API = { namespace: 'shop', name: 'api', kind: 'PinterestService' };
const forbidden = (what: 'deployments' | 'events' | 'nodes') => ({
  what,
  failure: { reason: FailureReason.FORBIDDEN, message: 'no' },
});
const ready = podWith(READY);

test('a service is ready when all pods of its newest revision are', () => {
  expect(brief(together(service('api', { revisions: [[ready, ready]] })))).toBe('ready: 2 of 2 pods ready');
});

test('pods of the former revision do not make it ready', () => {
  const creating = podWith(waiting('ContainerCreating'), { startTime: ago(5) as never });
  expect(brief(together(service('api', { revisions: [[ready, ready], [creating]] })))).toBe(
    'progressing: 0 of 2 pods ready, and 2 of the former revision',
  );
});

test('a generation that the controller has not seen is not ready, whatever its status says', () => {
  expect(brief(together(service('api', { revisions: [[ready, ready]], generation: 2, observed: 1 })))).toBe(
    "progressing: 0 of 2 pods ready\nitself controller-away: The cluster's controller has not seen the last change of the "
      + 'Deployment api.',
  );
});

test('another kind of workload with its name is not it', () => {
  const [{ health }] = judged(together(service('api', { revisions: [[ready, ready]] })), [{ ...API, kind: 'PinterestDaemon' }]);
  expect(health).toBe('missing');
});

test('what is being deleted is not ready', () => {
  const { deployments: [deployment] = [], ...others } = service('api', { revisions: [[ready, ready]] });
  const going = { ...deployment, metadata: { ...deployment.metadata, deletionTimestamp: ago(5) } };
  expect(brief(together({ deployments: [going], ...others }))).toBe('progressing: 2 of 2 pods ready, and it is being deleted');
});

test('a replica set of another controller with its name says nothing of it', () => {
  const { replicaSets = [], ...others } = service('api', { revisions: [[podWith()], [podWith()]] });
  const owner = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'api', uid: 'other', controller: true };
  const annotations = { 'deployment.kubernetes.io/revision': '9' };
  const metadata = { ...replicaSets[0].metadata, ownerReferences: [owner], annotations };
  const other = { ...replicaSets[0], metadata, status: { replicas: 2, readyReplicas: 2 } };
  expect(brief(together({ replicaSets: [...replicaSets, other], ...others }))).toContain('progressing: 0 of 2 pods ready');
});

test('a daemon that no node is meant for has no pods, and is not ready', () => {
  const labels = { 'app.kubernetes.io/name': 'agent', 'pinterest.com/crd_type': 'PinterestDaemon' };
  const metadata = { name: 'agent', namespace: 'shop', uid: 'agent', generation: 1, labels };
  const none = { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  const status = { observedGeneration: 1, ...none };
  expect(brief(together({ daemonSets: [{ kind: 'DaemonSet', metadata, status }] }))).toBe('idle: no node is meant for it');
});

test('a former revision that is still on its way out is a rollout in progress', () => {
  expect(brief(together(service('api', { revisions: [[ready], [ready, ready]] })))).toBe(
    'progressing: 2 of 2 pods ready, and 1 of the former revision',
  );
});

test('nothing found is not healthy', () => {
  const [
    {
      health,
      findings: [{ cause, urgency }],
    },
  ] = judged(snapshot({}), [API]);
  expect([health, cause, urgency]).toEqual(['missing', 'not-applied', 'person']);
});

test('what may not be read is not known, and is not missing', () => {
  const [
    {
      health,
      findings: [{ cause, what }],
    },
  ] = judged(snapshot({ failures: [forbidden('deployments')] }), [API]);
  expect([health, cause, what]).toEqual(['unknown', 'not-read', 'The deployments could not be read: no.']);
});

test('a permission that is missing for something else changes nothing for what is well', () => {
  const parts = { ...service('api', { revisions: [[ready, ready]] }), failures: [forbidden('events'), forbidden('nodes')] };
  expect(brief(snapshot(parts))).toBe('ready: 2 of 2 pods ready');
});

test('where the reason may be in what could not be read, that is said', () => {
  const parts = { ...service('api', { revisions: [[]] }), failures: [forbidden('events')] };
  expect(brief(snapshot(parts))).toBe('progressing: 0 of 2 pods ready\nunknown not-read: The events could not be read: no.');
});

test('a fault of the new revision while the former one serves is a degraded workload', () => {
  const missing = podWith(waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: x: not found'));
  expect(brief(together(service('api', { revisions: [[ready, ready], [missing]] })))).toBe(
    [
      'degraded: 0 of 2 pods ready, and 2 of the former revision',
      'person image-missing: The image registry.example.com/api:1 does not exist in its registry.',
    ].join('\n'),
  );
});

test('a fault of the former revision is none, since it is leaving', () => {
  const missing = podWith(waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: x: not found'));
  const starting = podWith(waiting('ContainerCreating'), { startTime: ago(5) as never });
  expect(brief(together(service('api', { revisions: [[missing], [starting]] })))).toBe('progressing: 0 of 2 pods ready');
});

test('of a job only the last run counts', () => {
  const failed = job(
    'index',
    'a',
    { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }], failed: 4 },
    {},
    600,
  );
  const done = job('index', 'b', { conditions: [{ type: 'Complete', status: 'True' }], succeeded: 1, failed: 1 }, {}, 60);
  expect(brief(snapshot({ jobs: [failed, done] }))).toBe('complete: complete');
  expect(brief(snapshot({ jobs: [failed] }))).toMatch(/^failed: failed\nperson job-failed: /);
});

test('an event of a former object of the same name is not about this one', () => {
  const parts = service('api', { revisions: [[]] });
  const old = {
    ...event('ReplicaSet', 'another-uid', 'FailedCreate', 'exceeded quota: full, requested: pods=1'),
    involvedObject: { kind: 'ReplicaSet', name: 'api-0', namespace: 'shop', uid: 'another-uid' },
  };
  expect(brief(snapshot({ ...parts, events: [old] }))).toBe('progressing: 0 of 2 pods ready');
});

test('pods that are not ready for long, for no reason that anything says, need a person', () => {
  const parts = service('api', { revisions: [[podWith()]], conditions: [] });
  const late = { ...snapshot(parts), now: NOW + 600_000 };
  expect(brief(late)).toBe('failed: 0 of 2 pods ready\nperson not-ready: Its pods are not ready, and nothing says why.');
});

test('the worst come first', () => {
  const missing = podWith(waiting('InvalidImageName'));
  const all = together(
    service('b', { revisions: [[ready, ready]] }),
    service('c', { revisions: [[missing]] }),
    service('a', { revisions: [[ready, ready]] }),
  );
  expect(judged(all).map(({ name, health }) => `${name} ${health}`)).toEqual(['c failed', 'a ready', 'b ready']);
});
