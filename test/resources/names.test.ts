import * as fc from 'fast-check';
import { derivedName, nameProblems, shortHash } from '../../lib/resources/names';

const LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
const suffix = fc.constantFrom('identity', 'config-0123abcd', 'proxy-0123abcd', 'env-0123abcd');
const longest = fc.constantFrom(52, 63);

test('a derived name is a DNS label within the limit, and keeps its suffix', () => {
  fc.assert(fc.property(label, suffix, longest, (name, end, limit) => {
    const derived = derivedName(name, end, limit);
    expect(derived.length).toBeLessThanOrEqual(limit);
    expect(derived).toMatch(LABEL);
    expect(derived.endsWith(`-${end}`)).toBe(true);
  }));
});

test('different names derive different names, however much they begin alike', () => {
  const alike = fc.tuple(
    fc.stringMatching(/^[a-z][-a-z0-9]{58}$/), fc.stringMatching(/^[a-z0-9]{1,4}$/), fc.stringMatching(/^[a-z0-9]{1,4}$/),
  )
    .map(([start, one, other]) => [start + one, start + other]);
  fc.assert(fc.property(fc.oneof(alike, fc.tuple(label, label)), suffix, ([one, other], end) => {
    expect(derivedName(one, end) === derivedName(other, end)).toBe(one === other);
  }));
});

test('a name with room is derived as it reads', () => {
  expect(derivedName('api', 'identity')).toBe('api-identity');
  const full = 'a'.repeat(54);
  expect(derivedName(full, 'identity')).toBe(`${full}-identity`);
  expect(derivedName(`${full}a`, 'identity')).toMatch(/^a{45}-[0-9a-f]{8}-identity$/);
});

test('the same text has the same short hash', () => {
  expect(shortHash('a')).toBe(shortHash('a'));
  expect(shortHash('a')).not.toBe(shortHash('b'));
  expect(shortHash('')).toMatch(/^[0-9a-f]{8}$/);
});

test('valid names have no problem', () => {
  fc.assert(fc.property(label, name => expect(nameProblems(name)).toEqual([])));
});

test.each(['', '1api', 'Api', 'my_api', '-api', 'api-', 'a.b', 'äpi'])('"%s" is no name, and the problem says what is', name => {
  expect(nameProblems(name)).toEqual([
    expect.objectContaining({ field: 'name', value: name, fix: expect.stringContaining('"api"') }),
  ]);
});

test('63 characters are a name, 64 are too many', () => {
  expect(nameProblems('a'.repeat(63))).toEqual([]);
  expect(nameProblems('a'.repeat(64))[0].rule).toBe('must not be longer than 63 characters, but has 64');
  expect(nameProblems('a'.repeat(53), 52)[0].rule).toContain('longer than 52');
});
