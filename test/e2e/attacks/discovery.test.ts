import { Tenant, withoutPolicies } from './tenant';
import { found, ready, sightings } from '../discovery/observed';
import {
  PATHS, REGISTRAR, registrarIsReady, remove, RUNTIME, SERVERS, SESSION_SECONDS, SHOP, start,
} from '../discovery/world';
import { apply, eventually, get, kubectl, kubectlAsync } from '../kubectl';

const TENANT = 'attack-discovery';
const SERVICES = Object.keys(PATHS);
const DISCOVERY = 'pinterest.com/discovery';
const RELEASE = { 'pinterest.com/release': 'e2e' };
const IDLE = ['node', '-e', 'setInterval(() => {}, 1e6)'];
const OWN = `/discovery/honest.${TENANT}/test`;

const [NODE] = get('nodes').items.map((node: any) => node.metadata.name).sort();
const kingpin = (path: string) => JSON.stringify({ format: 'kingpin', path, port: 666 });
const pause = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));

let tenant: Tenant;
let before: Record<string, string[]>;

/** What pods of the tenant ask for. */
const ATTACKS: { [name: string]: string } = {
  'other-service': kingpin(PATHS.king),
  'other-serverset': JSON.stringify({ format: 'serverset', path: PATHS.fin, port: 666 }),
  'child': kingpin(`${PATHS.king}/child`),
  'child-of-set': kingpin(`${PATHS.fin}/child`),
  'parent': kingpin(`/discovery/king.${SHOP}`),
  'root': kingpin('/discovery'),
  'quota': kingpin('/zookeeper/quota'),
  'claim': kingpin(`/registrars/e2e/${NODE}@0123456789abcdef`),
  'claims': kingpin('/registrars/e2e'),
  'dots': kingpin('/discovery/../x'),
  'two-dots': kingpin(`/discovery/king.${SHOP}.${TENANT}/test`),
  'upper': kingpin(`/discovery/king.${TENANT.toUpperCase()}/test`),
  'encoded': kingpin(`/discovery/king%2e${SHOP}/test`),
  'nul': kingpin(`/discovery/king.${TENANT}/test\0`),
  'deep': kingpin(`${'/a'.repeat(20_000)}`),
  'long': kingpin(`/${'a'.repeat(200_000)}`),
  'nested': `${'['.repeat(100_000)}`,
  'prototype': `{"__proto__":{"format":"kingpin","path":"${PATHS.king}","port":1}}`,
  'endpoints': JSON.stringify({
    format: 'serverset', path: OWN, port: 1,
    additional: Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`e${n}`, 1])),
  }),
};

/** Runs a program for kazoo in a pod of the tenant, which reaches ZooKeeper as every client of it does. */
function zooKeeper(script: string): any {
  const program = `
import json, sys
from kazoo.client import KazooClient
from kazoo import exceptions
client = KazooClient(hosts="${SERVERS.join(',')}"); client.start()
${script}`;
  return JSON.parse(tenant.exec('client', 'python3', '-c', program));
}

/** All of ZooKeeper but its own: path and address of each node. */
const tree = (): string[] => zooKeeper(`
def walk(path):
    for name in client.get_children(path or "/"):
        if path or name != "zookeeper":
            yield path + "/" + name
            yield from walk(path + "/" + name)
print(json.dumps(sorted(walk(""))))`);

const ensembleRestarts = (): number[] => get('pods', '-n', SHOP, '-l', 'app=zookeeper').items
  .flatMap(({ status }: any) => status.containerStatuses.map(({ restartCount }: any) => restartCount));

const registrars = (): any[] => get('pods', '-n', RUNTIME).items.filter(({ metadata }: any) => !metadata.deletionTimestamp);

function metric(name: string): number[] {
  return registrars().map(({ metadata }) => {
    // From inside: where policies are enforced, only monitoring reaches the port.
    const fetching = 'fetch("http://127.0.0.1:9090/metrics").then(async answer => console.log(await answer.text()))';
    const text = kubectl(['exec', metadata.name, '-n', RUNTIME, '--', 'node', '-e', fetching]);
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)![1]);
  });
}

