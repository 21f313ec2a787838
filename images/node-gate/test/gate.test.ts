import { ApiServer, until } from './api-server';
import { Api } from '../src/api';
import { Gate } from '../src/gate';
import { metricsOf } from '../src/metrics';

const NODES = '/api/v1/nodes';
const PODS = '/api/v1/namespaces/platform/pods';
const DAEMON_SETS = '/apis/apps/v1/namespaces/platform/daemonsets';

const node = (name: string, ...taints: string[]) => ({ metadata: { name, labels: { os: 'linux' } }, spec: { taints: taints.map(key => ({ key, effect: 'NoSchedule' })) } });
const daemonSet = (name: string) => ({ metadata: { name, labels: { 'pinterest.com/runtime': '2026.11' } }, spec: { template: { spec: { tolerations: [{ operator: 'Exists' }] } } } });
const pod = (nodeName: string, ready: boolean, deletionTimestamp?: string) => ({
  metadata: { name: `logs-${nodeName}`, deletionTimestamp, ownerReferences: [{ kind: 'DaemonSet', name: 'logs', controller: true }] },
  spec: { nodeName },
  status: { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});

let server: ApiServer;
let gate: Gate;
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  server = await ApiServer.start();
  server.lists.set(NODES, [node('a', 'pinterest.com/startup'), node('b', 'pinterest.com/startup')]);
  server.lists.set(DAEMON_SETS, [daemonSet('logs')]);
  server.lists.set(PODS, [pod('a', true), pod('b', false)]);
});

afterEach(async () => {
  stop.abort();
  await server.stop();
  await running;
});

async function start(releases: Record<string, string[]> = { 2026.11: ['logs'] }): Promise<void> {
  gate = new Gate(new Api(server.url, () => 'token'), { namespace: 'platform', releases: new Map(Object.entries(releases)), log: () => {} });
  stop = new AbortController();
  running = gate.run(stop.signal);
  await until(() => server.watching(PODS) === 1 && server.watching(NODES) === 1 && server.watching(DAEMON_SETS) === 1, 'all watches');
}

const patched = () => server.patches.map(({ url }) => url.split('/').pop());

test('the node whose daemon is ready is opened in one patch, the other when its own is', async () => {
  await start();
  await until(() => server.patches.length === 1, 'the first patch');
  expect(server.patches).toEqual([{
    url: `${NODES}/a`,
    body: [
      { op: 'add', path: '/metadata/labels/runtime.pinterest.com~12026.11', value: 'ready' },
      { op: 'test', path: '/spec/taints/0/key', value: 'pinterest.com/startup' },
      { op: 'remove', path: '/spec/taints/0' },
    ],
  }]);
  server.event(PODS, 'MODIFIED', pod('b', true));
  await until(() => server.patches.length === 2, 'the second patch');
  expect(patched()).toEqual(['a', 'b']);
});

test('it does nothing before it knows everything, then also without another event', async () => {
  server.lists.set(PODS, []);
  await start({});
  await until(() => server.patches.length === 2, 'both patches');
  expect(gate.synced).toBe(true);
});

test('a pod that is being deleted, or is gone, is not ready', async () => {
  server.lists.set(PODS, [pod('a', true, '2026-11-24T00:00:00Z'), pod('b', true)]);
  await start();
  await until(() => server.patches.length === 1, 'the patch of b');
  server.event(PODS, 'DELETED', pod('b', true));
  server.event(NODES, 'MODIFIED', node('c', 'pinterest.com/startup'));
  server.event(PODS, 'ADDED', pod('c', true));
  await until(() => server.patches.length === 2, 'the patch of c');
  expect(patched()).toEqual(['b', 'c']);
  expect(await metricsOf(gate).metrics()).toContain('node_gate_awaited{release="2026.11",daemon="logs"} 2');
});

test('of two pods of a daemon, as in an update that surges, one that is ready is enough', async () => {
  server.lists.set(NODES, [node('b', 'pinterest.com/startup')]);
  await start();
  const second = { ...pod('b', true), metadata: { ...pod('b', true).metadata, name: 'logs-second' } };
  server.event(PODS, 'ADDED', second);
  server.event(PODS, 'MODIFIED', pod('b', false));
  await until(() => server.patches.length === 1, 'the patch');
});

test('a refused patch is tried again, and the other nodes do not wait for it', async () => {
  server.patchAnswers.push(500, 200, 422);
  server.lists.set(PODS, [pod('a', true), pod('b', true)]);
  await start();
  await until(() => server.patches.length === 3, 'the second try');
  expect(patched()).toEqual(['a', 'b', 'a']);
  // That a node was changed meanwhile is no failure.
  expect(await metricsOf(gate).metrics()).toContain('node_gate_patch_failures_total 1');
}, 15000);

test('its metrics tell how many nodes are held, and by what', async () => {
  server.lists.set(PODS, [pod('b', false)]);
  server.lists.set(NODES, [node('a'), node('b', 'pinterest.com/startup')]);
  await start({ 2026.11: ['logs', 'names'] });
  expect((await metricsOf(gate).metrics()).split('\n')).toEqual(expect.arrayContaining([
    'node_gate_nodes{state="held"} 1',
    'node_gate_nodes{state="open"} 1',
    'node_gate_awaited{release="2026.11",daemon="logs"} 2',
    'node_gate_awaited{release="2026.11",daemon="names"} 2',
    'node_gate_opened_total 0',
    'node_gate_watch_failures_total 0',
  ]));
});
