import * as fs from 'node:fs';
import { PinterestChart, RecordedDocument, RecordedField, SynthesisRecord } from 'cdk8s-pinterest';
import { Platform, StandardRelease } from 'cdk8s-pinterest/platform';
import { EVERYTHING } from '../everything';
import { CASES } from '../golden/cases';
import { clusterOf, MESH, World } from '../synth';
import { explained, leavesOf } from './explained';
import { KINDS, ORDER } from './perturbations';
import { propertyIn } from '../../lib/record/explained-workload';
import { stepsInto } from '../../lib/record/field-tokens';
import { tablesOfKind } from '../../lib/record/reason-tables';
import { FieldReason } from '../../lib/tree/field-reasons';
import { propertiesOfKind } from '../../lib/workloads/kind-properties';

const WORLDS = new Map<string, World>([
  ['1.27', { ...MESH, version: '1.27', region: 'us-east-1', identity: undefined }],
  ['1.37', { ...MESH, version: '1.37', region: 'us-east-1' }],
]);

const RELEASE = StandardRelease.v202611();

/** A cluster with all there is, on which there are two releases. */
function worldOf(version: string): World {
  const world = { ...EVERYTHING, version, region: 'us-east-1' };
  return {
    ...world,
    platform: new Platform({
      clusters: [clusterOf(world)], releases: [RELEASE.derive('next', []), RELEASE], today: '2026-11-24',
      imageRegistry: 'registry.example.com/platform',
    }),
  };
}

describe.each([...WORLDS])('on %s', (_version, world) => {
  test.each(Object.keys(CASES))('each field of %s says why it is there', name => {
    const { documents, problems } = explained(CASES[name], world);
    expect(problems).toEqual([]);
    expect(documents.length).toBeGreaterThan(2);
    const unsaid = documents.flatMap(document => leavesOf(document).filter(({ field }) => field.why === undefined)
      .map(({ pointer }) => `${document.kind} ${pointer}`));
    expect(unsaid).toEqual([]);
    expect(documents.filter(({ fields = [] }) => fields[0].pointer !== '' || fields[0].why === undefined)).toEqual([]);
  });
});

interface Said {
  readonly value: unknown;
  readonly settable: string[];
  readonly properties: string[];
  readonly why?: string;
}

/** What each value of the documents is, and by what, under the path of its construct and the names of its fields. */
function saidOf({ documents }: SynthesisRecord): Map<string, Said> {
  return new Map(documents.flatMap(document => [...valuesOf(document)]));
}

function valuesOf(document: RecordedDocument): Map<string, Said> {
  const [itself, ...fields] = document.fields!;
  const at = new Map(fields.map(field => [field.pointer, field]));
  const root = `${document.path}#${document.kind}`;
  const found = new Map<string, Said>([[root, { value: true, ...itself }]]);
  const walk = (value: unknown, pointer: string, path: string, nearest: RecordedField) => {
    const field = at.get(pointer) ?? nearest;
    const steps = stepsInto(value);
    if (steps.length === 0) found.set(path, { value, ...field });
    for (const [{ key, name }, inner] of steps) {
      // The application is the same, whatever its name.
      const called = path.endsWith(' containers') && ['main', 'pytorch'].includes(name) ? 'app' : name;
      walk(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, `${path} ${called}`, field);
    }
  };
  walk(document.content, '', root, itself);
  return found;
}

function covers(properties: string[], property: string): boolean {
  return properties.some(
    each => each === '*' || each === property || each.startsWith(`${property}.`) || property.startsWith(`${each}.`),
  );
}

/** What is there as a whole or not at all, and the field that is always in it. */
const PARTS: [RegExp, string][] = [[/^.* (?:initContainers|containers) \S+/, 'name'], [/^.* \w+ReplicaSpecs \S+/, 'replicas']];

/** The properties of reasons that have been seen to decide. */
const SEEN = new Set<string>();

/** What differs between two records, and is not said to be for a property. */
function unattributed(before: SynthesisRecord, after: SynthesisRecord, property: string): { changed: number; wrong: string[] } {
  const [was, is] = [saidOf(before), saidOf(after)];
  const isNew = (path: string, others: Map<string, Said>) => !others.has(path.split(' ')[0]);
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(path => was.get(path)?.value !== is.get(path)?.value);
  const wrong = changed.filter(path => {
    const [here, others] = is.has(path) ? [is, was] : [was, is];
    const { settable, properties, why } = here.get(path)!;
    const whole = here.get(path.split(' ')[0]);
    for (const named of settable.filter(each => covers([each], property))) SEEN.add(`${named}: ${why}`);
    if (isNew(path, others) && covers(whole!.settable, property)) return false;
    for (const [pattern, name] of PARTS) {
      const [part] = pattern.exec(path) ?? [];
      const isNewPart = part !== undefined && !others.has(`${part} ${name}`);
      if (isNewPart && covers(here.get(`${part} ${name}`)!.settable, property)) return false;
    }
    return !covers(settable, property) || (here === is && !settable.includes('*') && !covers(properties, property));
  });
  return { changed: changed.length, wrong };
}

