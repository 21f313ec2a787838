import * as library from '../../../lib/labels/keys';
import * as labels from '../../lib/cluster/labels';

const { MANAGED_BY, OURS, ...keys } = labels;

test.each(Object.entries(keys))('%s is what the library writes', (name, key) => {
  expect((library as unknown as Record<string, string>)[name]).toBe(key);
});

test('objects of the library are known by its label', () => {
  expect(library.MANAGED_BY).toEqual({ [MANAGED_BY]: OURS.split('=')[1] });
});
