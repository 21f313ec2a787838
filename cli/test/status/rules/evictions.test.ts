import { brief } from '../judged';
import { ago, event, podWith, READY, service, together } from '../objects';

const evicted = (message: string, seconds = 60) => podWith({}, {
  phase: 'Failed', reason: 'Evicted', message, containerStatuses: [],
  conditions: [
    { type: 'DisruptionTarget', status: 'True', reason: 'TerminationByKubelet', lastTransitionTime: ago(seconds) as never },
  ],
});
const ready = podWith(READY);
const told = (...pods: ReturnType<typeof podWith>[]) => (
  brief(together(service('api', { replicas: 1, revisions: [pods] }))).split('\n')
);

const LIMIT = 'Container app exceeded its local ephemeral storage limit "1Gi". ';
const LOW = 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Mi. Container app was using 1Gi, '
  + 'request is 64Mi, has larger consumption of memory. ';

test.each([
  LIMIT, 'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
  'Usage of EmptyDir volume "scratch" exceeds the limit "1Gi". ',
])('a pod that wrote more than it may needs a person when it does so again: %s', message => {
  const found = `disk-limit: A pod was evicted, since it wrote more than it may: ${message.trim()}`;
  expect(told(evicted(message), ready).at(-1)).toBe(`itself ${found}`);
  expect(told(evicted(message), evicted(message), ready).at(-1)).toBe(`person ${found}`);
});

test('a node that is short evicts, which is the cluster\'s', () => {
  const found = `evicted: The node node-1 has evicted a pod: ${LOW.trim()}`;
  expect(told(evicted(LOW), ready).at(-1)).toBe(`itself ${found}`);
  expect(told(evicted(LOW), evicted(LOW), ready).at(-1)).toBe(`itself ${found}`);
  expect(told(evicted(LOW), evicted(LOW)).at(-1)).toBe(`person ${found}`);
});

test('what is long ago is forgotten, by its event, too', () => {
  expect(told(evicted(LIMIT, 7200), ready).join()).not.toContain('disk-limit');
  const old = evicted(LIMIT, 60);
  const parts = service('api', { replicas: 1, revisions: [[old, ready]] });
  const events = [event('Pod', 'api-0-0', 'Evicted', LIMIT, 7200)];
  expect(brief(together(parts, { events }))).not.toContain('disk-limit');
});
