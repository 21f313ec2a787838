import * as path from 'node:path';
import { Outcome } from '../../lib/outcome';
import { Answers, FakeKubectl } from '../cluster/fake-kubectl';
import { answerOf, EXAMPLES, expectGolden, pinterest } from '../pinterest';
import { list } from '../status/fake-cluster';

const fakes: FakeKubectl[] = [];
afterAll(() => fakes.forEach(fake => fake.remove()));

const applied = (kind: string, name: string, more: object = {}) => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
  kind,
  metadata: {
    name, namespace: 'default', uid: `${kind}-${name}`,
    labels: { 'app.kubernetes.io/managed-by': 'cdk8s-pinterest', 'pinterest.com/team': 'boards', ...more },
    managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': {} } }],
  },
});

const made = (name: string, owner: string, status: object = {}) => ({
  metadata: { name, namespace: 'default', uid: name, ownerReferences: [{ uid: owner, controller: true }] }, status,
});

const RESOURCES = [
  'deployments  apps/v1  true  Deployment  get,list', 'services  v1  true  Service  get,list',
  'configmaps  v1  true  ConfigMap  get,list', 'serviceaccounts  v1  true  ServiceAccount  get,list',
].join('\n');
const listOf = (group: string, plural: string) => `${group}/namespaces/default/${plural}?limit=500`;

/** A cluster on which the quickstart was applied, without its Service, and an older version of it before. */
function cluster(more: Answers = {}) {
  const items = [
    applied('Deployment', 'hello'), applied('ServiceAccount', 'hello'), applied('Deployment', 'goodbye\u001b[2J'),
    applied('ConfigMap', 'hello-files-1a2b3c4d', { 'pinterest.com/reclaim': 'when-unnamed' }),
  ];
  const ready = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
  const fake = new FakeKubectl({
    'wide': { out: RESOURCES },
    '--show-managed-fields': { out: JSON.stringify({ kind: 'List', items }) },
    [listOf('/api/v1', 'pods')]: {
      out: list([
        made('hello-7d-b', 'hello-7d', { phase: 'Pending' }), made('hello-7d-a', 'hello-7d', ready), made('alone', 'nobody'),
      ]),
    },
    [listOf('/apis/apps/v1', 'replicasets')]: { out: list([made('hello-7d', 'Deployment-hello')]) },
    [listOf('/apis/batch/v1', 'jobs')]: { out: list([]) },
    ...more,
  });
  fakes.push(fake);
  return { directory: path.join(EXAMPLES, 'quickstart'), env: { KUBECTL: fake.program } };
}

test('the tree of a cluster has the pods, what is missing, and what nobody owns any more', async () => {
  const { outcome, out, err } = await pinterest(['tree', '--live', '-n', 'default'], cluster());
  expect([outcome, err]).toEqual([Outcome.FOUND, '']);
  expectGolden('tree.live.txt', out);
  expect(out).not.toContain('\u001b');
}, 30000);

test('says the same to programs', async () => {
  const { trees: [root], unowned } = await answerOf(['tree', '--live', '-n', 'default'], cluster());
  const [, deployment, service] = root.children[0].children[0].children;
  expect(deployment.object).toMatchObject({
    on: 'there',
    pods: [{ name: 'hello-7d-a', phase: 'Running', ready: true }, { name: 'hello-7d-b', phase: 'Pending', ready: false }],
  });
  expect(service.object.on).toBe('missing');
  expect(unowned).toEqual([
    { kind: 'Deployment', namespace: 'default', name: 'goodbye\u001b[2J', kept: false },
    { kind: 'ConfigMap', namespace: 'default', name: 'hello-files-1a2b3c4d', kept: true },
  ]);
}, 30000);

test('of several clusters it shows the one that is asked', async () => {
  const directory = path.join(EXAMPLES, 'pinboard');
  const { trees } = await answerOf(['tree', '--live', '--cluster', 'staging'], { ...cluster(), directory });
  expect(JSON.stringify(trees)).toContain('"path":"staging/pinboard/api"');
  expect(JSON.stringify(trees)).not.toContain('prod-east/');
}, 30000);

test('what may not be read is told, and nothing else fails', async () => {
  const forbidden = { err: 'Error from server (Forbidden): pods is forbidden: User "web" cannot list resource "pods"' };
  const { out } = await pinterest(['tree', '--live', '-n', 'default'], cluster({ [listOf('/api/v1', 'pods')]: forbidden }));
  expect(out).toMatch(/The pods of default could not be read: .*forbidden/);
  expect(out).toContain('deployment  Deployment/hello');
}, 30000);

test('a cluster that cannot be reached is told', async () => {
  const refused = { err: 'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?' };
  const { outcome, err } = await pinterest(['tree', '--live', '-n', 'default'], cluster({ wide: refused }));
  expect(outcome).toBe(Outcome.COULD_NOT);
  expect(err).toContain('The cluster cannot be read');
}, 30000);
