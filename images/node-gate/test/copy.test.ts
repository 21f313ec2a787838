import { Copy } from '../src/copy';

interface Thing {
  readonly name: string;
  readonly size: number;
}

let changes: [before: Thing | undefined, after: Thing | undefined][];
let copy: Copy<Thing>;
const [a, b, larger] = [{ name: 'a', size: 1 }, { name: 'b', size: 1 }, { name: 'a', size: 2 }];

beforeEach(() => {
  changes = [];
  copy = new Copy((...change) => changes.push(change));
});

test('each change is told with what was there before', () => {
  copy.changed(a);
  copy.changed(larger);
  copy.deleted(larger);
  expect(changes).toEqual([[undefined, a], [a, larger], [larger, undefined]]);
  expect([...copy.items]).toEqual([]);
});

test('a list takes the place of everything that was known', () => {
  copy.list([a, b]);
  copy.list([larger]);
  expect([...copy.items.values()]).toEqual([larger]);
  expect(changes.slice(2)).toEqual([[b, undefined], [a, larger]]);
});

test('only a list makes it complete, and an empty one does', () => {
  copy.changed(a);
  expect(copy.synced).toBe(false);
  copy.list([]);
  expect(copy.synced).toBe(true);
});
