import * as fc from 'fast-check';
import { fuzz, FUZZ_TIMEOUT } from './budget';
import { entryOf } from '../../images/registrar/src/entry';
import { Layout } from '../../images/registrar/src/layout';
import { Namespaces } from '../../images/registrar/src/namespaces';
import { isPath, join, segmentsOf } from '../../images/registrar/src/paths';
import { ANNOTATION, podOf } from '../../images/registrar/src/pod';
import { Refusal, registrationOf } from '../../images/registrar/src/registration';
import { zooKeeperPathProblems } from '../../lib/validation/zookeeper-path';

const layout = new Layout({ root: '/discovery', environment: 'prod', claimPath: '/registrars/2026.11' });
const OWN = /^\/discovery\/[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.shop\/prod$/;
const LISTED = ['/sets/api', '/teams/boards/*'];
const namespaces = new Namespaces(layout);
namespaces.list([{ name: 'shop', paths: LISTED.join(',') }, { name: 'other', paths: '/sets/other' }]);

const hostile = fc.string({
  unit: fc.constantFrom(
    ...'/.:@%*~-_aZ0\\"\'{}[],$ \n\r\t\u0000\u007f\u0085\u2028\ufeff\uff0e\uff0f\u0430\u{1F600}',
    '..', '%2f', 'shop', 'prod', 'discovery',
    'zookeeper', 'registrars', '.shop', '/discovery/', '/sets/api', '/teams/boards/', '\ud800',
  ),
  maxLength: 40,
});
const path = fc.oneof(
  hostile,
  fc.array(hostile, { maxLength: 6 }).map(parts => `/${parts.join('/')}`),
  fc.tuple(hostile, hostile, hostile).map(([a, b, c]) => `/discovery/${a}.${b}/${c}`),
  fc.tuple(
    fc.constantFrom('api', 'A', '', 'a.b', 'x'.repeat(64)), fc.constantFrom('shop', 'Shop', 'other', 'sho', ''),
    fc.constantFrom('prod', 'test'),
  ).map(([a, b, c]) => `/discovery/${a}.${b}/${c}`),
  fc.constantFrom(...LISTED, '/teams/boards/x', '/sets/api/x', '/a'.repeat(20_000), `/${'a'.repeat(100_000)}`),
);
const number = fc.oneof(
  fc.integer({ min: 1, max: 65535 }), fc.integer(), fc.double(), fc.constantFrom(2 ** 31, 2 ** 53, 1e308, -0, 65536, 0),
);
const anything = fc.oneof(fc.anything({ withNullPrototype: true }), fc.jsonValue({ maxDepth: 50 }), hostile, number, path);
const registration = fc.record({
  format: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('kingpin', 'serverset') }, anything),
  path: fc.oneof({ weight: 6, arbitrary: path }, anything),
  port: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 65535 }) }, anything),
  additional: fc.oneof(
    fc.dictionary(fc.oneof(hostile, fc.constantFrom('__proto__', 'constructor', 'admin', 'toString')), number, { maxKeys: 40 }),
    anything,
  ),
  numbered: fc.oneof(fc.boolean(), anything),
}, { requiredKeys: ['format', 'path', 'port'] });
const texts = fc.oneof(
  registration.map(json),
  // A field that is there twice, under its own name and by an escape; names of the prototype.
  fc.tuple(registration, fc.constantFrom('"path"', '"\\u0070ath"', '"__proto__"', '"constructor"'), anything)
    .map(([one, key, value]) => json(one).replace(/\}$/, `,${key}:${json(value)}}`)),
  fc.nat({ max: 100_000 }).map(depth => '['.repeat(depth)),
  fc.nat({ max: 50_000 }).map(depth => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  fc.nat({ max: 100_000 }).map(length =>
    `{"format":"kingpin","path":"/sets/api","port":1,"additional":{${'"a":1,'.repeat(length)}"b":1}}`),
  hostile, fc.string(), fc.json(),
);

function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return 'null';
  }
}

