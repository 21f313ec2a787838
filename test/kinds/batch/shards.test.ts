import { Shards } from 'cdk8s-pinterest';
import * as fc from 'fast-check';

const values = (shards: Shards) => Array.from({ length: shards.total }, (_, shard) => Object.fromEntries(shards._values(shard)));

test('a count tells shards apart by their number only', () => {
  expect(values(Shards.count(2))).toEqual([{ shard: '0' }, { shard: '1' }]);
});

test('a list gives each shard its value', () => {
  expect(values(Shards.of('de', 'us'))).toEqual([{ shard: '0', value: 'de' }, { shard: '1', value: 'us' }]);
});

test('a range is divided without gap or overlap, whatever its bounds and the size of a part', () => {
  fc.assert(fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 500 }), fc.integer({
    min: 1, max: 100,
  }), (start, length, size) => {
    const parts = values(Shards.range({ start, end: start + length, size }));
    expect(parts[0].start).toBe(`${start}`);
    expect(parts.at(-1)!.end).toBe(`${start + length}`);
    for (let n = 1; n < parts.length; n++) expect(parts[n].start).toBe(parts[n - 1].end);
    for (const part of parts) expect(Number(part.end) - Number(part.start)).toBeGreaterThan(0);
  }));
});
