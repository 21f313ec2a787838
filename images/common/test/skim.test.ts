import * as fc from 'fast-check';
import { Skim } from '../src/skim';

const WITHOUT = ['spec', 'managedFields'];

/** The JSON that is left, when it comes in parts of so many bytes. */
function skimmed(text: string, size: number): string {
  const skim = new Skim(new Set(WITHOUT));
  const bytes = Buffer.from(text);
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
  return Buffer.concat(parts.map(part => skim.rest(part))).toString();
}

/** The same by a reader that has all of it in memory. */
const read = (text: string) => JSON.parse(text, (name, value) => WITHOUT.includes(name) ? null : value);

test.each([
  '{"metadata":{"name":"a","managedFields":[{"b":[1,{}]}]},"spec":{"x":{"y":"}]\\"\\\\"}},"status":1}',
  '{"spec":"a,}","b":1}', '{"spec":1,"b":1}', '{"spec":true}', '{ "spec" : { "a" : 1 } , "b" : 2 }', '[{"spec":[]},{"spec":{}}]',
  '{"a":"spec","b":"spec:","spec ":1,"xspec":2,"\\"spec":3,"spec\\\\":4}', '{"":{"spec":null}}', 'null', '"spec"', '{}',
  '{"ä€😀":"ä€😀","spec":"ä€😀"}',
])('leaves out a field, wherever its parts are cut: %s', text => {
  for (let size = 1; size <= text.length + 4; size++) expect(JSON.parse(skimmed(text, size))).toEqual(read(text));
});

test('whatever the JSON, the rest is as it was', () => {
  const key = fc.oneof(fc.constantFrom(...WITHOUT, 'name', 'spec"', '\\spec'), fc.string());
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      { depthSize: 'medium' }, fc.string(), fc.constantFrom(...WITHOUT), fc.integer(), fc.boolean(), fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(fc.property(value, fc.integer({ min: 1, max: 50 }), fc.constantFrom(undefined, 1), (json, size, indent) => {
    const text = JSON.stringify(json, undefined, indent);
    expect(JSON.parse(skimmed(text, size))).toEqual(read(text));
  }), { numRuns: 2000 });
});

test('nothing is copied where nothing is left out', () => {
  const part = Buffer.from('{"spec":1}');
  expect(new Skim(new Set()).rest(part)).toBe(part);
});

test('megabytes are left out in no time', () => {
  const line = `{"metadata":{"name":"a"},"spec":{"a":"${'\\u003c'.repeat(1_300_000)}"}}\n`;
  const began = Date.now();
  for (let n = 0; n < 10; n++) expect(skimmed(line, 65_536)).toBe('{"metadata":{"name":"a"},"spec":null}\n');
  expect(Date.now() - began).toBeLessThan(10_000);
});
