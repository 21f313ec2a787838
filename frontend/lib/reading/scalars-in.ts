import { At, beneath, itemOf } from './reading';
import { Scalar } from '../documents/node';

/** A value that is neither a list nor a mapping. */
export type ScalarAt = At & { readonly node: Scalar };

/** All that are in a value, in their order. */
export function scalarsIn(at: At): ScalarAt[] {
  const { node } = at;
  if (node.type === 'scalar') return [{ ...at, node }];
  return node.type === 'list'
    ? node.items.flatMap((item, n) => scalarsIn(itemOf(at, n, item)))
    : [...node.entries.values()].flatMap(({ name, value }) => scalarsIn(beneath(at, name, value)));
}
