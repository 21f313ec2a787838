import { join } from 'node:path';
import { freshFolder } from '../../../test/synth';
import { FakeKubectl } from '../cluster/fake-kubectl';
import { answerOf, EXAMPLES, expectGolden, pinterest } from '../pinterest';
import { fakeCluster, listPath } from '../status/fake-cluster';
import { event, podWith, READY, service, together, waiting } from '../status/objects';

const ready = podWith(READY);
const missing = podWith(waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: x: not found'));
const HEALTHY = together(service('web', { revisions: [[ready, ready]] }));
const FAULTY = together(
  service('web', { revisions: [[ready, ready]] }),
  service('api', { replicas: 1, revisions: [[missing]] }),
  service('queue', { revisions: [[]] }),
  {
    events: [event('ReplicaSet', 'queue-0', 'FailedCreate', 'admission webhook "a.example.com" denied the request: '
    + '\u001b[2J\nno')],
  },
);
const FORBIDDEN = { err: 'Error from server (Forbidden): events is forbidden: User "bob" cannot list resource "events"' };

const fakes: FakeKubectl[] = [];
afterAll(() => fakes.forEach(fake => fake.remove()));

/** Outside of a project. */
function on(fake: FakeKubectl, columns?: number) {
  fakes.push(fake);
  return { directory: freshFolder(), env: { KUBECTL: fake.program }, columns };
}

/** Times go on. */
const timeless = (text: string): string => text.replace(/for \d+ (s|min|h|days)/g, 'for TIME');

test('each workload has a line, and each fault what is wrong, whose it is, and what to do', async () => {
  const { outcome, out } = await pinterest(['status', '-n', 'shop'], on(fakeCluster(FAULTY)));
  expect(outcome).toBe(1);
  expectGolden('status.txt', timeless(out));
  expect(out).not.toContain('\u001b');
});

test('programs get the same as JSON', async () => {
  const { workloads, notRead } = await answerOf(['status', '-n', 'shop'], on(fakeCluster(FAULTY)));
  expect(workloads.map(({ name, health }: any) => `${name} ${health}`)).toEqual(['api failed', 'queue failed', 'web ready']);
  expect(notRead).toEqual([]);
});

test('what is well has the exit code 0', async () => {
  const { outcome, out } = await pinterest(['status', '-n', 'shop'], on(fakeCluster(HEALTHY)));
  expect({ outcome, out }).toEqual({
    outcome: 0, out: 'boards (boards@example.com)\n  READY       shop/web  2 of 2 pods ready\n\n1 workload, none of which '
      + 'needs somebody.\n',
  });
});

test('one workload is looked at by its name, and one that is not there is not well', async () => {
  expect((await pinterest(['status', 'shop/web'], on(fakeCluster(FAULTY)))).outcome).toBe(0);
  const { outcome, err } = await pinterest(['status', 'shop/wbe'], on(fakeCluster(FAULTY)));
  expect(outcome).toBe(2);
  expect(err).toContain('There is no workload shop/wbe in the namespace shop.');
});

test('without the permission to read events the rest is told, and that they were not read', async () => {
  const fake = fakeCluster(HEALTHY, { [listPath('events')]: FORBIDDEN });
  const { outcome, out } = await pinterest(['status', '-n', 'shop'], on(fake));
  expect(outcome).toBe(0);
  expect(out).toContain('READY       shop/web');
  expect(out).toContain('Not looked at\n  ? events in shop: events is forbidden: User "bob" cannot list resource "events"\n');
});

test('a cluster that does not answer is none without workloads', async () => {
  const { outcome, err } = await pinterest(['status', '-n', 'shop'], on(new FakeKubectl(Object.fromEntries(
    (['pods', 'deployments', 'jobs'] as const).map(name => [listPath(name), {
      err: 'Unable to connect to the server: dial '
      + 'tcp: refused',
    }]),
  ))));
  expect(outcome).toBe(2);
  expect(err).toContain('The cluster cannot be reached: Unable to connect to the server: dial tcp: refused.');
});

test('lines are as wide as the terminal', async () => {
  const { out } = await pinterest(['status', '-n', 'shop'], on(fakeCluster(FAULTY), 70));
  for (const line of out.split('\n').filter(each => each.startsWith('    '))) expect(line.length).toBeLessThanOrEqual(70);
});

describe('in a project', () => {
  const inProject = (name: string, fake: FakeKubectl) => ({ ...on(fake), directory: join(EXAMPLES, name) });

  test('what the app has and the cluster has not is missing', async () => {
    const { outcome, out } = await pinterest(['status'], inProject('quickstart', fakeCluster({}, {}, 'default')));
    expect(outcome).toBe(1);
    expect(out).toContain('  MISSING     default/hello  not in the cluster\n    ! The cluster has no PinterestService hello');
  });

  test('what somebody has scaled to zero by hand is not idle', async () => {
    const none = JSON.parse(JSON.stringify(service('hello', { replicas: 0, revisions: [[]] })).replaceAll('shop', 'default'));
    const { outcome, out } = await pinterest(['status'], inProject('quickstart', fakeCluster(none, {}, 'default')));
    expect(outcome).toBe(1);
    expect(out).toContain('! The Deployment hello is scaled to 0, and the app wants 2 pods.');
  });

  test('an app on several clusters is asked for one of them', async () => {
    const { outcome, err } = await pinterest(['status'], inProject('pinboard', fakeCluster({})));
    expect(outcome).toBe(2);
    expect(err).toContain('Say which of them the context is: --cluster prod-east or --cluster staging.');
  });

  test('a name that the app does not have is not looked for in the cluster', async () => {
    const { outcome, err } = await pinterest(['status', 'helo'], inProject('quickstart', fakeCluster({})));
    expect(outcome).toBe(2);
    expect(err).toContain('The app has no workload "helo". Write one of: default/hello.');
  });
});

describe('a rollout that is followed', () => {
  const watch = ['status', 'shop/api', '--watch', '--timeout', '30'];
  const hanging = Object.fromEntries((['pods', 'events', 'deployments', 'replicaSets'] as const).map(name => {
    const [path, query] = listPath(name).split('?');
    return [`${path}?watch=true&resourceVersion=1&${query.replace(/^limit=500&?/, '')}`.replace(/&$/, ''), { hangs: true }];
  }));

  test('ends with 0 when it is done', async () => {
    const fake = fakeCluster(together(service('api', { revisions: [[ready, ready]] })), hanging);
    const { outcome, err } = await pinterest(watch, on(fake));
    expect(outcome).toBe(0);
    expect(err).toMatch(/^\d\d:\d\d:\d\d shop\/api: ready, 2 of 2 pods ready\n$/);
  });

  test('ends with 1 and the last lines of the log when it needs somebody', async () => {
    const terminated = { exitCode: 1, finishedAt: new Date().toISOString() as never };
    const crash = podWith({ ...waiting('CrashLoopBackOff'), restartCount: 4, lastState: { terminated } });
    const fake = fakeCluster(together(service('api', { replicas: 1, revisions: [[crash]] })), {
      ...hanging,
      '/api/v1/namespaces/shop/pods/api-0-0/log?container=app&previous=true&tailLines=20': {
        out: 'starting\nno '
        + '\u001b[2Jdatabase\n',
      },
    });
    const { outcome, out } = await pinterest(watch, on(fake));
    expect(outcome).toBe(1);
    expect(out).toContain('The last lines of shop/api-0-0, container app:\n  starting\n  no \\u001b[2Jdatabase\n');
  });

  test('ends when a watch says that it is done', async () => {
    const done = together(service('api', { revisions: [[ready, ready]] }));
    const [deployment] = done.deployments;
    const before = service('api', { revisions: [[ready, ready]], generation: 2, observed: 1 });
    const path = Object.keys(hanging).find(each => each.includes('/deployments?')) as string;
    const event_ = { type: 'MODIFIED', object: { ...deployment, kind: 'Deployment' } };
    const fake = fakeCluster(together(before), { ...hanging, [path]: { out: `${JSON.stringify(event_)}\n`, hangs: true } });
    const { outcome, err } = await pinterest(watch, on(fake));
    expect(outcome).toBe(0);
    expect(err).toContain('shop/api: ready, 2 of 2 pods ready');
  });
});
