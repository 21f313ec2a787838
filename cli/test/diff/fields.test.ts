import fc from 'fast-check';
import { fieldChanges } from '../../lib/diff/fields/field-changes';
import { lineChanges } from '../../lib/diff/fields/line-changes';
import { pathText } from '../../lib/diff/fields/path';
import { isEqual } from '../../lib/diff/fields/values';

const told = (before: unknown, after: unknown) =>
  fieldChanges(before, after).map(
    ({ path, before: was, after: is, order }) =>
      `${pathText(path)}: ${JSON.stringify(was)} > ${JSON.stringify(is)}${order ? ' (order)' : ''}`,
  );

const pod = (...containers: object[]) => ({ spec: { containers } });

describe('fields that differ', () => {
  test('are told by their paths, those of items by what names the items', () => {
    const env = (value: string) => [
      { name: 'A', value: '1' },
      { name: 'B', value },
    ];
    expect(
      told(
        pod({ name: 'app', image: 'a:1', env: env('2'), ports: [{ containerPort: 80 }] }, { name: 'proxy' }),
        pod(
          { name: 'proxy' },
          { name: 'app', image: 'a:2', env: env('3'), ports: [{ containerPort: 80, protocol: 'TCP', name: 'http' }] },
        ),
      ),
    ).toEqual([
      'spec.containers[app].image: "a:1" > "a:2"',
      'spec.containers[app].env[B].value: "2" > "3"',
      'spec.containers[app].ports[80/TCP].protocol: undefined > "TCP"',
      'spec.containers[app].ports[80/TCP].name: undefined > "http"',
      'spec.containers: ["app","proxy"] > ["proxy","app"] (order)',
    ]);
  });

  test('of names with dots are in brackets', () => {
    expect(told({ metadata: { labels: { 'example.com/a': 'b' } } }, { metadata: { labels: {} } }))
      .toEqual(['metadata.labels[example.com/a]: "b" > undefined']);
  });

  test('of an item that comes in between are that item alone', () => {
    const rule = (port: number) => ({ ports: [{ port, protocol: 'TCP' }] });
    expect(told({ ingress: [rule(1), rule(2)] }, { ingress: [rule(3), rule(1), rule(2)] }))
      .toEqual(['ingress[0]: undefined > {"ports":[{"port":3,"protocol":"TCP"}]}']);
  });

  test('of equal items without names is how often they are there', () => {
    const rule = (port: number) => ({ to: [{ port }] });
    expect(told({ rules: [rule(1), rule(1), rule(2)] }, { rules: [rule(1), rule(2)] }))
      .toEqual(['rules[1]: {"to":[{"port":1}]} > undefined']);
    expect(told({ rules: [rule(1), rule(2)] }, { rules: [rule(1), rule(2), rule(2)] }))
      .toEqual(['rules[2]: undefined > {"to":[{"port":2}]}']);
  });

  test('are compared by their places where two items have one name', () => {
    expect(
      told(
        {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '2' },
          ],
        },
        {
          env: [
            { name: 'A', value: '1' },
            { name: 'A', value: '3' },
          ],
        },
      ),
    ).toEqual(['env[1].value: "2" > "3"']);
  });

  test('are none if and only if two values say the same', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    fc.assert(fc.property(value, value, (one, other) => {
      expect(fieldChanges(one, JSON.parse(JSON.stringify(one)))).toEqual([]);
      expect(fieldChanges({ one }, { one: other }).length === 0).toBe(isEqual(one, other));
    }));
  });
});

describe('lines that differ', () => {
  test('make the one text of the other', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(fc.property(lines, lines, (before, after) => {
      const changes = lineChanges(before, after);
      expect(changes.filter(({ type }) => type !== 'new').map(({ text }) => text)).toEqual(before);
      expect(changes.filter(({ type }) => type !== 'gone').map(({ text }) => text)).toEqual(after);
    }));
  });

  test('are as few as possible', () => {
    expect(lineChanges(['a', 'b', 'c', 'd'], ['a', 'c', 'd', 'e']).map(({ type }) => type)).toEqual([
      'same',
      'gone',
      'same',
      'same',
      'new',
    ]);
  });
});
