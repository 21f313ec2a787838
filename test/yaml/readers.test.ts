import * as fc from 'fast-check';
import { documents, everywhere, numbers, strings } from './generated';
import { READERS } from './readers';
import { yamlDocument, yamlDocuments } from '../../lib/yaml/document';

/** Also compares the order of keys; `undefined` is left out, as in JSON. */
const json = (value: unknown) => JSON.stringify(value, null, 1);

describe.each(READERS)('a reader of $name gets back', ({ read }) => {
  test('every string, wherever it stands', () => {
    fc.assert(fc.property(strings, text => {
      const document = everywhere(text);
      expect(json(read(yamlDocument(document)))).toBe(json([document]));
    }), { numRuns: 2000 });
  });

  test('every string that is a document', () => {
    fc.assert(fc.property(strings, text => { expect(read(yamlDocument(text))).toEqual([text]); }), { numRuns: 500 });
  });

  test('every number', () => {
    fc.assert(fc.property(numbers, number => {
      expect(read(yamlDocument({ number, list: [number] }))).toEqual([{ number, list: [number] }]);
    }), { numRuns: 500 });
  });

  test('every document, and as many as there were', () => {
    fc.assert(fc.property(fc.array(documents, { minLength: 1, maxLength: 3 }), all => {
      expect(json(read(yamlDocuments(all)))).toBe(json(all));
    }), { numRuns: 500 });
  });

  test.each([127, 128, 999, 1000, 1001, 1024, 1025, 3000])('what belongs to a key of %i characters', length => {
    const key = 'k'.repeat(length);
    for (const value of ['text', 'two\nlines\n', {}, [], { [key]: { [key]: 1 } }, [[{ [key]: [key] }]]]) {
      const document = { [key]: value, [`${key} `]: [value], last: { [`${key}é"\n`]: value } };
      expect(json(read(yamlDocument(document)))).toBe(json([document]));
    }
  });

  test('text of a megabyte, in one line and in many', () => {
    const document = { line: 'x: y '.repeat(200_000), lines: '  x: y\n\n\t# z\n'.repeat(80_000) };
    expect(json(read(yamlDocument(document))) === json([document])).toBe(true);
  });
});