const isRight = (service: string) => found(service).length === 2 && found(service).join() === ready(service).join();

/** A pod of the tenant with a path of its own is registered soon. */
async function honestIsRegistered(name: string): Promise<number> {
  tenant.run(name, { command: IDLE, node: NODE, labels: RELEASE, annotations: { [DISCOVERY]: kingpin(OWN) } });
  const since = Date.now();
  const ip = get('pod', name, '-n', TENANT).status.podIP;
  await eventually(`${name} in ZooKeeper`, 20, () =>
    tree().some(path => path.startsWith(`${OWN}/`) && path.endsWith(`-${ip}:666`)));
  return (Date.now() - since) / 1000;
}

function nothingChanged(since: number): void {
  for (const service of SERVICES) {
    for (const { found: set } of sightings(service, since)) expect(set).toEqual(before[service]);
    expect(ready(service)).toEqual(before[service]);
  }
}

beforeAll(async () => {
  start();
  tenant = new Tenant(TENANT);
  // Also the image of ZooKeeper's readers is everybody's.
  tenant.run('client', {
    image: 'registry.example.com/zookeeper-reader:1.0.0', command: ['python3', '-c', 'import time; time.sleep(100000)'],
  });
  for (const service of SERVICES) {
    await eventually(`${service} in ZooKeeper`, 60, () => isRight(service));
  }
  // The registrar defends by itself, on older servers alone: admission.test.ts shows what the policy refuses before.
  await withoutPolicies(tenant);
  before = Object.fromEntries(SERVICES.map(service => [service, found(service)]));
});

afterAll(() => {
  remove();
  tenant.remove();
});

test('pods that ask for what is not theirs, or what cannot be, get nothing and delay nobody', async () => {
  const since = Date.now();
  const restarts = ensembleRestarts();
  const items = Object.entries(ATTACKS).map(([name, annotation]) => tenant.manifest(name, {
    command: IDLE, node: NODE, labels: { ...RELEASE, 'app.kubernetes.io/name': 'king' }, annotations: { [DISCOVERY]: annotation },
  }));
  kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  kubectl(['wait', '--for=condition=Ready', 'pod', ...Object.keys(ATTACKS), '-n', TENANT, '--timeout=120s']);
  console.log(`registered ${await honestIsRegistered('honest')} s after its pod was ready, beside ${items.length} attacks`);
  await pause(5);

  const nodes = tree();
  const allowed = [
    /^\/(discovery|sets|registrars|registrars\/e2e)$/,
    new RegExp('^/registrars/e2e/[^/]+@[0-9a-f]{16}$'),
    new RegExp(`^/discovery/(king\\.${SHOP}|honest\\.${TENANT})(/test(/[0-9a-f]{32}-[0-9.]+:\\d+)?)?$`),
    /^\/sets\/fin(\/member_\d{10})?$/,
  ];
  expect(nodes.filter(path => !allowed.some(pattern => pattern.test(path)))).toEqual([]);
  expect(nodes.filter(path => path.includes(':666'))).toHaveLength(1);
  nothingChanged(since);
  // Judged before: nothing of it went to ZooKeeper, and nothing is tried again.
  expect(metric('registrar_failures_total').every(count => count === 0)).toBe(true);
  expect(metric('registrar_refused_pods').reduce((sum, count) => sum + count)).toBe(items.length);
  expect(ensembleRestarts()).toEqual(restarts);

  kubectl(['delete', 'pod', ...Object.keys(ATTACKS), '-n', TENANT, '--force', '--grace-period=0', '--wait=false']);
  await eventually('the registrars to forget them', 30, () => metric('registrar_refused_pods').every(count => count === 0));
});

