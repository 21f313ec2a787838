import * as fc from 'fast-check';

/** Strings that some reader takes for something other than text, alone or as part of a string. */
export const TOKENS = [
  'y', 'N', 'yes', 'No', 'on', 'OFF', 'oN', 'true', 'False', 'null', 'NULL', '~', '=', '<<',
  '.inf', '-.INF', '.NaN', 'nan', 'e3', '.', '..', '...', '---', '--- a', '-', '+', '?', ':',
  '0', '-0', '017', '08', '0o17', '0O17', '0x1F', '0X1f', '0b101', '1_000', '_1', '-_1', '0_x1F', '0x_', '+12',
  '1.', '.5', '1e3', '1E+3', '1.5e-3', '.e5', '1.2.3', '10.0.0.1', '1:30', '190:20:30', '1:30.5', '8080:80',
  '2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 Z', '2001-01-01x', '!', '!!str',
  '&a', '*a', '|', '|-', '>', '%YAML 1.1', '@', '`', '#', ' #', 'a#', ': ', 'a:', ':a', '?a', '? a', '-a', '- a',
  '{', '}', '{}', '[', ']', '[]', ',', '"', '\'', '\\', '\\n', '{"a": 1}', 'key: value', '__proto__', 'constructor',
  '\u00a0', '\u3000', '\u200b', '\u00ad', '\u202e', '\u0300', '\ud83d\ude00', '\u{10ffff}', '\u{1fffe}', '\ufffd', '\ufdd0',
];

const BLANKS = [' ', '  ', '\t', '\n', '\n\n', ' \n', '\n ', '\n\t', '\t\n', '\n  \n'];
const ESCAPED = [
  '\0', '\x07', '\b', '\x0b', '\x1b', '\r', '\r\n', '\x7f', '\x80',
  '\x85', '\x9f', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff',
];

const number = fc.string({ unit: fc.constantFrom(...'+-.:_eExobaFn0127 '), maxLength: 9 });
const word = fc.string({ unit: fc.constantFrom(...'abcxyz'), minLength: 1, maxLength: 5 });
const short = fc.oneof(fc.constantFrom(...TOKENS), fc.constantFrom(...BLANKS), word, number);
const grapheme = fc.string({ unit: 'grapheme', maxLength: 4 });
const part = fc.oneof(
  { weight: 6, arbitrary: short }, grapheme, fc.constantFrom(...ESCAPED), fc.string({ unit: 'binary', maxLength: 3 }),
);

const mixed = (parts: fc.Arbitrary<string>) => fc.array(parts, { maxLength: 8 }).map(each => each.join(''));
const lines = fc.array(fc.oneof(
  mixed(short), fc.constantFrom('', '  indented', '# comment', 'a: b'),
), { minLength: 2, maxLength: 6 }).map(each => each.join('\n'));

/** Strings that a careless writer gets wrong; without lone surrogates, which UTF-8 cannot encode. */
export const strings = fc.oneof(
  fc.constantFrom(...TOKENS, ...BLANKS, ...ESCAPED, ''),
  number,
  mixed(short),
  mixed(part),
  lines,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
).filter(text => !/\p{Surrogate}/u.test(text));

/** JSON numbers; without -0, which JSON writes as 0. */
export const numbers = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map(number_ => number_ + 0);

/** A string as a value, as a key and as an item, at the start and at the end of a line. */
export function everywhere(text: string): object {
  return {
    value: text,
    list: [text, [text, [text]], { [text]: [], after: text }],
    [text]: text,
    map: { [text]: { [text]: [{ [text]: text }] } },
  };
}

/** Any JSON value. */
export const documents = fc.letrec<{ tree: unknown }>(tie => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    strings, numbers, fc.boolean(), fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(strings, tie('tree'), { maxKeys: 4 }),
  ),
})).tree;

/** The same distinct strings for the same seed. */
export function sampleOfStrings(count: number, seed: number): string[] {
  return [...new Set([...TOKENS, ...fc.sample(strings, { numRuns: count, seed })])];
}
