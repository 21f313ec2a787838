import { App, Chart, Duration, Size, Yaml } from 'cdk8s';
import { ClaimRetention, PinterestStatefulSet, PinterestStatefulSetProps, StartOrder } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, Release, StandardRelease } from 'cdk8s-pinterest/platform';
import { EnvValue } from 'cdk8s-plus-27';
import { loadAll } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, onceQuiet, serverVersion } from './kubectl';

/*
 * A store whose data is a file: each start adds its version as a line.
 *
 * STORAGE_CLASS names a class that supports fsGroup: `local` on the cluster of this project's CI, whose class `standard` does
 * not. If the class allows expansion, the volumes are also enlarged.
 */
const STORAGE_CLASS = process.env.STORAGE_CLASS ?? 'local';
const NAMESPACE = 'store';
const OWNER = { team: 'boards', contact: 'boards@example.com' };

const SERVER = `
const fs = require('fs');
fs.appendFileSync('/data/starts', process.env.VERSION + '\\n');
process.on('SIGTERM', () => process.exit());
require('http').createServer((_, response) => response.end(JSON.stringify({
  pod: process.env.PLATFORM_POD_NAME, version: process.env.VERSION, starts: fs.readFileSync('/data/starts', 'utf8').trim().split('\\n'),
}))).listen(8080);`;

interface Variant extends Partial<PinterestStatefulSetProps> {
  readonly version?: string;
  readonly size?: Size;
  readonly chartLabels?: { [name: string]: string };
  readonly releases?: Release[];
}

function manifest(
  name: string, { version = '1', size = Size.gibibytes(1), chartLabels, releases, ...props }: Variant = {},
): string {
  const app = new App();
  const cluster = new Cluster({ name: 'e2e', environment: 'test', version: KubernetesVersion.of(serverVersion()) });
  new Platform({ clusters: [cluster], releases }).attach(app);
  const chart = new Chart(app, 'chart', { namespace: NAMESPACE, labels: chartLabels });
  new PinterestStatefulSet(chart, name, {
    owner: OWNER,
    container: {
      image: 'registry.example.com/pinboard:1.0.0',
      portNumber: 8080,
      command: ['node', '-e', SERVER],
      envVariables: { VERSION: EnvValue.fromValue(version) },
    },
    storage: [{ name: 'data', mountPath: '/data', size, storageClass: STORAGE_CLASS }],
    drain: Duration.seconds(1),
    ...props,
  });
  expect(app.node.findAll().flatMap(node => node.node.validate())).toEqual([]);
  return Yaml.stringify(...chart.toJson());
}

function rolledOut(name = 'db'): void {
  kubectl(['rollout', 'status', `statefulset/${name}`, '-n', NAMESPACE, '--timeout=180s']);
}

function podsOf(name = 'db'): any[] {
  return get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items.sort((a: any, b: any) =>
    a.metadata.name.localeCompare(b.metadata.name));
}