test('a pod that changes its annotation all the time delays nobody, and fills neither ZooKeeper nor the log', async () => {
  tenant.run('flapping', { command: IDLE, node: NODE, labels: RELEASE, annotations: { [DISCOVERY]: kingpin(OWN) } });
  let [over, changes] = [false, 0];
  const flap = async (offset: number) => {
    for (let n = 0; !over; n++, changes++) {
      const path = n % 2 ? `/discovery/f${offset}x${n}.${TENANT}/test` : `/discovery/king.${SHOP}/f${n}`;
      await kubectlAsync(['annotate', 'pod', 'flapping', '-n', TENANT, '--overwrite', `${DISCOVERY}=${kingpin(path)}`]);
    }
  };
  const lines = () => registrars().flatMap(({ metadata }) => kubectl(['logs', metadata.name, '-n', RUNTIME]).split('\n')).length;
  const logged = lines();
  const began = Date.now();
  const attack = Promise.all([0, 1, 2, 3].map(flap));
  await pause(4);
  console.log(`registered after ${await honestIsRegistered('honest-2')} s beside a pod that flaps`);
  await pause(4);
  over = true;
  await attack;
  const seconds = (Date.now() - began) / 1000;
  const folders = tree().filter(path => /\/f\dx\d+\.[^/]+$/.test(path)).length;
  console.log(`${changes} changes in ${seconds} s: ${folders} folders, ${lines() - logged} lines`);
  expect(changes).toBeGreaterThan(15);
  expect(folders).toBeLessThanOrEqual(10 + seconds / 3 + 1);
  // For each registration one when it is made and one when it is removed.
  expect(lines() - logged).toBeLessThanOrEqual(3 * (10 + seconds / 3) + 10);
  kubectl(['delete', 'pod', 'flapping', '-n', TENANT, '--force', '--grace-period=0', '--wait=false']);
});

test('a tenant can write nothing of another\'s into ZooKeeper, and keeps no registrar from being ready', async () => {
  const since = Date.now();
  const results = zooKeeper(`
result = {}
def attempt(what, act):
    try:
        act(); result[what] = "done"
    except exceptions.KazooException as error:
        result[what] = type(error).__name__
claims = "/registrars/e2e"
king, fin = "${PATHS.king}", "${PATHS.fin}"
attempt("claim", lambda: client.create(claims + "/${NODE}@0123456789abcdef", b"settled"))
attempt("remove claim", lambda: client.delete(claims + "/" + client.get_children(claims)[0]))
attempt("write claim", lambda: client.set(claims + "/" + client.get_children(claims)[0], b""))
for path in (king, fin):
    attempt("child of " + path, lambda: client.create(path + "/child"))
    attempt("member of " + path, lambda: client.create(path + "/member_", b"x", sequence=True, ephemeral=True))
    attempt("remove from " + path, lambda: client.delete(path + "/" + client.get_children(path)[0]))
attempt("service", lambda: client.create("/discovery/mine.${SHOP}"))
attempt("own at the top", lambda: client.ensure_path("/registrars-mine/e2e"))
print(json.dumps(result))`);
  expect(results).toEqual({
    ...Object.fromEntries(Object.keys(results).map(key => [key, 'NoAuthError'])),
    // ZooKeeper's top folder is everybody's, unless the infrastructure team says otherwise.
    'own at the top': 'done',
  });
  for (const { metadata } of registrars()) kubectl(['exec', metadata.name, '-n', RUNTIME, '--', 'bash', '-c', 'kill 1']);
  await eventually('restarted registrars', 60, () =>
    registrars().every(({ status: { containerStatuses: [it] } }) => it.restartCount >= 1 && it.ready));
  await pause(SESSION_SECONDS + 2);
  nothingChanged(since);
});

