import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freshFolder } from '../synth';

// Each is some twenty programs, one after the other.
jest.setTimeout(60_000);

const PROGRAM = path.join(__dirname, '../../bin/unused-config');
const FAKE = path.join(__dirname, 'fake-kubectl.js');
const DAY = 86_400_000;

const KINDS = [
  'configmaps', 'pods', 'podtemplates', 'replicationcontrollers', 'secrets', 'deployments.apps', 'replicasets.apps',
  'statefulsets.apps', 'controllerrevisions.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch',
  'leases.coordination.k8s.io',
  'pytorchjobs.kubeflow.org', 'sparkapplications.sparkoperator.k8s.io', 'gateways.gateway.networking.k8s.io',
  'applications.argoproj.io', 'pods.metrics.k8s.io',
];

type Objects = Record<string, any[]>;

const meta = (name: string, namespace = 'shop') => ({ name, namespace });
const config = (name: string, namespace = 'shop', age = 0, reclaim = 'when-unnamed') => ({
  metadata: {
    ...meta(name, namespace), labels: { 'pinterest.com/reclaim': reclaim },
    creationTimestamp: new Date(Date.now() - age * DAY).toISOString(),
  },
  immutable: true,
});
const template = (name: string) => ({ spec: { volumes: [{ configMap: { name } }] } });

function run(objects: Objects, args: string[], broken: string[] = []) {
  const folder = freshFolder();
  const [world, calls] = ['world', 'calls'].map(name => path.join(folder, name));
  const kinds = { ...Object.fromEntries(KINDS.map(kind => [kind, []])), ...objects };
  fs.writeFileSync(world, JSON.stringify({ kinds, broken }));
  fs.writeFileSync(calls, '');
  const { status, stdout, stderr } = spawnSync(PROGRAM, args, {
    encoding: 'utf8', env: { ...process.env, KUBECTL: FAKE, WORLD: world, CALLS: calls },
  });
  const asked = fs.readFileSync(calls, 'utf8').split('\n').filter(line => line !== '');
  return {
    status, stderr, asked,
    listed: stdout.split('\n').filter(line => line !== '').map(line => line.replace(/ of \S+Z/, '')),
    deleted: asked.filter(call => call.startsWith('delete')),
  };
}

test('what nothing names is listed, and nothing is deleted', () => {
  const { status, listed, deleted, stderr } = run({
    'configmaps': [config('api-config-00000001'), config('api-config-00000002')],
    'deployments.apps': [{ metadata: meta('api'), spec: { template: template('api-config-00000002') } }],
  }, ['-A']);
  expect({ status, listed, deleted }).toEqual({ status: 0, listed: ['shop/api-config-00000001'], deleted: [] });
  expect(stderr).toBe('1 of 2 ConfigMaps are named by nothing; --delete deletes them\n');
});

test('with --delete it is deleted, all of a namespace at once', () => {
  const { listed, asked } = run({
    configmaps: [config('a-1'), config('a-2'), config('b-1', 'pins'), config('kept', 'pins', 0, 'never')],
  }, ['-A', '--delete', '--context', 'prod']);
  expect(listed).toEqual(['pins/b-1 deleted', 'shop/a-1 deleted', 'shop/a-2 deleted']);
  const deletion = '--context=prod delete --ignore-not-found --wait=false -f -';
  expect(asked.slice(-5)).toEqual([deletion, '  pins/b-1', deletion, '  shop/a-1', '  shop/a-2']);
  expect(asked.every(call => /^--context=prod | {2}/.test(call))).toBe(true);
});

test('a label alone has nothing deleted: the library\'s are immutable', () => {
  const labelled = { ...config('kube-root-ca.crt'), immutable: undefined };
  expect(run({ configmaps: [labelled, { ...config('own'), immutable: false }] }, ['-A', '--delete'])).toMatchObject({
    status: 0, listed: [], deleted: [],
  });
});

/** Each names a ConfigMap in its own way. */
const OWNERS: [string, (name: string) => object][] = [
  ['deployments.apps', name => ({ spec: { template: template(name) } })],
  // A Deployment may go back to it.
  ['replicasets.apps', name => ({ spec: { replicas: 0, template: template(name) } })],
  ['statefulsets.apps', name => ({ spec: { template: template(name) } })],
  // Of the pods below a partition.
  ['controllerrevisions.apps', name => ({ data: { spec: { template: template(name) } } })],
  ['daemonsets.apps', name => ({ spec: { template: template(name) } })],
  ['cronjobs.batch', name => ({ spec: { jobTemplate: { spec: { template: template(name) } } } })],
  // A run that is tried again.
  ['jobs.batch', name => ({ spec: { template: template(name) } })],
  ['pytorchjobs.kubeflow.org', name => ({ spec: { pytorchReplicaSpecs: { Master: { template: template(name) } } } })],
  ['sparkapplications.sparkoperator.k8s.io', name => ({ spec: { driver: { configMaps: [{ name }] } } })],
  ['gateways.gateway.networking.k8s.io', name => ({ spec: { infrastructure: { parametersRef: { kind: 'ConfigMap', name } } } })],
  ['replicationcontrollers', name => ({ spec: { template: template(name) } })],
  ['podtemplates', name => ({ template: template(name) })],
  ['pods', name => ({ spec: { volumes: [{ projected: { sources: [{ configMap: { name } }] } }] } })],
  ['pods', name => ({ spec: { containers: [{ envFrom: [{ configMapRef: { name } }] }] } })],
  ['pods', name => ({ spec: { containers: [{ env: [{ valueFrom: { configMapKeyRef: { name, key: 'k' } } }] }] } })],
  ['pods', name => ({ spec: { containers: [{ args: [`watch\n${name};\t--as=${name}`] }] } })],
];

