import { App, Duration, JsonPatch, Size, Yaml } from 'cdk8s';
import {
  Channel, Checksum, Dependency, DependencyOptions, PinterestChart, PinterestJobSet, PinterestService, Scaling, Shards,
} from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, PlatformRuntime, StandardRelease } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import { declaredStore, dependencyStore, STORE_PASSWORD, storeCredentials } from './dependency-store';
import { apply, createNamespace, eventually, get, kubectl, rolledOut, serverVersion } from './kubectl';

const [STORE, RUNTIME, SHOP] = ['dependency-store', 'dependency-runtime', 'dependency-shop'];
const OWNER = { team: 'infrastructure', contact: 'infra@example.com' };
const SMALL = { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16) } };
const PODS = 10;

const FOLDER = '/tmp/files/artifacts/models/ranker/v12';
const PUBLISH = `mkdir -p ${FOLDER}/vocabulary && cd ${FOLDER}
seq 4000000 > weights; for n in 1 2 3 4 5; do seq $n 1000 > vocabulary/part-$n; done; : > complete`;

/** The platform for this cluster. Its second release is not installed. */
function synthesized(namespace: string, build: (chart: PinterestChart) => void): string {
  const app = new App();
  new Platform({
    clusters: [
      new Cluster({
        name: 'e2e',
        environment: 'test',
        version: KubernetesVersion.of(serverVersion()),
        dependencyStore: declaredStore(STORE),
      }),
    ],
    releases: [StandardRelease.v202611().derive('2026.12', []), StandardRelease.v202611()],
    infrastructureNamespaces: [RUNTIME],
    runtimeNamespace: RUNTIME,
  }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace, owner: OWNER });
  build(chart);
  expect(app.node.findAll().flatMap(node => node.node.validate())).toEqual([]);
  return Yaml.stringify(...(chart.toJson() as any[]).filter(object => !/2026-12/.test(object.metadata.name)));
}

/** A workload that prints the files in /models as its first line. */
const container = (script: string) => ({
  image: 'registry.example.com/pinboard:1.0.0',
  command: ['sh', '-c', `cd /models && find . -type f | sort && sha256sum weights; ${script}`],
  resources: SMALL,
});

function service(name: string, dependency: Partial<DependencyOptions>, node: string, release = '2026.11'): string {
  return synthesized(SHOP, chart => {
    const { pod } = new PinterestService(chart, name, {
      container: container('touch /models/new || exec sleep 1000000'),
      dependencies: [Dependency.of({ path: 'models/ranker/v12', mountPath: '/models', ...dependency })],
      scaling: Scaling.fixed(1),
      channel: Channel.pinned(release),
      drain: Duration.seconds(0),
      stop: Duration.seconds(1),
    });
    pod.patch(JsonPatch.add('/nodeSelector', { 'kubernetes.io/hostname': node }));
  });
}

function jobSet(name: string, dependency: Partial<DependencyOptions>, node: string): string {
  return synthesized(SHOP, chart => {
    const { pod } = new PinterestJobSet(chart, name, {
      container: container(':'),
      dependencies: [Dependency.of({ path: 'models/ranker/v12', mountPath: '/models', ...dependency })],
      shards: Shards.count(PODS),
      parallelism: PODS,
    });
    pod.patch(JsonPatch.add('/nodeSelector', { 'kubernetes.io/hostname': node }));
  });
}

const inStore = (script: string) => kubectl(['exec', 'deployment/store', '-n', STORE, '--', 'bash', '-c', script]).trim();
const podsOf = (name: string) =>
  get('pods', '-n', SHOP, '-l', `app.kubernetes.io/name=${name}`).items.filter((pod: any) => !pod.metadata.deletionTimestamp);
const logOf = (pod: any) => kubectl(['logs', pod.metadata.name, '-n', SHOP, '-c', 'app']);

/** The message of a pod that does not start. */
async function lastWords(name: string): Promise<string> {
  const [init, app] = await eventually(`a pod of ${name} to fail`, 150, () => {
    const [pod] = podsOf(name);
    const status = pod?.status.initContainerStatuses?.find((each: any) => each.name === 'dependencies');
    const ended = status?.state.terminated ?? status?.lastState.terminated;
    return ended && [ended, pod.status.containerStatuses[0]];
  });
  expect(init.exitCode).toBe(1);
  expect(app.state.waiting.reason).toBe('PodInitializing');
  return init.message;
}

/** How many bytes of a file the store has sent. */
function sent(file: string): number {
  const lines = inStore('cat /tmp/asked').split('\n').map(line => line.split(' '))
    .filter(([method, uri]) => method === 'GET' && uri.endsWith(file));
  return lines.reduce((sum, [,, , bytes]) => sum + Number(bytes), 0);
}

let nodes: string[];
/** Computed without rclone. */
let published: { file: string; folder: string; size: number };

