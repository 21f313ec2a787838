import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { describeEach, theseOf, verdicts as verdictsOf } from './programs';
import { lostFields } from '../drift/kept';

/* Kubernetes' own programs say that what the library writes is right, and that the server changes nothing of it. */

const root = path.join(__dirname, '../..');
const read = (file: string): any[] => loadAll(fs.readFileSync(file, 'utf8')).filter(Boolean);

/** Of custom resources, as they come with the package. */
const DEFINITIONS = fs.readdirSync(path.join(root, 'verdict/definitions'))
  .map(name => JSON.parse(fs.readFileSync(path.join(root, 'verdict/definitions', name), 'utf8')));

/** All files of golden output that are for a version. */
function golden(version: string): string[] {
  const kinds = filesIn(path.join(root, 'test/golden', version));
  return version === '1.37' ? [...kinds, ...filesIn(path.join(root, 'examples'), 'golden')] : kinds;
}

function filesIn(from: string, below = ''): string[] {
  return fs.readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml') && file.includes(below) && !file.endsWith('cdk8s.yaml'))
    .map(file => path.join(from, file));
}

function verdicts(version: string, documents: unknown[]): any[] {
  const definitions = DEFINITIONS.map(definition => ({ default: definition }));
  return verdictsOf(version, [...definitions, ...documents]).slice(definitions.length);
}

/** The documents of a file as they were in the commit before; none if it was not there, or there is no such commit. */
function committed(file: string): any[] {
  const { status, stdout } = spawnSync('git', ['show', `HEAD^:./${path.relative(root, file)}`], { cwd: root, encoding: 'utf8' });
  return status === 0 ? loadAll(stdout).filter(Boolean) : [];
}

function identityOf({ apiVersion, kind, metadata: { namespace, name } }: any): string {
  return [apiVersion, kind, namespace, name].join();
}

describeEach('1.27', '1.37')('Kubernetes %s', version => {
  const files = theseOf(version).length > 0 ? golden(version) : [];

  test('takes all golden output without a warning, and changes none of it', () => {
    const documents = files.flatMap(read);
    expect(documents.length).toBeGreaterThan(100);
    verdicts(version, documents).forEach((verdict, index) => {
      const { kind, name, unjudged, refusals = [], warnings = [], stored } = verdict;
      expect([kind, name, unjudged, ...refusals, ...warnings]).toEqual([kind, name, undefined]);
      expect([kind, name, ...lostFields(documents[index], stored)]).toEqual([kind, name]);
    });
  });

  test('takes the definitions of custom resources that come with its package', () => {
    for (const { name, refusals } of verdictsOf(version, DEFINITIONS)) expect([name, refusals]).toEqual([name, undefined]);
  });

  test('updates what the commit before wrote to what this one writes: nothing immutable changes', () => {
    const updates = files.flatMap(file => {
      const former = new Map(committed(file).map(document => [identityOf(document), document]));
      return read(file).filter(document => former.has(identityOf(document)))
        .map(document => ({ document, old: former.get(identityOf(document)) }));
    });
    const refused = verdicts(version, updates).filter(({ refusals }) => refusals !== undefined);
    expect(refused.map(({ kind, name, refusals }) => [kind, name, refusals])).toEqual([]);
  });

  test('refuses what a server refuses, each in its words', () => {
    const templateOf = (env: unknown[]) => ({
      metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'app', image: 'app:1', env }] },
    });
    const twice = templateOf([{ name: 'A', value: '1' }, { name: 'A', value: '2' }]);
    const template = templateOf([]);
    const deployment = (more: object) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x' },
      spec: { selector: { matchLabels: { app: 'x' } }, template, ...more },
    });
    const messages = verdicts(version, [
      deployment({ template: twice }), deployment({ replica: 1 }), deployment({ replicas: -1 }),
      { document: deployment({ selector: { matchLabels: { app: 'y' } } }), old: deployment({}) },
    ]).map(({ refusals }) => refusals?.map(({ field, message }: any) => `${field}: ${message}`).join());
    expect(messages[0]).toContain('spec.template.spec.containers[name="app"].env: duplicate entries for key [name="A"]');
    expect(messages[1]).toBe('spec.replica: unknown field "spec.replica"');
    expect(messages[2]).toContain('spec.replicas: Invalid value: -1: must be greater than or equal to 0');
    expect(messages[3]).toContain('field is immutable');
  });
});
