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

  test('has no kinds but its own in its own groups, and none that it had once', () => {
    const kinds = [
      ['apps/v1beta1', 'Deployment'], ['extensions/v1beta1', 'Ingress'], ['batch/v1beta1', 'CronJob'], ['v1', 'Deployment'],
      ['apps/v1', 'Deploymnt'], ['policy/v1beta1', 'PodSecurityPolicy'], ['autoscaling/v2beta2', 'HorizontalPodAutoscaler'],
      ['app/v1', 'Deployment'], ['Apps/v1', 'Deployment'],
      ['apiextensions.k8s.io/v1beta1', 'CustomResourceDefinition'],
    ];
    const found = verdicts(version, kinds.map(([apiVersion, kind]) => ({ apiVersion, kind, metadata: { name: 'x' } })));
    expect(found.map(({ refusals }) => refusals)).toEqual(kinds.map(([apiVersion, kind]) => [
      { field: 'apiVersion', message: `no matches for kind "${kind}" in version "${apiVersion}"` },
    ]));
  });

  test('lets through what others may serve, and what is never stored', () => {
    const kinds = [
      ['metrics.k8s.io/v1beta1', 'NodeMetrics'], ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot'], ['example.com/v1', 'Thing'],
      ['authentication.k8s.io/v1', 'TokenReview'], ['v1', 'List'],
    ];
    const found = verdicts(version, kinds.map(([apiVersion, kind]) => ({ apiVersion, kind, metadata: { name: 'x' } })));
    expect(found.map(({ refusals, unjudged }) => [refusals, typeof unjudged])).toEqual(kinds.map(() => [undefined, 'string']));
  });

  test('names the field that cannot be read, also in lists', () => {
    const containers = (more: object) => [{ name: 'a', image: 'a' }, { name: 'b', image: 'b', ...more }];
    const metadata = { name: 'x' };
    const pod = (more: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: containers(more) } });
    const found = verdicts(version, [
      pod({ args: ['a', true] }), pod({ resources: { limits: { 'example.com/gpu': '1.5GB' } } }), pod({ ports: 'http' }),
      { apiVersion: 'v1', kind: 'Secret', metadata, data: { a: 'YQ==', b: 'not base64!' } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'x' },
    ]);
    expect(found.map(({ refusals }) => refusals[0].field)).toEqual([
      'spec.containers[1].args[1]', 'spec.containers[1].resources.limits[example.com/gpu]', 'spec.containers[1].ports', 'data.b',
      'metadata',
    ]);
  });

  test('judges definitions, APIServices and custom resources by policies for all kinds', () => {
    if (version === '1.27') return;
    const object = (apiVersion: string, kind: string, name: string, spec: object) => (
      { apiVersion, kind, metadata: { name }, spec }
    );
    const service = { name: 'a', namespace: 'b' };
    const all = { apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] };
    const [version1, things] = [{ name: 'v1', served: true, storage: true }, { plural: 'things', kind: 'Thing' }];
    const schema = { openAPIV3Schema: { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const found = verdicts(version, [
      object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'short', {
        matchConstraints: { resourceRules: [all] }, validations: [{ expression: 'object.metadata.name.size() < 30' }],
      }),
      object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'short', {
        policyName: 'short', validationActions: ['Deny'],
      }),
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.com', {
        group: 'example.com', scope: 'Namespaced', names: things, versions: [{ ...version1, schema }],
      }),
      object('apiregistration.k8s.io/v1', 'APIService', 'v1.metrics.example.com', {
        group: 'metrics.example.com', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1, service,
      }),
      object('example.com/v1', 'Thing', 'x', {}), object('example.com/v1', 'Thing', 'x'.repeat(30), {}),
    ]);
    expect(found.map(({ refusals = [] }) => refusals.length)).toEqual([0, 0, 0, 0, 0, 1]);
  });

  test('takes no document for an update, and no update for a document', () => {
    const right = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } };
    const found = verdicts(version, [{ ...right, data: { size: 7 }, document: right }, { document: right, old: right }]);
    expect(found.map(({ refusals }) => refusals?.length)).toEqual([1, undefined]);
  });

  test('what has neither kind nor version, or what a server alone writes, is refused; a name may be made up', () => {
    const metadata = { name: 'x' };
    const found = verdicts(version, [
      { kind: 'ConfigMap', metadata }, { apiVersion: 'v1', metadata }, { apiVersion: 'apps/v1/x', kind: 'Deployment', metadata },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, managedFields: [{ manager: 'kubectl' }] } },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'x-', creationTimestamp: null } },
    ]);
    expect(found.map(({ refusals = [] }) => refusals[0]?.field)).toEqual([
      'apiVersion', 'kind', 'apiVersion', 'metadata.managedFields', undefined,
    ]);
  });
});
