import * as fs from 'node:fs';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { LIMIT, LIMITS } from './policy-documents';
import { describeEach, verdicts } from './programs';
import { freshFolder } from '../synth';

/* Definitions of custom resources that a cluster has already, as the programs take them up. */

/** The definition with a property of that name alone. */
const having = (property: string) => JSON.parse(JSON.stringify(LIMITS).replace('"most"', `"${property}"`));
const object = (property: string) => ({ ...LIMIT, metadata: { name: 'limit' }, [property]: 1 });

/** A question for a file with these documents. */
function fileOf(...documents: string[]): object {
  const file = path.join(freshFolder(), 'definitions');
  fs.writeFileSync(file, documents.join('---\n'));
  return { definitions: file };
}

describeEach('1.27', '1.37')('Kubernetes %s', version => {
  /** Which properties of a Limit it takes after these. */
  const taken = (...before: object[]) => {
    const properties = ['a', 'b', 'c'];
    const answers = verdicts(version, [...before, ...properties.map(object)]).slice(before.length);
    return properties.filter((_, at) => answers[at].refusals === undefined && answers[at].unjudged === undefined);
  };
  const inFile = (property: string) => fileOf(stringify(having(property)));
  const byDefault = (property: string) => ({ default: having(property) });

  test.each<[string, string[], () => object[]]>([
    ['no definition', [], () => []],
    ['one by default', ['a'], () => [byDefault('a')]],
    ['one of a file', ['b'], () => [inFile('b')]],
    ['one of a file, and one by default', ['b'], () => [inFile('b'), byDefault('a')]],
    ['two of files', ['c'], () => [inFile('b'), inFile('c')]],
    ['one that is applied, and one of a file', ['c'], () => [inFile('b'), having('c')]],
    ['one that is applied, and one by default later', ['c'], () => [having('c'), byDefault('a')]],
    ['one that is applied over another one', ['c'], () => [having('b'), having('c')]],
    ['a file with other documents', ['b'], () => [fileOf('', 'kind: Thing\n', '7\n', stringify(having('b')), '- 1\n')]],
    ['a file of JSON', ['b'], () => [fileOf(JSON.stringify(having('b'), null, '\t'))]],
  ])('with %s: %j', (_, expected, before) => {
    expect(taken(...before())).toEqual(expected);
  });

  test('a file may be what a cluster prints of its own', () => {
    const { metadata, spec } = having('a');
    const stored = {
      ...LIMITS,
      metadata: { ...metadata, uid: 'f1', resourceVersion: '7', generation: 1, creationTimestamp: '2026-11-28T09:00:00Z' },
      spec: { ...spec, conversion: { strategy: 'None' } },
      status: { acceptedNames: spec.names, conditions: [], storedVersions: ['v1'] },
    };
    expect(taken(fileOf(stringify({ apiVersion: 'v1', kind: 'List', items: [stored] })))).toEqual(['a']);
  });

  test('versions that the newer definition of a kind has no more are not served', () => {
    const newer = JSON.parse(JSON.stringify(having('a')).replace('"v1"', '"v2"'));
    expect(taken(having('a'), newer)).toEqual([]);
  });

  test('one that the server refuses is told with the first object, and not before', () => {
    const wrong = { ...LIMITS, spec: { ...LIMITS.spec, scope: 'World' } };
    const [before, first] = verdicts(version, [fileOf(stringify(wrong)), object('most')]);
    expect(before.refusals).toBe(undefined);
    expect(first.refusals).toEqual([
      { message: expect.stringMatching(/^its definition limits.example.com of \S+: spec.scope: Unsupported value: "World"/) },
    ]);
  });

  test.each(['a: {{ b }}\n', 'a: b: c\n', '\t- a'])('a file with %j is refused', text => {
    expect(verdicts(version, [fileOf(text)])[0].refusals).toEqual([{ message: expect.stringMatching(/yaml: /) }]);
  });
});
