import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { loadAll } from 'js-yaml';
import { createNamespace, eventually, kubectl } from './kubectl';
import { crds } from '../../frontend/lib/schema/crds';

/*
 * The custom resources of the front end: the API server takes their definitions, what the examples and the golden cases write,
 * and refuses what is wrong.
 */

const ROOT = path.join(__dirname, '../..');
const NAMESPACE = 'custom-resources';

const CASES = path.join(ROOT, 'frontend/test/golden/cases');
const FILES = [
  ...['quickstart/hello.yaml', 'storefront/app.yaml', 'storefront/storefront.yaml'].map(
    file => path.join(ROOT, 'examples/yaml', file),
  ),
  ...fs.readdirSync(CASES).map(file => path.join(CASES, file)),
];

interface Answer {
  readonly status: number | null;
  readonly stderr: string;
}

/** What the server says of documents that it is only asked about. */
function ask(text: string): Answer {
  const { status, stderr } = spawnSync(process.env.KUBECTL ?? 'kubectl', [
    'create', '--dry-run=server', '--validate=strict', '-n', NAMESPACE, '-f', '-',
  ], { input: text, encoding: 'utf8' });
  return { status, stderr };
}

function service(spec: string): string {
  return `apiVersion: platform.pinterest.com/v1
kind: PinterestService
metadata: {name: api}
spec:
  container: {image: registry.example.com/api:1.0.0}
  ${spec}
`;
}

beforeAll(async () => {
  createNamespace(NAMESPACE);
  kubectl(['apply', '--server-side', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: crds() }));
  for (const { metadata: { name } } of crds() as { metadata: { name: string } }[]) {
    kubectl(['wait', '--for=condition=Established', `crd/${name}`, '--timeout=60s']);
  }
  await eventually('the resources to be served', 60, () => ask(service('stop: 1m')).status === 0);
});

afterAll(() => {
  kubectl(['delete', 'crd', ...(crds() as { metadata: { name: string } }[]).map(({ metadata: { name } }) => name)]);
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

test('the definitions are structural', () => {
  for (const { metadata: { name } } of crds() as { metadata: { name: string } }[]) {
    const { status: { conditions } } = JSON.parse(kubectl(['get', 'crd', name, '-o', 'json']));
    expect(conditions.filter(({ type }: { type: string }) => type === 'NonStructuralSchema')).toEqual([]);
  }
});

test.each(FILES.map(file => [path.relative(ROOT, file), file]))('%s is taken', (_, file) => {
  const text = fs.readFileSync(file, 'utf8');
  expect(loadAll(text).length).toBeGreaterThan(0);
  expect(ask(text)).toEqual({ status: 0, stderr: '' });
});

test.each([
  ['scalin: {fixed: 1}', 'unknown field "spec.scalin"'],
  ['scaling: 3', 'spec.scaling'],
  ['scaling: {betwen: [1, 2]}', 'spec.scaling'],
  ['scaling: {between: [a, b]}', 'spec.scaling.between[0] in body must be of type number'],
  ['scaling: {fixed: many}', 'spec.scaling.fixed in body must be of type number'],
  ['stop: 30', 'spec.stop'],
  ['stop: 30x', 'spec.stop'],
  ['discovery: kingpn', 'spec.discovery'],
  ['protocol: HTTP3', 'spec.protocol: Unsupported value'],
  ['owner: {team: a}', 'spec.owner.contact: Required value'],
  ['callers: [{workloads: web}]', 'spec.callers[0]'],
  ['artifact: {image: a}', 'spec.artifact.version: Required value'],
  ['config: {env: {PORT: 80}}', 'spec.config.env.PORT in body must be of type string'],
  ['update: true', 'spec.update'],
  ['claims: [[uploads]]', 'spec.claims[0]'],
])('%s is refused', (spec, said) => {
  const { status, stderr } = ask(service(spec));
  expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
});

test('kubectl explains a property in the words of the library', () => {
  expect(kubectl(['explain', 'pinterestservices.spec.scaling.between'])).toMatch(/As many as the load needs, within\s+bounds/);
});
