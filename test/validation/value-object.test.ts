import { judge, shape } from '../../lib/validation/judge';
import { NUMBER } from '../../lib/validation/scalars';
import { valueObject } from '../../lib/validation/value-object';

class Range {
  constructor(public readonly least: unknown) {}
}

const RANGE = valueObject('least', shape({ least: NUMBER }, 'Write Range.from(1).'), 'Write Range.from(1).');
const messages = (value: unknown) => judge(value, RANGE, 'range').problems.map(({ field, rule }) => `${field}: ${rule}`);

test('an object that was written by hand is told to be made, not that its fields are missing', () => {
  expect(messages({ from: 1 })).toEqual(['range: must be made by its own function, and is a plain object']);
  expect(messages(Object.create(null))).toEqual(['range: must be made by its own function, and is a plain object']);
  expect(judge({ from: 1 }, RANGE).value).toBeUndefined();
});

test('a value of the class, or a copy of one, is judged by its fields', () => {
  expect(messages(new Range(1))).toEqual([]);
  expect(messages({ ...new Range(1) })).toEqual([]);
  expect(messages(new Range('1'))).toEqual([expect.stringContaining('range.least: ')]);
});

test('a proxy that throws wherever it is looked at is judged like any other value', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(messages(proxy)).not.toEqual([]);
});