function claims(name = 'db'): any[] {
  return get('pvc', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
}

const uids = (objects: any[]) => Object.fromEntries(objects.map(object => [object.metadata.name, object.metadata.uid]));

function fetched(from: string, host: string): any {
  return JSON.parse(kubectl([
    'exec', from, '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e',
    `fetch('http://${host}:8080').then(async r => console.log(await r.text()))`,
  ]));
}

/** The answer of each pod. */
function states(): any[] {
  return ['db-0', 'db-1', 'db-2'].map(pod => fetched(pod, '127.0.0.1'));
}

function applied(variant: Variant): void {
  apply(manifest('db', variant));
  rolledOut();
}

beforeAll(() => {
  createNamespace(NAMESPACE);
  apply(manifest('db'));
  rolledOut();
});

afterAll(() => { kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']); });

test('each pod has a volume of its own, whose claim is labelled by the selector alone', () => {
  expect(states().map(({ pod, starts }) => [pod, starts])).toEqual([['db-0', ['1']], ['db-1', ['1']], ['db-2', ['1']]]);
  expect(Object.keys(uids(claims())).sort()).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  for (const { metadata } of claims()) {
    expect(metadata.labels).toEqual({ 'app.kubernetes.io/name': 'db', 'pinterest.com/crd_type': 'PinterestStatefulSet' });
  }
});

test('what is written is what the API server keeps', () => {
  const { spec } = (loadAll(manifest('db')) as any[]).find(each => each.kind === 'StatefulSet');
  expect(get('statefulset', 'db', '-n', NAMESPACE).spec).toMatchObject(spec);
});

test('applying the same again changes nothing', async () => {
  const versions = () => Object.fromEntries(get(
    'statefulsets,services,serviceaccounts,networkpolicies,poddisruptionbudgets,pvc,controllerrevisions', '-n', NAMESPACE,
  ).items
    .map((object: any) => [`${object.kind}/${object.metadata.name}`, object.metadata.resourceVersion]));
  const before = await onceQuiet(60, versions);
  apply(manifest('db'));
  expect(versions()).toEqual(before);
  expect(Object.keys(before)).toContain('PodDisruptionBudget/db');
});

test('one pod of three may be evicted', () => {
  expect(get('pdb', 'db', '-n', NAMESPACE).status).toMatchObject({ currentHealthy: 3, desiredHealthy: 2, disruptionsAllowed: 1 });
});

test('its pods find each other by name, and clients find them all behind one', () => {
  for (const pod of ['db-0', 'db-2']) {
    expect(fetched('db-1', `${pod}.db-peers`).pod).toBe(pod);
    expect(fetched('db-1', `${pod}.db-peers.${NAMESPACE}.svc.cluster.local`).pod).toBe(pod);
  }
  expect(fetched('db-1', `db.${NAMESPACE}.svc`).pod).toMatch(/^db-[012]$/);
});

test('a pod that comes back finds its data', async () => {
  kubectl(['delete', 'pod', 'db-1', '-n', NAMESPACE]);
  rolledOut();
  expect(fetched('db-1', '127.0.0.1').starts).toEqual(['1', '1']);
});

test('an update from one pod on leaves those before it as they are, until it reaches all', () => {
  applied({ version: '2', updateFrom: 2 });
  expect(states().map(({ version }) => version)).toEqual(['1', '1', '2']);
  applied({ version: '2' });
  expect(states().map(({ version }) => version)).toEqual(['2', '2', '2']);
});

test('another owner, chart label or runtime release keeps the claims and their data', () => {
  const [before, former] = [uids(claims()), states().map(({ starts }) => starts)];
  applied({
    version: '3',
    owner: { team: 'pins', contact: 'pins@example.com' },
    chartLabels: { tier: 'data' },
    releases: [StandardRelease.v202611().derive('2027.01', [])],
  });
  expect(uids(claims())).toEqual(before);
  states().forEach(({ starts }, n) => {
    // A container may start more than once, for example on a busy node; earlier lines are still in the file.
    expect(starts.slice(0, former[n].length)).toEqual(former[n]);
    expect(new Set(starts.slice(former[n].length))).toEqual(new Set(['3']));
  });
  for (const { metadata } of podsOf()) {
    expect(metadata.labels).toMatchObject({ 'pinterest.com/team': 'pins', 'pinterest.com/release': '2027.01' });
  }
  expect(get('statefulset', 'db', '-n', NAMESPACE).metadata.labels).toMatchObject({
    'tier': 'data', 'pinterest.com/team': 'pins',
  });
});

test('the volumes are made larger as the documentation says, without a restart', async () => {
  const larger = { version: '3', size: Size.gibibytes(2) };
  applied({ version: '3' });
  expect(() => apply(manifest('db', larger))).toThrow(/updates to statefulset spec|volumeClaimTemplates.*field is immutable/);
  const [pods, before] = [uids(podsOf()), uids(claims())];
  const expands = get('storageclass', STORAGE_CLASS).allowVolumeExpansion === true;
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: '2Gi' } } } });
  for (const claim of Object.keys(before)) {
    if (expands) kubectl(['patch', 'pvc', claim, '-n', NAMESPACE, '-p', patch]);
    else expect(() => kubectl(['patch', 'pvc', claim, '-n', NAMESPACE, '-p', patch])).toThrow(/must support resize/);
  }
  const former = get('statefulset', 'db', '-n', NAMESPACE).metadata.uid;
  kubectl(['delete', 'statefulset', 'db', '-n', NAMESPACE, '--cascade=orphan']);
  expect(uids(podsOf())).toEqual(pods);
  apply(manifest('db', larger));
  rolledOut();
  const { metadata, spec } = get('statefulset', 'db', '-n', NAMESPACE);
  expect(metadata.uid).not.toBe(former);
  expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('2Gi');
  await eventually('the pods to be adopted', 60, () =>
    podsOf().length === 3 && podsOf().every(pod => pod.metadata.ownerReferences?.[0]?.uid === metadata.uid));
  await new Promise(resolve => setTimeout(resolve, 10_000));
  expect(uids(podsOf())).toEqual(pods);
  expect(uids(claims())).toEqual(before);
  if (expands) for (const claim of claims()) expect(claim.spec.resources.requests.storage).toBe('2Gi');
  else console.log(`the class ${STORAGE_CLASS} allows no expansion: only the StatefulSet was deleted and made again`);
});

test('a store can let its volumes go with it, and start its pods all at once', async () => {
  apply(manifest('cache', { replicas: 2, retention: ClaimRetention.DELETE, startOrder: StartOrder.PARALLEL }));
  rolledOut('cache');
  expect(claims('cache')).toHaveLength(2);
  apply(manifest('cache', { replicas: 1, retention: ClaimRetention.DELETE, startOrder: StartOrder.PARALLEL }));
  await eventually('the claim of the removed pod to be gone', 90, () => claims('cache').length === 1);
  kubectl(['delete', 'statefulset', 'cache', '-n', NAMESPACE]);
  await eventually('the last claim to be gone', 90, () => claims('cache').length === 0);
});

test('a name of 52 characters has pods', () => {
  const name = 'n'.repeat(52);
  apply(manifest(name, {
    replicas: 1, storage: [], container: { image: 'registry.example.com/pinboard:1.0.0', portNumber: 8080 },
  }));
  rolledOut(name);
  expect(podsOf(name)).toHaveLength(1);
});
