import Ajv from 'ajv';
import { Platform } from 'cdk8s-pinterest/platform';
import * as fc from 'fast-check';
import { parseAllDocuments, stringify } from 'yaml';
import { fuzz, FUZZ_TIMEOUT } from '../../../test/fuzz/budget';
import { clusterOf, MESH } from '../../../test/synth';
import { build } from '../../lib/app/build';
import { findingLines } from '../../lib/app/findings';
import { Unreadable } from '../../lib/app/sources';
import { tellInYaml } from '../../lib/app/teller';
import { jsonSchema } from '../../lib/schema/json-schema';
import { documentsOf, NAMES } from '../golden/documents';

const TEXTS = NAMES.map(documentsOf);
const validate = new Ajv({ strict: false }).compile(jsonSchema());

interface Outcome {
  readonly lines: string[];
  readonly manifests: string;
}

/** What a run makes of a text, in a world that has all that workloads may ask for. */
function outcomeOf(text: string): Outcome {
  const platform = new Platform({
    clusters: [clusterOf({ ...MESH, version: '1.37', region: 'us-east-1' })], imageRegistry: 'registry.example.com/platform',
  });
  try {
    const built = build([{ name: 'case.yaml', read: () => ({ text }), found: true }], { platform: { platform } });
    const tell = tellInYaml(built);
    const { files, problems } = built.app.plan();
    return { lines: findingLines(problems, tell), manifests: files.map(file => file.text).join('---\n') };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { lines: [`case.yaml:1:1: ${error.message}`], manifests: '' };
  }
}

/** Each mistake is told for people, and is in the file. */
function mustBeTold({ lines, manifests }: Outcome, text: string): void {
  const written = text.split(/\r?\n/);
  expect(manifests).toBe('');
  for (const line of lines) {
    const [, row, column, said] = /^case\.yaml:(\d+):(\d+): (.+: .+[.?])$/.exec(line) ?? [];
    if (said === undefined) throw new Error(`has no place, or no fix: ${line}`);
    expect(Number(row)).toBeLessThanOrEqual(written.length);
    expect(Number(column)).toBeLessThanOrEqual((written[Number(row) - 1] ?? '').length + 1);
    // eslint-disable-next-line no-control-regex
    expect(said).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]|^\s*at |\[object |\bTypeError|Cannot read|is not a function/);
  }
}

const HOSTILE = [
  '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a.b', 'a/b', '../..', 'a[0]', '"', '\u202e', '\u001b[31m', '\0', 'x'.repeat(5000),
  '{{ x }}', '${x}', '$(X)', '<script>', 'a: b', '- a', '#', '~', 'null', 'yes', '0644', '1e999', '.nan', '\ud83d', '\n---\n', 'of', 'new',
];
const KEYS = ['spec', 'pod', 'clusters', 'metadata', 'container', 'image', 'scaling', 'ports', 'name', 'fixed', 'secret', 'plus', '0', '<<'];
const key = fc.constantFrom(...KEYS, ...HOSTILE);
const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 65536, 1e21, [], {}, [[]], [null], [{}], { of: 1 }, { a: { b: {} } }),
  fc.constantFrom(...HOSTILE), fc.integer(), fc.jsonValue({ maxDepth: 3 }),
);

