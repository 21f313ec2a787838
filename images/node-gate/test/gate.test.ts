import { ApiServer, until } from '../../common/test/api-server';
import { Api, PatchOperation } from '../src/api';
import { Gate } from '../src/gate';
import { metricsOf } from '../src/metrics';

const NODES = '/api/v1/nodes';
const PODS = '/api/v1/namespaces/platform/pods';
const DAEMON_SETS = '/apis/apps/v1/namespaces/platform/daemonsets';

const CREATED = '2026-11-24T09:00:00Z';
const LATER = '2026-11-24T09:00:05Z';

const node = (name: string, ...taints: string[]) => ({
  metadata: { name, uid: `uid-${name}`, creationTimestamp: CREATED, labels: { os: 'linux' } },
  spec: { taints: taints.map(key => ({ key, effect: 'NoSchedule' })) },
});
const daemonSet = (name: string) => ({
  metadata: { name, uid: `uid-${name}`, labels: { 'pinterest.com/runtime': '2026.11' } },
  spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } },
});
const pod = (nodeName: string, ready: boolean, deletionTimestamp?: string, since = LATER, created = LATER) => ({
  metadata: {
    name: `logs-${nodeName}`,
    creationTimestamp: created,
    deletionTimestamp,
    ownerReferences: [{ kind: 'DaemonSet', name: 'logs', uid: 'uid-logs', controller: true }],
  },
  spec: { nodeName },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: since }] },
});

let server: ApiServer;
let patches: { url: string; body: PatchOperation[] }[];
/** How the next patches are answered; well if nothing is said. */
let answers: number[];
let gate: Gate;
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  server = await ApiServer.start();
  patches = [];
  answers = [];
  server.onPatch = (url, body) => {
    patches.push({ url, body });
    const labels = { 'runtime.pinterest.com/2026.11': 'ready' };
    return [answers.shift() ?? 200, { metadata: { ...node(url.split('/').pop()!).metadata, labels }, spec: {} }];
  };
});

afterEach(async () => {
  stop.abort();
  await server.stop();
  await running;
});

const NEW = [node('a', 'pinterest.com/startup'), node('b', 'pinterest.com/startup')];

/** The gate, in a cluster with these objects. */
async function start(nodes: any[], pods: any[], releases: Record<string, string[]> = { 2026.11: ['logs'] }): Promise<void> {
  for (const each of nodes) server.put(NODES, each);
  for (const each of pods) server.put(PODS, each);
  server.put(DAEMON_SETS, daemonSet('logs'));
  gate = new Gate(new Api(server.url, () => 'token'), { namespace: 'platform', releases: new Map(Object.entries(releases)) });
  stop = new AbortController();
  running = gate.run(stop.signal);
  await until('all watches', () =>
    server.watching(PODS) === 1 && server.watching(NODES) === 1 && server.watching(DAEMON_SETS) === 1);
}

const patched = () => patches.map(({ url }) => url.split('/').pop());

test('the node whose daemon is ready is opened in one patch, the other when its own is', async () => {
  await start(NEW, [pod('a', true), pod('b', false)]);
  await until('the first patch', () => patches.length === 1);
  expect(patches).toEqual([{
    url: `${NODES}/a`,
    body: [
      { op: 'test', path: '/metadata/uid', value: 'uid-a' },
      { op: 'add', path: '/metadata/labels/runtime.pinterest.com~12026.11', value: 'ready' },
      { op: 'test', path: '/spec/taints/0/key', value: 'pinterest.com/startup' },
      { op: 'remove', path: '/spec/taints/0' },
    ],
  }]);
  server.put(PODS, pod('b', true));
  await until('the second patch', () => patches.length === 2);
  expect(patched()).toEqual(['a', 'b']);
});

test('it does nothing before it knows everything, then also without another event', async () => {
  await start(NEW, [], {});
  await until('both patches', () => patches.length === 2);
  expect(gate.synced).toBe(true);
});

