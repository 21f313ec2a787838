import { freshFolder } from '../../../test/synth';
import { FakeKubectl } from '../cluster/fake-kubectl';
import { answerOf, pinterest } from '../pinterest';
import { list } from '../status/fake-cluster';
import { ago } from '../status/objects';

const PODS = '/api/v1/namespaces/shop/pods?limit=500&labelSelector=pinterest.com%2Fcrd_type';

function pod(workload: string, name: string, index?: number, created = 60, phase = 'Running') {
  return {
    metadata: {
      name, namespace: 'shop', creationTimestamp: ago(created),
      labels: { 'app.kubernetes.io/name': workload, 'pinterest.com/crd_type': 'PinterestJobSet' },
      annotations: index === undefined ? {} : { 'batch.kubernetes.io/job-completion-index': `${index}` },
    },
    spec: { containers: [{ name: 'proxy' }, { name: 'app' }] },
    status: { phase },
  };
}

const log = (name: string, query: string) => `/api/v1/namespaces/shop/pods/${name}/log?${query}`;
const ALL = 'timestamps=true&tailLines=100&container=app';

const fakes: FakeKubectl[] = [];
afterAll(() => fakes.forEach(fake => fake.remove()));

function on(answers: Record<string, { out?: string; err?: string }>) {
  const pods = [
    pod('api', 'api-a'), pod('api', 'api-b'), pod('index', 'index-0-x', 0), pod('index', 'index-1-old', 1, 600, 'Failed'),
    pod('index', 'index-1-new', 1, 60, 'Failed'),
  ];
  const fake = new FakeKubectl({ [PODS]: { out: list(pods) }, ...answers });
  fakes.push(fake);
  return { directory: freshFolder(), env: { KUBECTL: fake.program } };
}

const TWO = {
  [log('api-a', ALL)]: { out: '2026-11-28T12:00:00.000000001Z one\n2026-11-28T12:00:02Z three \u001b[2J\n' },
  [log('api-b', ALL)]: { out: '2026-11-28T12:00:00.000000002Z two\n' },
};

test('the lines of all pods are in the order of their times, each after its pod, and cannot write to the terminal', async () => {
  const { outcome, out } = await pinterest(['logs', 'shop/api'], on(TWO));
  expect({ outcome, out }).toEqual({ outcome: 0, out: 'api-a one\napi-b two\napi-a three \\u001b[2J\n' });
});

test('programs get them with times', async () => {
  const { lines } = await answerOf(['logs', 'shop/api'], on(TWO));
  expect(lines[1]).toEqual({ pod: 'api-b', container: 'app', time: '2026-11-28T12:00:00.000000002Z', text: 'two' });
});

test('of a shard it is the last try', async () => {
  const { out } = await pinterest(['logs', 'shop/index', '--shard', '1', '--timestamps'], on({
    [log('index-1-new', ALL)]: { out: '2026-11-28T12:00:00Z again\n' },
  }));
  expect(out).toBe('2026-11-28T12:00:00Z again\n');
});

test.each([
  ['one pod', ['--pod', 'a'], 'The log of api-a, container app, is empty.\n'],
  ['several pods', [], 'The log of 2 pods, container app, is empty.\n'],
])('that the log of %s is empty is said beside the answer, which is empty, too', async (_, args, said) => {
  const empty = on({ [log('api-a', ALL)]: { out: '' }, [log('api-b', ALL)]: { out: '' } });
  const { outcome, out, err } = await pinterest(['logs', 'shop/api', ...args], empty);
  expect({ outcome, out, err }).toEqual({ outcome: 0, out: '', err: said });
  expect((await answerOf(['logs', 'shop/api', ...args], empty)).lines).toEqual([]);
});

test('that nothing was written lately is no empty log', async () => {
  const { err } = await pinterest(['logs', 'shop/api', '--pod', 'a', '--since', '60'], on({
    [log('api-a', 'timestamps=true&tailLines=100&sinceSeconds=60&container=app')]: { out: '' },
  }));
  expect(err).toBe('The log of api-a, container app, has no line of the last 60 s.\n');
});

test('another container, before it was started again, of one pod', async () => {
  const { out } = await pinterest(['logs', 'shop/api', '--pod', 'b', '-c', 'proxy', '--previous', '--tail', '5'], on({
    [log('api-b', 'previous=true&timestamps=true&tailLines=5&container=proxy')]: { out: '2026-11-28T12:00:00Z gone\n' },
  }));
  expect(out).toBe('gone\n');
});

test('new lines are followed', async () => {
  const { outcome, out, err } = await pinterest(['logs', 'shop/api', '--pod', 'a', '--follow'], on({
    [log('api-a', `${ALL}&follow=true`)]: { out: '2026-11-28T12:00:00Z one\n2026-11-28T12:00:01Z two\n' },
  }));
  expect({ outcome, out, err }).toEqual({ outcome: 0, out: 'one\ntwo\n', err: 'api-a: its log has ended\n' });
});

test.each([
  ['a container', ['--container', 'db'], 'The pod api-a has no container "db". Write one of: proxy, app.'],
  ['a shard', ['--shard', '7'], 'shop/api has no pods of the shard 7 on this cluster. Look with pinterest status shop/api.'],
  ['a number', ['--tail', 'all'], '--tail all is no whole number. Write for example --tail 50.'],
])('%s that is not there is said', async (_, args, message) => {
  const { outcome, err } = await pinterest(['logs', 'shop/api', ...args], on(TWO));
  expect({ outcome, err }).toEqual({ outcome: 2, err: `pinterest logs: ${message}\n` });
});

test('a pod whose log cannot be read does not hide the others', async () => {
  const { outcome, out } = await pinterest(['logs', 'shop/api'], on({
    ...TWO, [log('api-b', ALL)]: { err: 'Error from server (BadRequest): container "app" in pod "api-b" is waiting to start' },
  }));
  expect(outcome).toBe(0);
  expect(out).toBe('api-a one\napi-a three \\u001b[2J\napi-b: container "app" in pod "api-b" is waiting to start\n');
});
