import { setTimeout as sleep } from 'node:timers/promises';
import { ApiServer, until } from './api-server';
import { KubernetesApi } from '../src/api';
import { ListWatch } from '../src/list-watch';

const PATH = '/api/v1/things';
const thing = (name: string, size = 1) => ({ metadata: { name }, spec: { size } });

let server: ApiServer;
let watch: ListWatch<string>;
let told: (string | string[])[];
let errors: string[];
let stop: AbortController;
let running: Promise<void>;

beforeEach(async () => {
  told = [];
  errors = [];
  server = await ApiServer.start();
  for (const name of ['a', 'b', 'c']) server.put(PATH, thing(name));
  watch = new ListWatch(
    new KubernetesApi('tests', server.url),
    {
      path: PATH, fieldSelector: 'f=1', labelSelector: 'l in (x,y)', keep: ({ metadata, spec }) => `${metadata.name}${spec.size}`,
    },
    { list: all => told.push(all), changed: one => told.push(`+${one}`), deleted: one => told.push(`-${one}`) },
  );
  stop = new AbortController();
});

afterEach(async () => {
  jest.useRealTimers();
  stop.abort();
  await server.stop();
  await running;
});

function start(): void {
  running = watch.run(error => errors.push(error.message), stop.signal);
}

const watching = () => until('a watch', () => server.watching(PATH) === 1 && watch.connected);

async function startAndList(): Promise<void> {
  start();
  await watching();
  expect(told.splice(0)).toEqual([['a1', 'b1', 'c1']]);
}

test('it reads the list page by page, tells all of it at once, and then each change', async () => {
  server.pageSize = 2;
  await startAndList();
  expect(server.lists(PATH)).toHaveLength(2);
  server.put(PATH, thing('d'));
  server.put(PATH, thing('a', 2));
  server.delete(PATH, 'b');
  await until('the changes', () => told.length === 3);
  expect(told).toEqual(['+d1', '+a2', '-b1']);
});

test('each request asks for what is watched alone', async () => {
  await startAndList();
  expect(server.requests.length).toBe(2);
  for (const { query } of server.requests) {
    expect(Object.fromEntries(query)).toMatchObject({ fieldSelector: 'f=1', labelSelector: 'l in (x,y)' });
  }
});

test('a watch whose time is over goes on from the last event', async () => {
  await startAndList();
  server.put(PATH, thing('d'));
  await until('the change', () => told.length === 1);
  server.endWatches('end');
  server.put(PATH, thing('e'));
  await until('what came meanwhile', () => told.length === 2);
  expect(told).toEqual(['+d1', '+e1']);
  expect(server.requests.at(-1)!.query.get('resourceVersion')).toBe('5');
  expect(server.lists(PATH)).toHaveLength(1);
  expect(errors).toEqual([]);
});

test('a bookmark tells nothing but where to go on', async () => {
  await startAndList();
  server.bookmark(PATH);
  server.endWatches('end');
  await watching();
  await until('the next watch', () => server.requests.length === 3);
  expect(server.requests.at(-1)!.query.get('resourceVersion')).toBe('5');
  expect(told).toEqual([]);
});

test('a watch that breaks off in the middle of a line goes on where it was', async () => {
  await startAndList();
  server.endWatches('destroy', '{"type":"ADD');
  await until('the break', () => errors.length === 1);
  server.put(PATH, thing('d'));
  await until('the change', () => told.length === 1);
  expect(told).toEqual(['+d1']);
  expect(server.lists(PATH)).toHaveLength(1);
  expect(watch.failures).toBe(1);
});

test('while the server is troubled nothing is told, and it is asked again from the same place', async () => {
  await startAndList();
  server.answers.push(503, 429, 500);
  server.endWatches('end');
  server.delete(PATH, 'a');
  await until('the first refusal', () => errors.length > 0);
  expect(watch.connected).toBe(false);
  await until('the change', () => told.length === 1);
  expect(told).toEqual(['-a1']);
  expect(server.lists(PATH)).toHaveLength(1);
  expect(errors.map(error => /: (\d+)/.exec(error)![1])).toEqual(['503', '429', '500']);
});

test('where the server no longer knows where that was, it lists again, and that is no failure', async () => {
  await startAndList();
  server.delete(PATH, 'b');
  await until('the change', () => told.length === 1);
  server.compact();
  server.endWatches('end');
  await until('another list', () => told.length === 2);
  await watching();

  server.tell(PATH, 'ERROR', { code: 410, message: 'too old' });
  await until('a third list', () => told.length === 3);
  await watching();
  expect(told).toEqual(['-b1', ['a1', 'c1'], ['a1', 'c1']]);
  expect(errors).toEqual([]);
  expect(watch.failures).toBe(0);
});

test('what else a watch says that it cannot do leads to another list, too', async () => {
  await startAndList();
  server.tell(PATH, 'ERROR', { code: 500, message: 'an object cannot be read' });
  await until('another list', () => told.length === 1);
  await watching();
  server.answers.push(400);
  server.endWatches('end');
  await until('a third list', () => told.length === 2);
  expect(errors).toEqual(['an object cannot be read', expect.stringContaining('400')]);
});

test('a list that fails after its first page begins anew, and nothing of it is told', async () => {
  server.pageSize = 2;
  server.answers.push('well', 500);
  start();
  await watching();
  expect(told).toEqual([['a1', 'b1', 'c1']]);
  expect(server.lists(PATH).map(({ query }) => query.get('continue'))).toEqual([null, '2', null, '2']);
});

test('the longer the server is away, the longer are the pauses; a single event begins them anew', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0);
  server.answers.push(500, 500, 500);
  const began = Date.now();
  start();
  await watching();
  // 100 + 250 + 500 ms, where random ones are half as long again on the average.
  expect(Date.now() - began).toBeGreaterThan(840);

  server.put(PATH, thing('d'));
  await until('the change', () => told.length === 2);
  server.endWatches('destroy');
  const broke = Date.now();
  await until('the next watch', () => server.requests.at(-1)!.query.get('resourceVersion') === '5');
  expect(Date.now() - broke).toBeLessThan(900);
});

describe('a server that does not go on', () => {
  // Only what the client waits for: the pauses and this test have timers of their own.
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['Date', 'nextTick', 'setImmediate', 'setInterval', 'queueMicrotask', 'performance'] });
  });

  test.each([
    ['with the list', 'silence', 'no answer'],
    ['in the middle of the list', 'half', 'the answer did not end in time'],
  ] as const)('%s is asked again after half a minute', async (_, answer, error) => {
    server.answers.push(answer);
    start();
    await until('the request', () => server.requests.length === 1);
    await sleep(100);
    jest.advanceTimersByTime(29_000);
    expect(errors).toEqual([]);
    jest.advanceTimersByTime(1_000);
    await watching();
    expect(errors).toEqual([error]);
  });

  test('with a watch is asked again half a minute after the time that the watch had', async () => {
    await startAndList();
    jest.advanceTimersByTime(329_000);
    expect(watch.connected).toBe(true);
    jest.advanceTimersByTime(1_000);
    await until('the next watch', () => server.requests.length === 3);
    await watching();
    expect(errors).toEqual(['the answer did not end in time']);
    expect(server.lists(PATH)).toHaveLength(1);
  });

  test('leaves no timer behind once it has gone on', async () => {
    await startAndList();
    server.endWatches('end');
    await until('the next watch', () => server.requests.length === 3);
    await watching();
    expect(jest.getTimerCount()).toBe(1);
  });
});
