import { kingpin, pod, serverset, UID } from './pods';
import { entryOf, keyOf } from '../src/entry';

test('kingpin: 32 hexadecimal digits, and after the first "-" the address', () => {
  const entry = entryOf(pod())!;
  expect(entry).toMatchObject({
    path: '/discovery/api/prod', name: '0123456789abcdef0123456789abcdef-10.0.0.1:8443', sequential: false, data: '',
  });
  expect(entry.name).toMatch(/^[0-9a-f]{32}-/);
  expect(entry.name.slice(entry.name.indexOf('-') + 1)).toBe('10.0.0.1:8443');
});

test('serverset: a numbered member with the JSON that Finagle reads, to the letter', () => {
  expect(entryOf(pod({ discovery: serverset() }))).toMatchObject({
    path: '/sets/api', name: 'member_', sequential: true,
    data: '{"serviceEndpoint":{"host":"10.0.0.1","port":8443},"additionalEndpoints":{},"status":"ALIVE","shard":0}',
  });
});

test('serverset: other ports are additional endpoints, and the pod of a store has its number as shard', () => {
  const discovery = { ...serverset(), additional: { admin: 8444 }, numbered: true };
  expect(JSON.parse(entryOf(pod({ name: 'db-12', discovery }))!.data)).toEqual({
    serviceEndpoint: { host: '10.0.0.1', port: 8443 },
    additionalEndpoints: { admin: { host: '10.0.0.1', port: 8444 } },
    status: 'ALIVE',
    shard: 12,
  });
});

test('an IPv6 address stands in brackets, as in a URL', () => {
  expect(entryOf(pod({ ip: 'fd00::1' }))!.name).toMatch(/-\[fd00::1\]:8443$/);
});

test('no entry has a pod that is not ready, is about to stop, has no address or asks for none', () => {
  expect(entryOf(pod({ ready: false }))).toBeUndefined();
  expect(entryOf(pod({ terminating: true }))).toBeUndefined();
  expect(entryOf({ ...pod(), status: { conditions: pod().status!.conditions } })).toBeUndefined();
  expect(entryOf({ ...pod(), metadata: { ...pod().metadata, annotations: undefined } })).toBeUndefined();
});

test('two pods never have the same entry, and one pod at two addresses neither', () => {
  const ids = [
    pod(), pod({ uid: `f${UID.slice(1)}` }), pod({ ip: '10.0.0.2' }),
    pod({ discovery: serverset() }), pod({ discovery: kingpin('/other') }),
  ];
  expect(new Set(ids.map(each => entryOf(each)!.id)).size).toBe(ids.length);
});

test.each([
  '', '{', '{"format":"dns","path":"/a","port":1}', '{"format":"kingpin","path":"a","port":1}',
  '{"format":"kingpin","path":"/zookeeper/x","port":1}', '{"format":"kingpin","path":"/a","port":0}',
])('the annotation %p is refused', text => {
  expect(() => entryOf(pod({ discovery: text }))).toThrow();
});

test('a member is known by its address, whatever its number; anything else by its name', () => {
  const { data, key } = entryOf(pod({ discovery: serverset() }))!;
  expect(keyOf('member_0000000007', data)).toBe(key);
  expect(keyOf('member_0000000008', 'not JSON')).toBe('member_0000000008');
  const entry = entryOf(pod())!;
  expect(keyOf(entry.name, '')).toBe(entry.key);
});