const CHANGES = Object.entries(KINDS).flatMap(([kind, { changes }]) => changes.map((change, n) => [kind, change[0], n] as const));

describe.each(['1.27', '1.37'])('on %s', version => {
  test.each(CHANGES)('what changes in a %s with %s is said to be its (%#)', (kind, property, n) => {
    const { make, base, changes } = KINDS[kind];
    const [, written, needs = {}] = changes[n];
    const build = (props: object) => (
      explained((chart: PinterestChart) => make(chart, { ...base, ...needs, ...props }), worldOf(version), 'it')
    );
    const [before, after] = [build({}), build(written)];
    const problems = [...before.problems, ...after.problems];
    if (version === '1.27' && problems.length > 0 && problems.every(({ rule = '' }) => /Kubernetes 1\./.test(rule))) return;
    expect(problems).toEqual([]);
    const { changed, wrong } = unattributed(before, after, property);
    expect(wrong).toEqual([]);
    expect(changed).toBeGreaterThan(0);
  });
});

test('no reason names a property that decides nothing of it', () => {
  const tables = [...Object.keys(KINDS).flatMap(tablesOfKind), ...RELEASE._components.map(each => each._reasons())];
  const reasons = tables.flatMap(table => Object.values(table).flatMap(Object.values<FieldReason>));
  const named = new Set(reasons.flatMap(({ by, why }) => (
    by.map(property => `${propertyIn(property)}: ${why}`)
  )));
  expect(named.size).toBeGreaterThan(150);
  expect([...named].filter(each => !SEEN.has(each) && !NOT_TRIED.has(each.split(':')[0]))).toEqual([]);
});

/** Tried out below, or the same as another one. */
const NOT_TRIED = new Set(['*', 'container.port', 'runsBefore', 'runsAfter']);

test.each(Object.entries(ORDER))('what %s changes is said to be its', (property, build) => {
  const { documents } = explained(build, worldOf('1.37'), 'it');
  const waves = documents.flatMap(document => leavesOf(document).filter(({ pointer }) => pointer.endsWith('sync-wave')));
  const { documents: others } = explained(build, worldOf('1.37'));
  expect(property === 'runsBefore' ? waves.length : others.length).toBeGreaterThan(0);
  for (const { field } of waves) expect(field.properties).toEqual([property]);
});

/** The properties of an interface, from its source. */
function propertiesIn(file: string, name: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  const [body] = text.slice(text.indexOf(`export interface ${name} `)).split('\n}');
  return [...body.matchAll(/^ +readonly (\w+)\??:/gm)].map(match => match[1]);
}

const OF_ALL = [
  ...propertiesIn('lib/workloads/workload-props.ts', 'PinterestWorkloadProps'),
  ...propertiesIn('lib/pod/pod-options.ts', 'PodOptions'),
];

test.each(Object.entries(KINDS))('each property of a %s is tried out', (kind, { changes, base }) => {
  const tried = new Set([...changes.map(([property]) => property.split('.')[0]), 'container']);
  const ordered = kind === 'PinterestJobSet' ? Object.keys(ORDER) : [];
  const all = [...OF_ALL, ...propertiesOfKind(kind)];
  expect(all.length).toBeGreaterThan(26);
  expect(all.filter(property => !tried.has(property) && !ordered.includes(property))).toEqual([]);
  expect(Object.keys(base).filter(property => !all.includes(property))).toEqual([]);
});

test('each property of a container is tried out', () => {
  const source = 'node_modules/cdk8s-plus-27/lib/container.d.ts';
  const all = [...propertiesIn(source, 'ContainerProps'), ...propertiesIn(source, 'ContainerOpts')];
  const tried = KINDS.PinterestService.changes.map(([property]) => property);
  expect(all.length).toBeGreaterThan(12);
  // It is another name of portNumber.
  expect(all.filter(property => !tried.includes(`container.${property}`))).toEqual(['port']);
});
