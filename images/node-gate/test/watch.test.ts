import { ApiServer, until } from './api-server';
import { Api } from '../src/api';
import { Watch } from '../src/watch';

const PATH = '/api/v1/nodes';
const object = (name: string, size = 1) => ({ metadata: { name }, spec: { size } });

let server: ApiServer;
let watch: Watch<number>;
let changes: [string, number | undefined, number | undefined][];
let errors: string[];
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  server = await ApiServer.start();
  changes = [];
  errors = [];
  server.lists.set(PATH, [object('a'), object('b'), object('c')]);
  watch = new Watch(new Api(server.url, () => 'token'), { path: PATH, labelSelector: 'x', keep: ({ spec }) => spec.size }, (...change) => changes.push(change));
  stop = new AbortController();
  running = watch.run(error => errors.push(error.message), stop.signal);
  await until(() => server.watching(PATH) === 1, 'a watch');
});

afterEach(async () => {
  stop.abort();
  await server.stop();
  await running;
});

const items = () => Object.fromEntries(watch.items);

test('it reads the list page by page, then follows it', async () => {
  expect(items()).toEqual({ a: 1, b: 1, c: 1 });
  expect(watch.synced).toBe(true);
  server.event(PATH, 'ADDED', object('d'));
  server.event(PATH, 'MODIFIED', object('a', 2));
  server.event(PATH, 'DELETED', object('b'));
  await until(() => !watch.items.has('b'), 'the events');
  expect(items()).toEqual({ a: 2, c: 1, d: 1 });
  expect(changes.slice(3)).toEqual([['d', undefined, 1], ['a', 1, 2], ['b', 1, undefined]]);
});

test('a watch whose time is over goes on from the last event or bookmark', async () => {
  server.event(PATH, 'BOOKMARK', { metadata: {} });
  server.endWatches('end');
  await until(() => server.watching(PATH) === 1, 'the next watch');
  expect(server.requests.at(-1)).toContain('resourceVersion=2&');
  expect(server.requests.filter(each => each.includes('limit='))).toHaveLength(3);
  expect(errors).toEqual([]);
});

test('where the server no longer knows where that was, it lists again at once, and learns what has gone', async () => {
  server.lists.set(PATH, [object('a', 5)]);
  server.watchAnswers.push(410);
  server.endWatches('end');
  await until(() => server.watching(PATH) === 1, 'the next watch');
  expect(items()).toEqual({ a: 5 });
  expect(changes.slice(3)).toEqual([['b', 1, undefined], ['c', 1, undefined], ['a', 1, 5]]);
  expect(errors).toEqual([]);

  server.event(PATH, 'ERROR', { code: 410, message: 'too old' });
  await until(() => server.requests.filter(each => each.includes('watch=1')).length === 4, 'the watch after that');
  expect(errors).toEqual([]);
});

test('while the server is away it keeps what it has, and then catches up', async () => {
  server.lists.set(PATH, [object('a', 7)]);
  server.endWatches('destroy');
  await until(() => errors.length > 0, 'an error');
  expect(items()).toEqual({ a: 1, b: 1, c: 1 });
  await until(() => server.watching(PATH) === 1, 'the next watch');
  expect(items()).toEqual({ a: 7 });
  expect(watch.failures).toBe(1);
});
