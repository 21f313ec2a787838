import { kingpin, LAYOUT, pod, serverset, UID } from './pods';
import { addressOf, entryOf as entryIn } from '../src/entry';
import { Layout } from '../src/layout';
import { Namespaces } from '../src/namespaces';
import { Pod } from '../src/pod';

const layout = new Layout(LAYOUT);
const namespaces = new Namespaces(layout);
namespaces.list([{ name: 'shop', paths: '/sets/api /other' }]);
const entryOf = (of: Pod) => entryIn(of, layout, namespaces);

test('kingpin: 32 hexadecimal digits, and after the first "-" the address', () => {
  const entry = entryOf(pod())!;
  expect(entry).toMatchObject({
    path: '/discovery/api.shop/prod', name: '0123456789abcdef0123456789abcdef-10.0.0.1:8443', sequential: false, data: '',
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

test('the number in the name of a pod is a shard of 32 bits, or none', () => {
  const shard = (name: string) =>
    JSON.parse(entryOf(pod({ name, discovery: { ...serverset(), numbered: true } }))!.data).shard;
  expect(['db-7', 'db-999999999', `db-${'9'.repeat(200)}`, 'db'].map(shard)).toEqual([7, 999_999_999, 0, 0]);
});

test('an entry is known by its address, whatever its number; anything else is none', () => {
  const { data, address } = entryOf(pod({ discovery: serverset() }))!;
  expect(addressOf('member_0000000007', data)).toBe(address);
  expect(addressOf('member_0000000008', 'not JSON')).toBeUndefined();
  expect(addressOf('member_0000000008', `${' '.repeat(9000)}${data}`)).toBeUndefined();
  expect(addressOf('member_0000000008', '{"serviceEndpoint":{"host":["10.0.0.1"],"port":1}}')).toBeUndefined();
  const entry = entryOf(pod())!;
  expect(addressOf(entry.name, '')).toBe(entry.address);
  expect(addressOf('child', '')).toBeUndefined();
});
