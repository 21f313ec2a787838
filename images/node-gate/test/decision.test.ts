import { awaited, changes as patch, Runtime } from '../src/decision';
import { DaemonSet, Node } from '../src/objects';

const STARTUP = { key: 'pinterest.com/startup', effect: 'NoSchedule' };
const OTHER = { key: 'dedicated', effect: 'NoSchedule' };
const NEW: Node = { name: 'a', uid: 'one', created: 0, labels: {}, taints: [STARTUP] };

const daemonSet = (release: string, nodeSelector = {}): DaemonSet => ({
  name: 'any', uid: 'any', release, nodeSelector, tolerations: [{ operator: 'Exists' }],
});
const OLD_RELEASE = { old: daemonSet('2026.10') };
const NEW_RELEASE = { logs: daemonSet('2026.11'), names: daemonSet('2026.11') };

function runtime(
  daemonSets: Record<string, DaemonSet>, ready: string[], releases: Record<string, string[]> = { 2026.11: ['logs', 'names'] },
): Runtime {
  return {
    releases: new Map(Object.entries(releases)),
    daemonSets: new Map(Object.entries(daemonSets).map(([name, each]) => [name, { ...each, name }])),
    isReady: ({ name }, node) => node.name === 'a' && ready.includes(name),
  };
}

/** The patch, without the test for this very node that each begins with. */
function changes(node: Node, of: Runtime): object[] {
  const [first, ...rest] = patch(node, of);
  expect([undefined, { op: 'test', path: '/metadata/uid', value: 'one' }]).toContainEqual(first);
  return rest;
}

const label = (release: string) => ({ op: 'add', path: `/metadata/labels/runtime.pinterest.com~1${release}`, value: 'ready' });
const noLabel = (release: string) => ({ op: 'remove', path: `/metadata/labels/runtime.pinterest.com~1${release}` });
const opening = (n: number) => [
  { op: 'test', path: `/spec/taints/${n}/key`, value: STARTUP.key }, { op: 'remove', path: `/spec/taints/${n}` },
];

test('a node waits until the last daemon is ready', () => {
  expect(changes(NEW, runtime(NEW_RELEASE, []))).toEqual([]);
  expect(changes(NEW, runtime(NEW_RELEASE, ['logs']))).toEqual([]);
  expect(changes(NEW, runtime(NEW_RELEASE, ['logs', 'names']))).toEqual([label('2026.11'), ...opening(0)]);
});

test('it waits for a daemon that is not even created', () => {
  expect(changes(NEW, runtime({ logs: NEW_RELEASE.logs }, ['logs']))).toEqual([]);
});

test('it does not wait for a daemon that is not for it', () => {
  const elsewhere = { ...NEW_RELEASE, names: daemonSet('2026.11', { gpu: 'yes' }) };
  expect(changes(NEW, runtime(elsewhere, ['logs']))).toEqual([label('2026.11'), ...opening(0)]);
  expect(changes({ ...NEW, labels: { gpu: 'yes' } }, runtime(elsewhere, ['logs']))).toEqual([]);
});

test('a ready release is labelled at once, the taint stays until all are ready', () => {
  const both = { '2026.10': ['old'], '2026.11': ['logs', 'names'] };
  expect(changes(NEW, runtime({ ...OLD_RELEASE, ...NEW_RELEASE }, ['old'], both))).toEqual([label('2026.10')]);
  expect(changes({ ...NEW, labels: { 'runtime.pinterest.com/2026.10': 'ready' } }, runtime(
    { ...OLD_RELEASE, ...NEW_RELEASE }, ['old', 'logs', 'names'], both,
  )))
    .toEqual([label('2026.11'), ...opening(0)]);
});

test('a label that came with the node does not open it', () => {
  expect(changes({ ...NEW, labels: { 'runtime.pinterest.com/2026.11': 'ready' } }, runtime(NEW_RELEASE, ['logs']))).toEqual([]);
});

const OPEN: Node = { ...NEW, labels: { 'runtime.pinterest.com/2026.11': 'ready', 'zone': 'east' }, taints: [] };

test('a node that is done is left alone, also while a daemon restarts', () => {
  expect(changes(OPEN, runtime(NEW_RELEASE, ['logs', 'names']))).toEqual([]);
  expect(changes(OPEN, runtime(NEW_RELEASE, []))).toEqual([]);
  expect(changes(OPEN, runtime({ logs: NEW_RELEASE.logs }, []))).toEqual([]);
});

test('a release whose daemons are gone loses its label, whether it is declared or not', () => {
  expect(changes(OPEN, runtime({}, []))).toEqual([noLabel('2026.11')]);
  expect(changes(OPEN, runtime(OLD_RELEASE, ['old'], { '2026.10': ['old'] }))).toEqual([label('2026.10'), noLabel('2026.11')]);
});

test('a release that another version of the gate is to know is left alone', () => {
  expect(changes(OPEN, runtime(NEW_RELEASE, [], {}))).toEqual([]);
});

test('a release without daemons is ready everywhere', () => {
  expect(changes(NEW, runtime({}, [], { 2026.11: [] }))).toEqual([label('2026.11'), ...opening(0)]);
  expect(changes(OPEN, runtime({}, [], { 2026.11: [] }))).toEqual([]);
});

test('only the startup taint goes, whatever its effect, and a patch that meets another one fails', () => {
  const node = { ...OPEN, taints: [STARTUP, OTHER, { ...STARTUP, effect: 'NoExecute' }] };
  expect(changes(node, runtime(NEW_RELEASE, ['logs', 'names']))).toEqual([...opening(2), ...opening(0)]);
});

test('it can be told what a node waits for', () => {
  expect(awaited('2026.11', NEW, runtime({ logs: NEW_RELEASE.logs }, []))).toEqual(['logs', 'names']);
  expect(awaited('2026.11', NEW, runtime(NEW_RELEASE, ['logs']))).toEqual(['names']);
});
