import { App } from 'cdk8s';
import { loadAll } from 'js-yaml';

import { StringCase } from './cases/world';
import { stringInputs } from './inventory';
import { CASES, NOT_INPUTS } from './string-cases';
import { complaints } from '../synth';

/** What could end a string, a line or a word somewhere, or be read as something else. */
const HOSTILE = [
  '', ' ', 'a b', 'a\nb', 'a\r\n  evil: true', 'a\0b', 'a\x1bb', 'a\x7fb', 'a\u0085b', 'a\u2028b', 'a\ufffeb',
  'a\ud800b', '\'', '"', 'a\'b"c', 'a\\b', 'a;b', 'a,b=c', 'a$(HOME)b', 'a${env:HOME}b', '`id`', 'a{{b', 'a}}b',
  '{{ end }}', '-f', '..', '../b', '/a/../b', '#', 'a: b', '%s', 'é', 'a'.repeat(10_000), `${undefined}`,
  `a/${undefined}`, '[object Object]',
];

/** What every object of JavaScript seems to have. */
const INHERITED = ['__proto__', 'constructor'];

/** What plain JavaScript or Python may pass. */
const UNTYPED: [string, unknown][] = [
  ['a number', 42], ['NaN', NaN], ['a boolean', true], ['an object', {}], ['a list', ['a']], ['a String', new String('a')],
  ['an object that has a text', { toString: () => 'web' }], ['a symbol', Symbol('a')],
  ['an object without text', Object.create(null)], ['a function', () => 'a'],
];

const NAMES = Object.keys(CASES);

/** `npm run fuzz` tries all values everywhere, `npm test` a share of them at each place: together they are all. */
const EVERYTHING = process.env.FUZZ_SECONDS !== undefined;
const SHARE = 3;

function shareOf<T>(values: T[], name: string): T[] {
  return EVERYTHING ? values : values.filter((_, n) => n % SHARE === NAMES.indexOf(name) % SHARE);
}

test('every string that users can give is known here', () => {
  const isInput = (name: string) => !NOT_INPUTS.some(each => typeof each === 'string' ? each === name : each.test(name));
  const inputs = stringInputs().filter(isInput);
  expect(inputs.filter(name => !(name in CASES))).toEqual([]);
  expect(NAMES.filter(name => !inputs.includes(name))).toEqual([]);
});

describe.each(NAMES)('%s', name => {
  const { field, good, build, optional = false, emptiable = false } = CASES[name];

  test('takes an ordinary value', () => {
    if (good !== '') expect(complaints(() => build(good).synthYaml())).toEqual([]);
  });

  test('takes a hostile value as data, or refuses it by name', () => {
    const values = [...INHERITED, ...shareOf(HOSTILE, name).filter(each => each !== '' || !emptiable)];
    for (const value of values) judgeHostile(CASES[name], value);
  });

  test('refuses what is no string, by name', () => {
    for (const [what, value] of shareOf(UNTYPED, name)) expectRefusal(what, refusals(build, value), field);
    if (!optional) expectRefusal('nothing', refusals(build, undefined), field);
    if (optional) expect(complaints(() => build(undefined).synthYaml())).toEqual([]);
  });
});

function judgeHostile({ field, good, build }: StringCase, value: string): void {
  const lines = refusals(build, value);
  if (lines.length > 0 || good === '') {
    expectRefusal(value, lines, field);
    return;
  }
  const [ordinary, hostile] = [leavesOf(build(good), good), leavesOf(build(value), value)];
  expect([...hostile.keys()].sort()).toEqual([...ordinary.keys()].sort());
  for (const [at, leaf] of hostile) {
    if (leaf !== ordinary.get(at)) expect([at, ordinary.get(at)]).toEqual([at, expect.stringContaining(good)]);
  }
}

function refusals(build: (value: any) => App, value: unknown): string[] {
  return complaints(() => (build(value) as any).synthYaml());
}

const PRINTABLE = /^\[.+?\] [^\x00-\x1f\x7f-\x9f\u2028\ufffe\ud800]{1,2000}\.$/;

/** A refusal names the field and the construct, on one line that can be printed. */
function expectRefusal(what: string, lines: string[], field: string): void {
  const of = (line: string) => ({ what, line });
  expect({ what, lines: lines.length > 0 }).toEqual({ what, lines: true });
  expect({ what, lines, named: lines.some(line => line.includes(field)) }).toEqual({ what, lines, named: true });
  for (const line of lines) {
    expect(of(line)).toEqual({ what, line: expect.stringMatching(PRINTABLE) });
    expect(of(line)).toEqual({ what, line: expect.not.stringContaining('TypeError') });
    expect(of(line)).toEqual({ what, line: expect.not.stringMatching(/threw an error|is not a function|Cannot (read|convert)/) });
  }
}

/** Every value of an app's documents by its path, without the hashes of what is in them. */
function leavesOf(app: any, value: string): Map<string, string> {
  const leaves = new Map<string, string>();
  const nameOf = (key: string) => value === '' ? key : key.replaceAll(value, '<value>');
  const walk = (item: unknown, at: string): void => {
    if (typeof item !== 'object' || item === null) leaves.set(at, `${item}`.replace(/\b[0-9a-f]{8}\b/g, '<hash>'));
    else for (const [key, child] of Object.entries(item)) walk(child, `${at}/${nameOf(key)}`);
  };
  walk(loadAll(app.synthYaml()), '');
  return leaves;
}
