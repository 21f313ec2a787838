import { ApiServer, until } from './api-server';
import { numbered, pod } from './pods';
import { PodWatch } from '../src/kubernetes';
import { Pods } from '../src/pods';

let api: ApiServer;
let pods: Pods;
let watch: PodWatch;

const names = () => pods.wanted().map(entry => entry.pod).sort();
const lists = () => api.requests.filter(query => !query.get('watch')).length;
const watching = () => until('a watch', () => api.watched === 1);

beforeEach(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  api = new ApiServer();
  pods = new Pods();
  watch = new PodWatch({ url: await api.start() }, { fieldSelector: 'spec.nodeName=node-1', labelSelector: 'pinterest.com/release=2026.11' }, pods);
});

afterEach(() => {
  watch.stop();
  api.stop();
});

function start(): void {
  void watch.run();
}

test('asks for the pods of its node and release alone', async () => {
  start();
  await watching();
  for (const query of api.requests) expect(Object.fromEntries(query)).toMatchObject({ fieldSelector: 'spec.nodeName=node-1', labelSelector: 'pinterest.com/release=2026.11' });
});

test('tells of all pods, page after page, and then of each change', async () => {
  api.pageSize = 2;
  for (const n of [1, 2, 3, 4, 5]) api.put(numbered(n));
  start();
  await watching();
  expect(names()).toHaveLength(5);
  expect(watch.connected).toBe(true);
  api.put(numbered(6));
  api.delete(numbered(1));
  api.put({ ...numbered(2), status: pod({ ready: false }).status });
  await until('the changes', () => names().join() === 'shop/api-3,shop/api-4,shop/api-5,shop/api-6');
});

test('a watch that breaks off goes on where it was, also in the middle of a line', async () => {
  start();
  await watching();
  api.put(numbered(1));
  await until('the pod', () => names().length === 1);
  api.cut('{"type":"ADD');
  await until('the break', () => api.watched === 0);
  await watching();
  expect(lists()).toBe(1);
  expect(api.requests.at(-1)!.get('resourceVersion')).toBe('2');
  api.put(numbered(2));
  await until('the other pod', () => names().length === 2);
});

test('what is too old to go on from is listed anew, and what has gone meanwhile is forgotten', async () => {
  api.put(numbered(1));
  start();
  await watching();
  api.pods.clear();
  api.tell('ERROR', { code: 410, message: 'too old resource version', metadata: {} });
  await until('a second list', () => lists() === 2 && api.watched === 1);
  expect(names()).toEqual([]);
});

test('while the API server is away nothing is forgotten', async () => {
  api.put(numbered(1));
  start();
  await watching();
  api.stop();
  await until('the break', () => !watch.connected);
  await new Promise(resolve => setTimeout(resolve, 500));
  expect(names()).toEqual(['shop/api-1']);
});
