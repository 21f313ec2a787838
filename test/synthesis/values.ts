import { JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import { numbers } from '../yaml/generated';

const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('yes', '0777', '1e3', '', 'a\nb\n', '2001-01-01'),
);
const key = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9./_-]{1,8}$/), fc.constantFrom('metadata', 'value', 'labels', 'resolve', '10', '9'),
);
const union = fc.oneof(fc.integer().map(k8s.IntOrString.fromNumber), text.map(k8s.Quantity.fromString));

const lazily = (value: unknown) => Lazy.any({ produce: () => value });
const token = (value: unknown) => ({ resolve: () => value });

/** Values of object fields: JSON, values that become JSON, and undefined. */
export const values = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text, numbers, fc.boolean(), fc.constantFrom(null, undefined), union,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    tie('value').map(lazily),
    tie('value').map(token),
  ),
})).value;

const dictionary = fc.dictionary(key, values, { maxKeys: 3, noNullPrototype: true });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export const fields = dictionary.chain(rest => fc.record({
  ...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, fc.constant(value)])),
  apiVersion: fc.constantFrom('v1', 'example.com/v1'),
  kind: fc.constantFrom('Thing', 'CronJob'),
}));

/** The metadata of an object, as its constructor takes it. */
export const metadata = fc.record({
  name: maybe(fc.stringMatching(/^[a-z]{1,6}$/)),
  namespace: maybe(fc.constantFrom('one', 'two')),
  labels: maybe(dictionary),
  annotations: maybe(dictionary),
  finalizers: maybe(fc.array(values, { maxLength: 2 })),
  ownerReferences: maybe(fc.array(dictionary, { maxLength: 2 })),
  generateName: maybe(text),
}, { requiredKeys: [] });

/** Additions to the metadata of an existing object. */
export const additional = dictionary;

/** Changes to an object; the last ones do not fit every object. */
export const patches = fc.uniqueArray(fc.oneof(
  { weight: 8, arbitrary: values.map(value => JsonPatch.add('/added', JSON.parse(JSON.stringify(value ?? null)))) },
  {
    weight: 16,
    arbitrary: fc.constantFrom(
      JsonPatch.replace('/kind', 'Patched'),
      JsonPatch.copy('/metadata', '/copied'),
      JsonPatch.remove('/metadata/name'),
      JsonPatch.add('/metadata/labels', { patched: 'yes' }),
      JsonPatch.move('/kind', '/moved'), JsonPatch.remove('/missing'),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(JsonPatch.add('/missing/field', 1), JsonPatch.test('/kind', 'Thing')) },
), { maxLength: 2, selector: patch => JSON.stringify(patch) });
