import { suggest } from '../../lib/validation/suggest';

const FLEET = Array.from({ length: 10_000 }, (_, n) => `team/service-${`${n}`.padStart(4, '0')}`);

test('a few names are all told, in order and once', () => {
  expect(suggest('workloads', ['web', 'api', 'web'])).toBe('Known workloads: api, web.');
});

test('that there are none is said', () => {
  expect(suggest('workloads', [])).toBe('There are no workloads.');
});

test.each([
  'team/service-0500', 'team/service-050', 'team/service-0500x', 'a', 'z', undefined,
])('of a fleet twenty names are told, those around %s', meant => {
  const suggested = /^Known workloads, of 10000: (.*)\.$/.exec(suggest('workloads', FLEET, meant))![1].split(', ');
  expect(suggested).toHaveLength(20);
  const sorted = [...FLEET, meant ?? ''].sort();
  const distance = (name: string) => Math.abs(sorted.indexOf(name) - sorted.indexOf(meant ?? ''));
  expect(Math.max(...suggested.map(distance))).toBeLessThanOrEqual(20);
});