/** A change at the n-th place of a document. */
const change = fc.record({
  at: fc.nat(10_000), kind: fc.constantFrom('remove', 'replace', 'rename', 'misspell', 'add', 'wrap', 'move'), key, value, letter: fc.nat(40),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** A place in a value: what it is in, and its name there. */
interface Spot {
  readonly owner: Record<string, unknown> | unknown[];
  readonly name: string | number;
}

function spotsIn(node: unknown): Spot[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = Array.isArray(node) ? [...node.keys()] : Object.keys(node);
  return own.flatMap(name => [{ owner: node as Spot['owner'], name }, ...spotsIn((node as Record<string, unknown>)[name])]);
}

function apply(documents: unknown[], { at, kind, key: other, value: given, letter }: Change): void {
  const spots = spotsIn(documents);
  const { owner: any, name } = spots[at % spots.length];
  const owner = any as Record<string, unknown>;
  const before = owner[name];
  // Also `__proto__` is a name like others here.
  const set = (to: string | number, it: unknown) => (
    Object.defineProperty(owner, to, { value: it, enumerable: true, configurable: true, writable: true })
  );
  const rename = (to: string) => {
    if (Array.isArray(any)) return;
    const entries = Object.entries(owner).map(([each, old]) => [each === name ? to : each, old] as const);
    for (const each of Object.keys(owner)) delete owner[each];
    for (const [each, old] of entries) set(each, old);
  };
  if (kind === 'remove' && Array.isArray(any)) any.splice(Number(name), 1);
  else if (kind === 'remove') delete owner[name];
  else if (kind === 'replace') set(name, given);
  else if (kind === 'rename') rename(other);
  else if (kind === 'misspell') rename(`${name}`.slice(0, letter % 8) + `${name}`.slice((letter % 8) + 1));
  else if (kind === 'add' && Array.isArray(any)) any.push(given);
  else if (kind === 'add') set(other, given);
  else if (kind === 'wrap') set(name, letter % 2 === 0 ? [before] : { [other]: before });
  else set(name, structuredClone(spots[(at * 7 + letter) % spots.length].owner));
}

function changed(text: string, changes: readonly Change[]): unknown[] {
  const documents = parseAllDocuments(text).map(document => document.toJS() as unknown);
  for (const each of changes) if (documents.length > 0) apply(documents, each);
  return JSON.parse(JSON.stringify(documents)) as unknown[];
}

const inBlocks = (documents: readonly unknown[]) => documents.map(each => stringify(each, { lineWidth: 0 })).join('---\n');
const asJson = (documents: readonly unknown[]) => documents.map(each => JSON.stringify(each)).join('\n---\n');

const texts = fc.constantFrom(...TEXTS);

test('a document that is changed gives errors with their places, or manifests', () => fuzz(
  fc.property(texts, fc.array(change, { minLength: 1, maxLength: 3 }), (text, changes) => {
    const documents = changed(text, changes);
    const written = inBlocks(documents);
    const outcome = outcomeOf(written);
    if (outcome.lines.length > 0) {
      mustBeTold(outcome, written);
      return;
    }
    // What is accepted has the form that editors know, and is the same however it is written.
    for (const each of documents) {
      const own = typeof each === 'object' && each !== null && (each as { apiVersion?: unknown }).apiVersion === 'platform.pinterest.com/v1';
      if (own && !validate(each)) throw new Error(`is no document of the schema: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    }
    expect(outcomeOf(asJson(documents))).toEqual(outcome);
    // Nothing is left out.
    const workloads = documents.filter(each => /^Pinterest(?!App|Chart)/.test(`${(each as { kind?: unknown } | null)?.kind}`));
    for (const each of workloads as { metadata: { name: string } }[]) expect(outcome.manifests).toContain(each.metadata.name);
  }),
), FUZZ_TIMEOUT);

test('a text that is changed does, too', () => fuzz(
  fc.property(texts, fc.nat(), fc.nat(6), fc.oneof(
    fc.string({ unit: fc.constantFrom(...'a:- \n\t{}[],&*!#|>\'"%@0.~?<'), maxLength: 6 }), fc.constantFrom(...HOSTILE),
  ), (text, at, length, inserted) => {
    const from = at % text.length;
    const written = text.slice(0, from) + inserted + text.slice(from + length);
    const outcome = outcomeOf(written);
    if (outcome.lines.length > 0) mustBeTold(outcome, written);
    else expect(outcome.manifests).not.toBe('');
  }),
), FUZZ_TIMEOUT);
