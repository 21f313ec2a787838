import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe as wordsOf } from '../../lib/documents/fault';
import { plainOf } from '../../lib/documents/node';
import { parse } from '../../lib/documents/parse';
import { CHART, complaints, complaintsAbout, folderWith, workload } from '../run-here';

const faultsOf = (text: string) => parse(text, 'a.yaml').faults.map(wordsOf);

test('aliases that make much of little are refused, and soon', () => {
  const begun = Date.now();
  const levels = Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(', ')}]`);
  expect(faultsOf(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toEqual([
    expect.stringContaining('must not have more than 500000 values'),
  ]);
  expect(Date.now() - begun).toBeLessThan(5000);
});

test('many aliases of one anchor take no more time than they are long', () => {
  const begun = Date.now();
  expect(faultsOf(`a: &a x\nb:\n${'- *a\n'.repeat(50_000)}`)).toEqual([]);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test('an alias within its own anchor is refused', () => {
  expect(faultsOf('a: &a\n  b: *a\n')).toEqual([
    'a.yaml:2:6: YAML: must name an anchor that ends before it: *a. Write &name before the value that is meant.',
  ]);
});

test('an alias is what its anchor is', () => {
  expect(plainOf(parse('a: &a {b: 1}\nc: *a\n', 'a.yaml').documents[0])).toEqual({ a: { b: 1 }, c: { b: 1 } });
});

test('what is nested too deeply is refused', () => {
  expect(faultsOf('['.repeat(200) + ']'.repeat(200))).toEqual([expect.stringContaining('must not be nested more than 100 deep')]);
  expect(faultsOf('['.repeat(100_000))[0]).toMatch(/^a\.yaml:\d+:\d+: YAML: /);
});

test.each(['[', '{', '? ', '- ', '{a: ', '- - a: - '])('%j a hundred thousand times does not end the process', text => {
  const folder = folderWith({ 'a.yaml': CHART + workload(), 'data.yaml': text.repeat(100_000) });
  const program = 'require("tsx/cjs"); process.stdout.write(require(process.argv[1])'
    + '.parse(require("fs").readFileSync(process.argv[2], "utf8"), "a.yaml").faults[0].rule)';
  const ran = spawnSync(process.execPath, [
    '--eval', program, join(__dirname, '../../lib/documents/parse.ts'), join(folder, 'data.yaml'),
  ], { encoding: 'utf8', cwd: __dirname });
  expect(ran.stdout).toMatch(/^must not be nested more than 100 deep$/);
});

test.each([
  ['a: 1\na: 2\n', 'a.yaml:2:1: YAML: is there twice: "a", first in line 1. Remove one of them.'],
  ['<<: {a: 1}\n', 'a.yaml:1:1: YAML: is a merge key of YAML 1.1, which YAML 1.2 does not have. Write the values out.'],
  ['__proto__: {a: 1}\n', 'a.yaml:1:1: YAML: is a name that programs take for something else. Use another name.'],
  ['a:\n\tb: 1\n\tc: 2\n', 'a.yaml:2:1: YAML: cannot be read: Tabs are not allowed as indentation. Write spaces in place of the tab.'],
  ['a: */5 * * * *\n', 'a.yaml:1:8: YAML: cannot be read: Unexpected alias at node end. Put the value in quotes, if it begins with "*".'],
  ['? [a]\n: b\n', 'a.yaml:1:3: YAML: must be a string. Write a name before the colon; in quotes, if it begins with [ or {.'],
  ['a: !!js/function x\n', 'a.yaml:1:18: YAML: has the tag tag:yaml.org,2002:js/function. Leave the tag out.'],
])('%j', (text, said) => {
  expect(faultsOf(text as string)).toEqual([said]);
});

test('names that every object has are names like others', () => {
  expect(complaints('config: {env: {toString: b, valueOf: c}}')).toEqual([]);
  expect(complaints('constructor: 3')[0]).toMatch(/^12:3: spec.constructor: is no such property\. /);
  expect(complaints('scaling: {constructor: 3}')[0]).toContain('is no function of Scaling');
  expect(complaints('protocol: toString')[0]).toContain('is none of TrafficProtocol');
  expect(complaints('discovery: constructor')[0]).toContain('is no Discovery');
});

test('control characters do not reach the terminal', () => {
  const [line] = complaints('"sc\\e[31m\\u202Ealing": 3');
  expect(line).toContain('sc\\u001b[31m\\u202ealing');
  // eslint-disable-next-line no-control-regex
  expect(line).not.toMatch(/[\u0000-\u001f\u202e]/);
});

test('syntax that is wrong has its place', () => {
  expect(complaintsAbout(`${CHART}---\na: [1\nb: 2\n`)[0]).toMatch(/^8:\d+: YAML: cannot be read: /);
});

const YAML = fc.oneof(
  fc.json(), fc.string({ unit: fc.constantFrom(...'a:- \n{}[],&*!#|>\'"%@0.') }),
  fc.jsonValue({ maxDepth: 4 }).map(
    value => CHART + workload(
      `scaling: ${JSON.stringify(value)}\nports: ${JSON.stringify(value)}\nplacement: ${JSON.stringify(value)}`,
    ),
  ),
);

test('whatever is written, there is an answer and no exception', () => {
  fc.assert(fc.property(YAML, text => {
    for (const { place } of parse(text, 'a.yaml').faults) expect(place.line > 0 && place.column > 0).toBe(true);
  }), { numRuns: 300 });
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
    const text = JSON.stringify(value);
    complaintsAbout(CHART + workload(`scaling: ${text}\nports: ${text}\nplacement: ${text}\nconfig: ${text}`));
  }), { numRuns: 40 });
});
