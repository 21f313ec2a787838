import { numbered, pod } from './pods';
import { KubernetesApi } from '../../common/src/api';
import { ApiServer, until } from '../../common/test/api-server';
import { podWatch } from '../src/pod-watch';
import { Pods } from '../src/pods';
import { settingsOf } from '../src/settings';

const PATH = '/api/v1/pods';
const SETTINGS = settingsOf({ NODE_NAME: 'node-1', ZOOKEEPER_SERVERS: 'none', POD_SELECTOR: 'pinterest.com/release=2026.11' });

let api: ApiServer;
let pods: Pods;
let stop: AbortController;
let running: Promise<void>;

const names = () => pods.wanted().map(entry => entry.pod).sort();

beforeEach(async () => {
  api = await ApiServer.start();
  pods = new Pods();
  stop = new AbortController();
  for (const n of [1, 2]) api.put(PATH, numbered(n));
  running = podWatch(new KubernetesApi('tests', api.url), SETTINGS, pods).run(() => undefined, stop.signal);
  await until('a watch', () => api.watching(PATH) === 1);
});

afterEach(async () => {
  stop.abort();
  await api.stop();
  await running;
});

test('asks for the pods of its node and release alone', () => {
  expect(api.requests).toHaveLength(2);
  for (const { query } of api.requests) {
    expect(Object.fromEntries(query)).toMatchObject({
      fieldSelector: 'spec.nodeName=node-1', labelSelector: 'pinterest.com/release=2026.11',
    });
  }
});

test('the entries are those of the pods that there are and take calls', async () => {
  expect(names()).toEqual(['shop/api-1', 'shop/api-2']);
  api.put(PATH, numbered(3));
  api.delete(PATH, 'api-1');
  api.put(PATH, { ...numbered(2), status: pod({ ready: false }).status });
  await until('the changes', () => names().join() === 'shop/api-3');
});

test('while the API server is away no entry is forgotten', async () => {
  await api.stop();
  await new Promise(resolve => setTimeout(resolve, 500));
  expect(names()).toEqual(['shop/api-1', 'shop/api-2']);
  api = await ApiServer.start();
});
