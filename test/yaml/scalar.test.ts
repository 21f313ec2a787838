import * as fc from 'fast-check';
import { numbers, strings } from './generated';
import { yamlKey, yamlNumber, yamlString } from '../../lib/yaml/scalar';

const written = (text: string) => yamlString(text, '  ');

test.each([
  'api', 'registry.example.com/api:1.2.3', 'ghcr.io/a/b@sha256:0a1b', 'http://a.example.com:8080/x?y=z&w#top',
  '10.0.0.1', '10.0.0.0/8', '1.2.3', 'v1', '500m', '2Gi', '10s', '1h30m', '25%', '5f6d7c8b9',
  '-c', '--flag=1', ':8080', '?x', 'a b', 'a, b', 'it\'s', 'a "b" c', '$(SHARD)', 'a{b}[c]', 'a\\b', 'a#b', 'a:b',
  'yes!', 'nothing', 'offset', '2001-01-01-backup', '<', '=x', 'é', 'a\u00a0b', '\ud83d\ude00', 'x'.repeat(5000),
])('what every reader takes for text has no quotes: %s', text => {
  expect(written(text)).toBe(text);
});

test.each([
  '', ' a', 'a ', 'a: b', 'a:', ': a', ':', '- a', '-', '---', '--- a', '...', '? a', '?', 'a # b',
  '# a', '#a', '!a', '&a', '*a', '|', '>', '%a', '@a', '`a', '[a', ']', '{a', '}', ',a', '\'a',
  'y', 'Y', 'yes', 'YES', 'n', 'No', 'on', 'oFF', 'true', 'TRUE',
  'false', '~', 'null', 'Null', '<<', '=', '.inf', '-.INF', '.NaN',
  '0', '1', '-1', '+1', '017', '08', '0o17', '0x1F', '0b11', '1_000', '-_1', '0_x1F', '0x', '0x_', '0b_', '1.5', '.5', '5.', '.',
  '1e3', '1E-3', '1.5e+3', 'e3', '1:30', '190:20:30', '1:30.5', '2026.11', '2001-01-01', '2001-1-1',
  '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43',
])('what some reader takes for something else has double quotes: %s', text => {
  expect(written(text)).toBe(`"${text}"`);
  expect(yamlKey(text, '')).toBe(`"${text}"`);
});

test.each([
  ['{"a": "b"}', '\'{"a": "b"}\''],
  ['"', '\'"\''],
  ['"it\'s"', '"\\"it\'s\\""'],
  ['tab\there', '"tab\\there"'],
  ['\0\x07\x1b', '"\\u0000\\u0007\\u001b"'],
  ['\x7f\x85\u2028\u2029\ufeff\uffff', '"\\u007f\\u0085\\u2028\\u2029\\ufeff\\uffff"'],
  ['"\x7f"', '"\\"\\u007f\\""'],
  ['lone\rreturn', '"lone\\rreturn"'],
])('the quotes are those that need the least escapes: %j', (text, expected) => {
  expect(written(text)).toBe(expected);
});

test.each([
  ['a\nb', '|-\n  a\n  b'],
  ['a\nb\n', '|\n  a\n  b'],
  ['a\nb\n\n', '|+\n  a\n  b\n'],
  ['\n a', '|2-\n\n   a'],
  ['\ta\n', '|2\n  \ta'],
  ['a\n\n\tb  \n', '|\n  a\n\n  \tb  '],
  ['# a\n---\n%b\n', '|\n  # a\n  ---\n  %b'],
])('several lines are a block: %j', (text, expected) => {
  expect(written(text)).toBe(expected);
  expect(yamlKey(text, '')).toBe(JSON.stringify(text));
});

test.each([
  '\n', ' \n', 'a\n ', 'a\n  \n', 'a\n\t\n\n', 'a\r\nb\n', 'a\x85b\n', 'a\n\u2028',
])('lines that readers see differently are escaped instead: %j', text => {
  expect(written(text)).toBe(
    JSON.stringify(text).replace(/[\x85\u2028]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
});

const MANY = 1_000_000;

test.each([
  ['digits before a letter', `${'1'.repeat(MANY)}x`, (text: string) => text],
  ['colons and digits before a letter', `${'1:1'.repeat(MANY)}x`, (text: string) => text],
  ['quotes of both kinds', `${'"'.repeat(MANY)}'`, JSON.stringify],
  ['blanks before a letter', `${' '.repeat(MANY)}x`, JSON.stringify],
  ['blank lines before a letter', `a\n${' \n'.repeat(MANY)}x`, (text: string) => `|-\n${text.replace(/^/gm, '  ')}`],
])('a million %s take no longer than other text', (_, text, expected) => {
  expect(written(text) === expected(text)).toBe(true);
});

test('a string is written the second time as it was the first time', () => {
  fc.assert(fc.property(strings, text => {
    expect([written(text), yamlKey(text, '')]).toEqual([written(text), yamlKey(text, '')]);
    expect(yamlString(text, '')).not.toContain('\n');
  }));
});

test.each([
  [0, '0'], [-0, '0'], [-1.5, '-1.5'], [1e20, '100000000000000000000'], [1e21, '1.0e+21'], [1.5e-7, '1.5e-7'], [1e-7, '1.0e-7'],
])('the number %d is %s', (number, expected) => {
  expect(yamlNumber(number)).toBe(expected);
});

test('a number is what JSON writes, but for the dot', () => {
  fc.assert(fc.property(numbers, number => { expect(JSON.parse(yamlNumber(number))).toBe(number); }));
});