beforeAll(() => {
  [STORE, RUNTIME, SHOP].forEach(name => createNamespace(name));
  nodes = get('nodes').items.map((node: any) => node.metadata.name).sort();
  // The daemons start first: they must find a store that comes up later.
  apply(storeCredentials(RUNTIME));
  apply(synthesized(RUNTIME, chart => new PlatformRuntime(chart, 'runtime')));
  kubectl(['rollout', 'status', 'daemonset/dependency-cache-2026-11', '-n', RUNTIME, '--timeout=120s']);
  apply(dependencyStore(STORE, PUBLISH));
  rolledOut(STORE, 'store');
  const [file, folder, size] = inStore(`cd ${FOLDER}; sha256sum weights; `
    + 'find . -type f -printf "%P\\0" | xargs -0 sha256sum | LC_ALL=C sort | sha256sum; stat -c %s weights')
    .split('\n').map(line => line.split(' ')[0]);
  published = { file, folder, size: Number(size) };
  // Waiting for a daemon that never comes takes a minute; the other tests run meanwhile.
  apply(service('stranded', {}, nodes[0], '2026.12'));
});
afterAll(() => [STORE, RUNTIME, SHOP].forEach(name => kubectl(['delete', 'namespace', name, '--wait=false'])));

test('ten pods of a node start at once, find everything before their first line, and the node downloads it once', async () => {
  const began = Date.now();
  apply(jobSet('trainer', { checksum: Checksum.sha256(published.folder) }, nodes[0]));
  const done = await eventually('ten pods to end well', 120, () => {
    const ended = podsOf('trainer').filter((pod: any) => pod.status.phase === 'Succeeded');
    return ended.length === PODS && ended;
  });
  console.log(`${serverVersion()}: ${PODS} pods with ${published.size} bytes each ended after ${Date.now() - began} ms`);
  const list = [
    './complete', './vocabulary/part-1', './vocabulary/part-2',
    './vocabulary/part-3', './vocabulary/part-4', './vocabulary/part-5', './weights',
  ];
  for (const pod of done) {
    expect(pod.spec.nodeName).toBe(nodes[0]);
    expect(logOf(pod).trim().split('\n')).toEqual([...list, `${published.file}  weights`]);
  }
  expect(sent('/weights')).toBe(published.size);
});

test('a single file is a dependency, too; the application cannot write it, and another node downloads for itself', async () => {
  const before = sent('/weights');
  apply(service(
    'ranker',
    { path: 'models/ranker/v12/weights', checksum: Checksum.sha256(published.file), sizeLimit: Size.mebibytes(64) },
    nodes[nodes.length - 1],
  ));
  rolledOut(SHOP, 'ranker');
  const [pod] = podsOf('ranker');
  await eventually('the application to find out that it cannot write', 10, () => logOf(pod).includes('Read-only file system'));
  expect(logOf(pod)).toMatch(new RegExp(`^\\./weights\\n${published.file}  weights\\n`));
  expect(sent('/weights') - before).toBe(nodes.length > 1 ? published.size : 0);
});

test('only the daemons have the password: the store refuses whoever has none', () => {
  expect(inStore('exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET /artifacts/ HTTP/1.0\\r\\n\\r\\n" >&3; head -n 1 <&3'))
    .toContain('401');
  expect(get('secrets', '-n', SHOP).items).toEqual([]);
  const daemon = get('daemonset', 'dependency-cache-2026-11', '-n', RUNTIME);
  expect(daemon.spec.template.spec.containers[0]).not.toHaveProperty('envFrom');
  expect(JSON.stringify(daemon)).not.toContain(STORE_PASSWORD);
});

test('a wrong checksum, and what is not there, stop a pod with a message', async () => {
  apply(service('wrong', { checksum: Checksum.sha256('0'.repeat(64)) }, nodes[0]));
  apply(service('missing', { path: 'models/ranker/v13' }, nodes[0]));
  expect(await lastWords('wrong')).toContain(
    `dependency models/ranker/v12: has the wrong checksum. Expected sha256 ${'0'.repeat(64)}, found ${published.folder}.`,
  );
  expect(await lastWords('missing')).toBe(
    'dependency models/ranker/v13: is not in the cluster\'s dependency store. Publish it there, or correct dependencies.path.\n',
  );
});

test('a node whose copy is damaged starts no pod, until one does what the message says', async () => {
  const cache = get(
    'pods', '-n', RUNTIME, '-l', 'app.kubernetes.io/name=dependency-cache-2026-11', `--field-selector=spec.nodeName=${nodes[0]}`,
  ).items[0].metadata.name;
  // Same size, with a change in the middle.
  kubectl([
    'exec', cache, '-n', RUNTIME, '--', 'sh', '-c',
    'echo damaged | dd of=$(find /cache/vfs -name weights) bs=1 seek=1000000 conv=notrunc',
  ]);
  apply(service('careful', { checksum: Checksum.sha256(published.folder) }, nodes[0]));
  expect(await lastWords('careful'))
    .toContain(`delete the pod of ${RUNTIME}/dependency-cache-2026-11 on the node ${nodes[0]}, whose copy is wrong.`);
  kubectl(['delete', 'pod', cache, '-n', RUNTIME]);
  kubectl(['delete', 'pods', '-n', SHOP, '-l', 'app.kubernetes.io/name=careful', '--wait=false']);
  rolledOut(SHOP, 'careful');
});

test('a pod that finds no daemon says so, after a minute', async () => {
  expect(await lastWords('stranded')).toMatch(new RegExp('^dependency models/ranker/v12: was not fetched. '
    + `Look at the log of ${RUNTIME}/dependency-cache-2026-12 on the node ${nodes[0]}; `
    + 'the last words of 15 tries: .*lookup dependency-cache-2026-12'));
});