test('all that makes pods keeps what it names, each in its own way', () => {
  const objects: Objects = { configmaps: [config('x-none')] };
  OWNERS.forEach(([kind, owner], n) => {
    (objects[kind] ??= []).push({ metadata: meta(`owner-${n}`), ...owner(`x-${n}`) });
    objects.configmaps.push(config(`x-${n}`));
  });
  expect(run(objects, ['-n', 'shop']).listed).toEqual(['shop/x-none']);
});

test('what is of the same name in another namespace is another one', () => {
  const { listed } = run({
    configmaps: [config('x'), config('x', 'pins')], pods: [{ metadata: meta('p', 'pins'), ...template('x') }],
  }, ['-A']);
  expect(listed).toEqual(['shop/x']);
});

test('who owns a field, and what only lists objects, names nothing', () => {
  const { listed } = run({
    'configmaps': [config('x')],
    'pods': [{ metadata: { ...meta('p'), managedFields: [{ manager: 'x' }] }, spec: {} }],
    'applications.argoproj.io': [{ metadata: meta('shop'), status: { resources: [{ kind: 'ConfigMap', name: 'x' }] } }],
    'secrets': [{ metadata: meta('s'), data: { k: 'x' } }],
  }, ['-A']);
  expect(listed).toEqual(['shop/x']);
});

test('kinds whose objects do not count are named, too', () => {
  const objects = { 'configmaps': [config('x')], 'reports.example.com': [{ metadata: meta('r'), resource: 'x' }] };
  expect(run(objects, ['-A']).listed).toEqual([]);
  expect(run(objects, ['-A', '--ignore', 'reports.example.com']).listed).toEqual(['shop/x']);
});

test('what is young can be left out', () => {
  const configmaps = [config('old', 'shop', 3), config('young', 'shop', 1)];
  const { listed, stderr } = run({ configmaps }, ['-A', '--older-than=2d']);
  expect(listed).toEqual(['shop/old']);
  expect(stderr).toContain('1 of 1 ConfigMaps that are old enough are named by nothing');
});

test('only the namespaces that are named are looked at, each once', () => {
  const configmaps = ['a', 'b', 'c'].map(each => config('x', each));
  const { listed, asked } = run({ configmaps }, ['-n', 'a', '--namespace=b', '-n', 'a']);
  expect(listed).toEqual(['a/x', 'b/x']);
  expect(asked.filter(call => call.startsWith('get')).every(call => / -n [ab] /.test(call))).toBe(true);
});

test('a namespace that is not there is told from one with nothing unused', () => {
  const namespaces = [{ metadata: { name: 'shop' } }];
  expect(run({ namespaces }, ['-n', 'shop']).status).toBe(0);
  const { status, stderr } = run({ namespaces }, ['-n', 'shop', '-n', 'shpo']);
  expect([status, stderr]).toEqual([1, expect.stringContaining('there is no namespace shpo')]);
  expect(run({ namespaces }, ['-n', 'shpo'], ['namespaces']).status).toBe(0);
});

test.each(['configmaps', 'pods', 'controllerrevisions.apps', 'pytorchjobs.kubeflow.org', 'api-resources'])(
  'if %s cannot be read, nothing is deleted', kind => {
    const { status, deleted, stderr } = run({ configmaps: [config('x')] }, ['-A', '--delete'], [kind]);
    expect({ status, deleted }).toEqual({ status: 1, deleted: [] });
    expect(stderr).toContain('is forbidden');
  },
);

test('what a deletion does not reach is not said to be deleted', () => {
  const { status, listed } = run({ configmaps: [config('x')] }, ['-A', '--delete'], ['delete']);
  expect({ status, listed }).toEqual({ status: 1, listed: [] });
});

test.each([
  [['--delete'], 'say where to look'], [['-A', '-n', 'a'], 'say where to look'], [['-n'], '-n needs a value'],
  [['-A', '--older-than', '2 days'], '--older-than 2 days is no time'], [['-A', '--force'], 'unknown: --force'],
])('%j is refused', (args, message) => {
  const { status, stderr, asked } = run({}, args);
  expect({ status, asked }).toEqual({ status: 1, asked: [] });
  expect(stderr).toContain(message);
});

test('thousands of objects take a few calls, and seconds', () => {
  const names = Array.from({ length: 5000 }, (_, n) => `api-${n}-config-0123abcd`);
  const since = Date.now();
  const { listed, asked, deleted } = run({
    configmaps: names.map(name => config(name)),
    pods: names.slice(0, 4500).map(name => ({ metadata: meta(`${name}-pod`), ...template(name) })),
  }, ['-A', '--delete']);
  expect(listed).toHaveLength(500);
  expect(deleted).toHaveLength(1);
  // The ConfigMaps, the kinds, the four steps in which they are asked, and the deletion.
  expect(asked.filter(call => !call.startsWith('  '))).toHaveLength(1 + 1 + 4 + 1);
  expect(Date.now() - since).toBeLessThan(20_000);
});