test('a pod that is being deleted, or is gone, is not ready', async () => {
  await start(NEW, [pod('a', true, '2026-11-24T00:00:00Z'), pod('b', true)]);
  await until('the patch of b', () => patches.length === 1);
  server.delete(PODS, 'logs-b');
  server.put(NODES, node('c', 'pinterest.com/startup'));
  server.put(PODS, pod('c', true));
  await until('the patch of c', () => patches.length === 2);
  expect(patched()).toEqual(['b', 'c']);
  expect(await metricsOf(gate).metrics()).toContain('node_gate_awaited{release="2026.11",daemon="logs"} 2');
});

test('of two pods of a daemon, as in an update that surges, one that is ready is enough', async () => {
  await start([node('b', 'pinterest.com/startup')], [pod('b', false)]);
  const second = { ...pod('b', true), metadata: { ...pod('b', true).metadata, name: 'logs-second' } };
  server.put(PODS, second);
  server.put(PODS, pod('b', false));
  await until('the patch', () => patches.length === 1);
});

test('a refused patch is tried again, and the other nodes do not wait for it', async () => {
  answers.push(500, 200, 422);
  await start(NEW, [pod('a', true), pod('b', true)]);
  await until('the second try', () => patches.length === 3);
  expect(patched()).toEqual(['a', 'b', 'a']);
  // That a node was changed meanwhile is no failure.
  expect(await metricsOf(gate).metrics()).toContain('node_gate_patch_failures_total 1');
}, 15000);

test('its metrics tell how many nodes are held, and by what', async () => {
  await start([node('a'), node('b', 'pinterest.com/startup')], [pod('b', false)], { 2026.11: ['logs', 'names'] });
  expect((await metricsOf(gate).metrics()).split('\n')).toEqual(expect.arrayContaining([
    'node_gate_nodes{state="held"} 1',
    'node_gate_nodes{state="open"} 1',
    'node_gate_awaited{release="2026.11",daemon="logs"} 2',
    'node_gate_awaited{release="2026.11",daemon="names"} 2',
    'node_gate_opened_total 0',
    'node_gate_watch_failures_total 0',
  ]));
});

test('a node that was deleted and added again waits for what becomes ready on it, whatever was ready before', async () => {
  const before = '2026-11-24T08:59:59Z';
  // Ready on the former node; in the same second as this one was created, but older than it; and what never was a daemon's.
  await start(NEW, [pod('a', true, undefined, before, before), pod('b', true, undefined, CREATED, before)]);
  const { metadata, ...rest } = pod('a', true);
  const forged = (name: string, ownerReferences: object[]) => server.put(PODS, {
    metadata: { ...metadata, name, ownerReferences }, ...rest,
  });
  forged('forged-1', [{ kind: 'DaemonSet', name: 'logs', uid: 'uid-other', controller: true }]);
  forged('forged-2', [{ kind: 'ReplicaSet', name: 'logs', uid: 'uid-logs', controller: true }]);
  forged('forged-3', []);
  await until('all pods', () => gate.pods.items.size === 5);
  await new Promise(resolve => setTimeout(resolve, 100));
  expect(patches).toEqual([]);
  expect(await metricsOf(gate).metrics()).toContain('node_gate_awaited{release="2026.11",daemon="logs"} 2');
  // The old pod, started anew on the new node; and a new one.
  server.put(PODS, pod('a', true, undefined, LATER, before));
  await until('the patch of a', () => patched().join() === 'a');
  server.put(PODS, pod('b', true, undefined, CREATED, CREATED));
  await until('the patch of b', () => patched().join() === 'a,b');
});

test('a node that is another one by the time it is patched is left as it is', async () => {
  answers.push(422);
  await start(NEW.slice(0, 1), [pod('a', true)]);
  await until('the first try', () => patches.length === 1);
  const again = node('a', 'pinterest.com/startup');
  server.put(NODES, { ...again, metadata: { ...again.metadata, uid: 'another', creationTimestamp: '2026-11-24T10:00:00Z' } });
  await new Promise(resolve => setTimeout(resolve, 2500));
  expect(patches.map(({ body }) => body[0])).toEqual([{ op: 'test', path: '/metadata/uid', value: 'uid-a' }]);
});