test('when registrars and pods are killed at once, the next registrar removes the ended ones; none is listed twice', async () => {
  const since = Date.now();
  const victims = Object.fromEntries(SERVICES.map(service => [service, get(
    'pods', '-n', SHOP, '-l', `app.kubernetes.io/name=${service}`,
  ).items[0]]));
  const names = registrars().map(({ metadata }) => metadata.name);
  kubectl(['delete', 'pod', ...names, '-n', RUNTIME, '--force', '--grace-period=0', '--wait=false']);
  const ended = Object.values(victims).map(({ metadata }) => metadata.name);
  kubectl(['delete', 'pod', ...ended, '-n', SHOP, '--force', '--grace-period=0', '--wait=false']);
  const killed = Date.now();
  await eventually('other registrars', 60, () => registrars().length === names.length
    && registrars().every(({ metadata, status }) => !names.includes(metadata.name) && status.containerStatuses?.[0].ready));
  await eventually('the right sets', 30, () => SERVICES.every(isRight));
  for (const service of SERVICES) {
    const address = `${victims[service].status.podIP}:8080`;
    const seen = sightings(service, since);
    const gone = seen.find(({ t, found: set }) => t > since && !set.includes(address))!;
    console.log(`${service}: the ended pod was gone ${(gone.t - killed) / 1000} s after the kill`);
    expect((gone.t - killed) / 1000).toBeLessThan(SESSION_SECONDS);
    for (const { found: set } of seen) expect(new Set(set).size).toBe(set.length);
  }
  before = Object.fromEntries(SERVICES.map(service => [service, found(service)]));
});

test('pods as large as they can be keep no registrar from its work', async () => {
  const restarts = () => registrars().map(({ metadata, status }) => [metadata.name, status.containerStatuses[0].restartCount]);
  const earlier = restarts();
  const names = Array.from({ length: 12 }, (_, n) => `large-${n}`);
  for (const name of names) {
    const pod: any = tenant.manifest(name, { command: ['true'], labels: RELEASE, annotations: { any: '<'.repeat(200_000) } });
    pod.spec.nodeName = NODE;
    Object.assign(pod.spec.containers[0], {
      image: 'none:1', imagePullPolicy: 'Never', env: [{ name: 'ANY', value: '<'.repeat(1_000_000) }],
    });
    // As it is: kubectl would write each of these characters as six.
    kubectl(['create', '--raw', `/api/v1/namespaces/${TENANT}/pods`, '-f', '-'], JSON.stringify(pod));
  }
  await honestIsRegistered('honest-3');
  expect(restarts()).toEqual(earlier);
  kubectl(['delete', 'pod', '-n', RUNTIME, '--wait=false', ...earlier.map(([name]) => name)]);
  await eventually('other registrars', 60, () => registrars().length === earlier.length
    && registrars().every(({ metadata }) => !earlier.some(([name]) => name === metadata.name)));
  registrarIsReady();
  await honestIsRegistered('honest-4');
  expect(restarts().map(([, count]) => count)).toEqual(earlier.map(() => 0));
  kubectl(['delete', 'pod', '-n', TENANT, '--force', '--grace-period=0', '--wait=false', ...names]);
});

test('a thousand connections to the port of a registrar do not make the kubelet kill it', async () => {
  const restarts = () => registrars().map(({ status }) => status.containerStatuses[0].restartCount);
  const [first] = registrars();
  const earlier = restarts();
  const script = `
const net = require('net'); let open = 0;
const connect = () => {
  const s = net.connect(9090, '${first.status.podIP}');
  s.on('connect', () => { open++; s.write('GET /metrics HTTP/1.1\\r\\nx: ') });
  s.on('error', () => 0);
  s.on('close', () => setTimeout(connect, 50));
};
for (let n = 0; n < 1000; n++) connect();
setTimeout(() => { console.log(open); process.exit() }, 35000);`;
  apply(JSON.stringify(tenant.manifest('flood', { command: ['node', '-e', script], node: NODE })));
  await eventually('the end of the flood', 90, () =>
    get('pod', 'flood', '-n', TENANT).status.containerStatuses?.[0].restartCount >= 1);
  const opened = Number(kubectl(['logs', 'flood', '-n', TENANT, '--previous']).trim());
  console.log(`${opened} connections in 35 s`);
  expect(restarts()).toEqual(earlier);
  expect(registrars().every(({ status }) => status.containerStatuses[0].ready)).toBe(true);
  kubectl(['rollout', 'status', `daemonset/${REGISTRAR}`, '-n', RUNTIME, '--timeout=5s']);
  registrarIsReady();
});
