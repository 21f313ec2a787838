import { DaemonSet, Node, NodeSelectorTerm } from '../src/objects';
import { runsOn } from '../src/placement';

const NODE: Node = { name: 'a', uid: 'a', created: 0, labels: { zone: 'east', cores: '8' }, taints: [] };
const DAEMON: DaemonSet = { name: 'any', uid: 'any', release: '1', nodeSelector: {}, tolerations: [] };

test('a daemon without conditions runs everywhere', () => {
  expect(runsOn(DAEMON, NODE)).toBe(true);
});

test('a node selector must match whole', () => {
  expect(runsOn({ ...DAEMON, nodeSelector: { zone: 'east' } }, NODE)).toBe(true);
  expect(runsOn({ ...DAEMON, nodeSelector: { zone: 'east', gpu: 'yes' } }, NODE)).toBe(false);
});

const expression = (key: string, operator: string, ...values: string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key, operator, values }],
});

test.each<[NodeSelectorTerm, boolean]>([
  [expression('zone', 'In', 'west', 'east'), true],
  [expression('zone', 'In', 'west'), false],
  [expression('gpu', 'In', 'yes'), false],
  [expression('zone', 'NotIn', 'west'), true],
  [expression('gpu', 'NotIn', 'yes'), true],
  [expression('zone', 'NotIn', 'east'), false],
  [expression('zone', 'Exists'), true],
  [expression('gpu', 'Exists'), false],
  [expression('gpu', 'DoesNotExist'), true],
  [expression('zone', 'DoesNotExist'), false],
  [expression('cores', 'Gt', '4'), true],
  [expression('cores', 'Gt', '8'), false],
  [expression('cores', 'Lt', '16'), true],
  [expression('gpu', 'Lt', '16'), false],
  [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }, true],
  [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }, false],
  [{}, false],
])('a required affinity to %j: %s', (term, expected) => {
  expect(runsOn({ ...DAEMON, nodeSelectorTerms: [term] }, NODE)).toBe(expected);
});

test('one term that matches is enough', () => {
  expect(runsOn({ ...DAEMON, nodeSelectorTerms: [expression('gpu', 'Exists'), expression('zone', 'Exists')] }, NODE)).toBe(true);
});

const tainted = (key: string, effect = 'NoSchedule', value?: string): Node => ({ ...NODE, taints: [{ key, effect, value }] });

test('a taint keeps a daemon away unless it is tolerated', () => {
  expect(runsOn(DAEMON, tainted('gpu'))).toBe(false);
  expect(runsOn({ ...DAEMON, tolerations: [{ operator: 'Exists' }] }, tainted('gpu'))).toBe(true);
  expect(runsOn({ ...DAEMON, tolerations: [{ key: 'gpu', operator: 'Exists' }] }, tainted('gpu', 'NoExecute', 'a100')))
    .toBe(true);
  expect(runsOn({
    ...DAEMON, tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
  }, tainted('gpu', 'NoExecute'))).toBe(false);
  expect(runsOn({ ...DAEMON, tolerations: [{ key: 'gpu', value: 'a100' }] }, tainted('gpu', 'NoSchedule', 'a100'))).toBe(true);
  expect(runsOn({ ...DAEMON, tolerations: [{ key: 'gpu', value: 'h100' }] }, tainted('gpu', 'NoSchedule', 'a100'))).toBe(false);
});

test('a mere preference keeps nobody away', () => {
  expect(runsOn(DAEMON, tainted('spot', 'PreferNoSchedule'))).toBe(true);
});

test('what a node has only while it starts does not excuse the daemon', () => {
  for (const key of ['pinterest.com/startup', 'node.kubernetes.io/not-ready', 'node.cloudprovider.kubernetes.io/uninitialized']) {
    expect(runsOn(DAEMON, tainted(key))).toBe(true);
  }
});
