import * as fc from 'fast-check';
import { celList, celString } from '../../lib/validation/cel';

/** What a literal means by the rules of CEL, for the escapes that may be in it. */
function read(literal: string): string {
  expect(literal).toMatch(/^'(?:[ -&(-[\]-~]|\\['\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*'$/);
  return literal.slice(1, -1).replace(/\\(?:u(.{4})|U(.{8})|(.))/g, (_, short, long, plain) =>
    plain ?? String.fromCodePoint(parseInt(short ?? long, 16)));
}

test('plain words stay as they are', () => {
  expect(celString('/discovery/api.shop')).toBe('\'/discovery/api.shop\'');
  expect(celList(['a', 'b'])).toBe('[\'a\', \'b\']');
  expect(celList([])).toBe('[]');
});

test.each([
  ['it\'s', '\'it\\\'s\''],
  ['\\', '\'\\\\\''],
  ['\' || true || \'', '\'\\\' || true || \\\'\''],
  ['a\nb', '\'a\\u000ab\''],
  ['\u{1F600}', '\'\\U0001f600\''],
  ['\ud800', '\'\\ufffd\''],
])('%j is data', (value, literal) => {
  expect(celString(value)).toBe(literal);
});

test('every string is one literal of printable ASCII, and means itself', () => {
  const hostile = fc.string({ unit: fc.constantFrom(...'\'"`\\\n\r\t\0\u0085\u2028\ufeff\u{1F600}$(){}ux0a') });
  fc.assert(fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), value => {
    if (Buffer.from(value).toString() === value) expect(read(celString(value))).toBe(value);
    else read(celString(value));
  }), { numRuns: 2000 });
});