const ready = (text: string, name = 'api-1') => podOf({
  metadata: { uid: '01234567-89ab-cdef-0123-456789abcdef', name, namespace: 'shop', annotations: { [ANNOTATION]: text } },
  status: { podIP: '10.0.0.1', conditions: [{ type: 'Ready', status: 'True' }] },
});

test('no annotation makes the registrar fail, or gets a path that is not the namespace\'s own', async () => {
  await fuzz(fc.property(texts, fc.oneof(fc.constant('api-1'), fc.string()), (text, name) => {
    let entry;
    try {
      entry = entryOf(ready(text, name), layout, namespaces);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Error).message.length).toBeLessThan(1000);
      return;
    }
    if (entry === undefined) return;
    expect(OWN.test(entry.path) || entry.path === '/sets/api' || /^\/teams\/boards\/[^/]+$/.test(entry.path)).toBe(true);
    expect(isPath(entry.path)).toBe(true);
    expect(entry.data.length).toBeLessThan(8192);
    expect(entry.address.startsWith('10.0.0.1:')).toBe(true);
    if (entry.sequential) {
      const member = JSON.parse(entry.data);
      expect(Object.keys(member)).toEqual(['serviceEndpoint', 'additionalEndpoints', 'status', 'shard']);
      expect(member.shard).toBeLessThan(2 ** 31);
      for (const { host, port } of [member.serviceEndpoint, ...Object.values<any>(member.additionalEndpoints)]) {
        expect([host, port >= 1 && port <= 65535]).toEqual(['10.0.0.1', true]);
      }
    }
  }));
  // Nothing has leaked into what all objects share.
  expect(Object.keys(Object.getPrototypeOf({}))).toEqual([]);
  expect(({} as any).format).toBeUndefined();
}, FUZZ_TIMEOUT);

test('what is registered is what was written, whoever wrote it', async () => {
  const right = fc.record({
    format: fc.constantFrom('kingpin', 'serverset'),
    path: fc.constantFrom('/discovery/a.shop/prod', '/sets/api'),
    port: fc.integer({ min: 1, max: 65535 }),
    additional: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,13}[a-z0-9]$/), fc.integer({ min: 1, max: 65535 }), {
      maxKeys: 16,
    }),
    numbered: fc.boolean(),
  });
  await fuzz(fc.property(right, one => {
    const { additional, ...rest } = registrationOf(JSON.stringify(one));
    expect({ ...rest, additional: Object.fromEntries(additional) }).toEqual({ ...one, additional: { ...one.additional } });
  }));
}, FUZZ_TIMEOUT);

test('a path of ZooKeeper has the levels that it was written with, and no name adds one', async () => {
  await fuzz(fc.property(path, hostile, (folder, name) => {
    if (!isPath(folder)) return;
    let joined;
    try {
      joined = join(folder, name);
    } catch {
      return;
    }
    expect(segmentsOf(joined)).toEqual([...segmentsOf(folder), name]);
    expect(name).toMatch(/^[-A-Za-z0-9_.:@[\]]+$/);
    expect(['.', '..']).not.toContain(name);
  }));
}, FUZZ_TIMEOUT);

test('whatever a namespace lists, ZooKeeper\'s own, the registrars\' own and the services of others are not in it', async () => {
  await fuzz(fc.property(fc.array(path, { maxLength: 5 }), path, (list, asked) => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const listed = new Namespaces(layout);
    listed.list([{ name: 'shop', paths: list.join(' ') }]);
    write.mockRestore();
    for (const each of [asked, ...list, ...list.map(one => one.replace('*', 'x'))]) {
      const place = layout.place('shop', each, listed);
      if (typeof place === 'string') continue;
      expect(each).not.toMatch(
        /^\/(zookeeper|registrars)(\/|$)|^\/discovery(\/[^/]*\.[^/]*)?$|^\/discovery\/[^/]*\.[^/]*\/[^/]+\//,
      );
    }
  }));
}, FUZZ_TIMEOUT);

test('what the library lets through as a path, the registrar takes for one', async () => {
  await fuzz(fc.property(path, each => {
    if (zooKeeperPathProblems('path', each).length === 0) expect(isPath(each)).toBe(true);
  }));
}, FUZZ_TIMEOUT);
