import { kingpin, numbered, pod, podsWith, serverset, UID, wanted } from './pods';

beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.useRealTimers();
});

test('a pod is wanted while it is ready, and what changes is told', () => {
  const { pods } = podsWith('');
  const told: string[] = [];
  pods.onChange((path, address) => told.push(`${path} ${address}`));
  pods.changed(pod({ ready: false }));
  pods.changed(pod());
  pods.changed(pod());
  expect(wanted(pods)).toEqual(['shop/api-1']);
  pods.changed(pod({ terminating: true }));
  pods.deleted(pod({ terminating: true }));
  expect(wanted(pods)).toEqual([]);
  expect(told).toEqual(Array(2).fill('/discovery/api.shop/prod 10.0.0.1:8443'));
});

test('a list takes the place of everything that was known', () => {
  const { pods } = podsWith('');
  expect(pods.listed).toBe(false);
  pods.list([numbered(1), numbered(2)]);
  pods.list([numbered(2), numbered(3)]);
  expect(wanted(pods)).toEqual(['shop/api-2', 'shop/api-3']);
  expect(pods.listed).toBe(true);
});

test('a pod that cannot be registered does not keep the others from it, is told once, and is forgotten with its end', () => {
  const { pods } = podsWith('');
  const wrong = pod({ discovery: 'nonsense' });
  for (let n = 0; n < 1000; n++) pods.changed(wrong);
  pods.changed(numbered(2));
  expect(wanted(pods)).toEqual(['shop/api-2']);
  expect(process.stdout.write).toHaveBeenCalledTimes(1);
  expect(process.stdout.write).toHaveBeenCalledWith(expect.stringContaining('shop/api-1'));
  expect(pods.refused).toBe(1);
  pods.deleted(wrong);
  expect(pods.refused).toBe(0);
});

test('the list of a namespace takes effect, in both directions, and for pods that are there already', () => {
  const { pods, namespaces } = podsWith('');
  pods.list([pod({ discovery: serverset() })]);
  expect(wanted(pods)).toEqual([]);
  namespaces.changed({ name: 'shop', paths: '/sets/api' });
  expect(wanted(pods)).toEqual(['shop/api-1']);
  namespaces.changed({ name: 'shop', paths: '/sets/other' });
  expect(wanted(pods)).toEqual([]);
  namespaces.changed({ name: 'shop', paths: '/sets/*' });
  expect(wanted(pods)).toEqual(['shop/api-1']);
  namespaces.deleted({ name: 'shop', paths: '' });
  expect(wanted(pods)).toEqual([]);
});

test('of two pods with one address the younger has it', () => {
  const { pods } = podsWith('');
  const [old, young] = ['2026-11-24T09:00:00Z', '2026-11-24T09:00:01Z']
    .map((created, n) => pod({ uid: `${n}${UID.slice(1)}`, name: `api-${n}`, created }));
  pods.list([young, old]);
  expect(wanted(pods)).toEqual(['shop/api-1']);
  pods.deleted(young);
  expect(wanted(pods)).toEqual(['shop/api-0']);
});

test('a pod that flaps is registered ten times, then every three seconds; its removal is never late', () => {
  jest.useFakeTimers();
  const { pods } = podsWith('');
  let added = 0;
  pods.onChange((path, address) => {
    if (pods.wanted(path, address)) added++;
  });
  const other = numbered(2);
  pods.changed(other);
  for (let n = 0; n < 1000; n++) {
    pods.changed(pod());
    pods.changed(pod({ ready: false }));
    expect(wanted(pods)).toEqual(['shop/api-2']);
    jest.advanceTimersByTime(10);
  }
  // Ten seconds of it: the first ten, and three that were earned since.
  expect(added).toBeLessThanOrEqual(1 + 10 + 4);
  pods.changed(pod());
  jest.advanceTimersByTime(3100);
  expect(wanted(pods)).toEqual(['shop/api-1', 'shop/api-2']);
});

test('an annotation that changes a hundred times a second fills neither ZooKeeper nor the log', () => {
  jest.useFakeTimers();
  const { pods } = podsWith('');
  let added = 0;
  pods.onChange((path, address) => {
    if (pods.wanted(path, address)) added++;
  });
  for (let n = 0; n < 1000; n++) {
    pods.changed(pod({ discovery: n % 2 ? kingpin(`/discovery/s${n}.shop/prod`) : kingpin(`/elsewhere/${n}`) }));
    jest.advanceTimersByTime(10);
  }
  expect(added).toBeLessThanOrEqual(14);
  expect((process.stdout.write as jest.Mock).mock.calls.length).toBeLessThanOrEqual(14);
});
