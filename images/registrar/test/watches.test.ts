import { kingpin, LAYOUT, numbered, pod, wanted } from './pods';
import { KubernetesApi } from '../../common/src/api';
import { ApiServer, until } from '../../common/test/api-server';
import { Layout } from '../src/layout';
import { Namespaces } from '../src/namespaces';
import { Pods } from '../src/pods';
import { settingsOf } from '../src/settings';
import { namespaceWatch, podWatch } from '../src/watches';

const PATH = '/api/v1/pods';
const NAMESPACES = '/api/v1/namespaces';
const SETTINGS = settingsOf({
  NODE_NAME: 'node-1', ZOOKEEPER_SERVERS: 'none', POD_SELECTOR: 'pinterest.com/release=2026.11', DISCOVERY_ENVIRONMENT: 'prod',
});

let api: ApiServer;
let pods: Pods;
let stop: AbortController;
let namespaces: Namespaces;
let running: Promise<unknown>;

const names = () => wanted(pods);

beforeEach(async () => {
  api = await ApiServer.start();
  const layout = new Layout(LAYOUT);
  namespaces = new Namespaces(layout);
  pods = new Pods(layout, namespaces);
  stop = new AbortController();
  for (const n of [1, 2]) api.put(PATH, numbered(n));
  const client = new KubernetesApi('tests', api.url);
  running = Promise.all([podWatch(client, SETTINGS, pods), namespaceWatch(client, namespaces)]
    .map(watch => watch.run(() => undefined, stop.signal)));
  await until('two watches', () => api.watching(PATH) === 1 && api.watching(NAMESPACES) === 1);
});

afterEach(async () => {
  stop.abort();
  await api.stop();
  await running;
});

test('asks for the pods of its node and release alone', () => {
  const requests = api.requests.filter(({ path }) => path === PATH);
  expect(requests).toHaveLength(2);
  for (const { query } of requests) {
    expect(Object.fromEntries(query)).toMatchObject({
      fieldSelector: 'spec.nodeName=node-1,status.phase!=Failed,status.phase!=Succeeded',
      labelSelector: 'pinterest.com/release=2026.11',
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

test('what the annotation of a namespace lists is what its pods may have', async () => {
  api.put(PATH, { ...numbered(3), metadata: pod({ name: 'api-3', uid: 'three', discovery: kingpin('/sets/own') }).metadata });
  api.put(NAMESPACES, { metadata: { name: 'shop', annotations: { 'pinterest.com/discovery-paths': '/sets/own' } } });
  await until('the pod with a path of its own', () => names().includes('shop/api-3'));
  api.put(NAMESPACES, { metadata: { name: 'shop' } });
  await until('the others alone', () => names().join() === 'shop/api-1,shop/api-2');
});
