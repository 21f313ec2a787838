import { found, pods, PodTimes, ready, sightings } from './discovery/observed';
import {
  DRAIN_SECONDS, PATHS, REGISTRAR, registrarIsReady, remove, RUNTIME, SESSION_SECONDS, SHOP, start, startReader,
} from './discovery/world';
import { eventually, get, kubectl, rolledOut } from './kubectl';

const SERVICES = Object.keys(PATHS);
const ZOOKEEPERS = [0, 1, 2].map(n => `zookeeper-${n}`);
/** Extra time for a busy machine. */
const MARGIN_SECONDS = 3;

const pause = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));

function scale(replicas: number): void {
  for (const service of SERVICES) kubectl(['scale', `deployment/${service}`, '-n', SHOP, `--replicas=${replicas}`]);
}

/** Clients find exactly the pods that are ready. */
async function right(count: number, seconds = 60): Promise<void> {
  for (const service of SERVICES) {
    await eventually(`${count} pods of ${service} in ZooKeeper`, seconds, () => {
      const now = ready(service);
      return now.length === count && found(service).join() === now.join();
    });
  }
}

/** Kills a pod of each service without notice; returns their addresses. */
function kill(): Record<string, string> {
  return Object.fromEntries(SERVICES.map(service => {
    const [{ metadata, status }] = pods(service).filter(pod => !pod.metadata.deletionTimestamp);
    kubectl(['delete', 'pod', metadata.name, '-n', SHOP, '--force', '--grace-period=0', '--wait=false']);
    return [service, `${status.podIP}:8080`];
  }));
}

/** The time from which a client no longer finds an address. */
function lastSeen(service: string, address: string, since: number): number {
  const all = sightings(service, since);
  const last = all.map(({ found: set }) => set.includes(address)).lastIndexOf(true);
  return last === -1 ? since : all[last + 1]?.t ?? Infinity;
}

function serverMode(name: string): string | undefined {
  try {
    return /Mode: (\w+)/.exec(kubectl([
      'exec', name, '-n', SHOP, '--', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; cat <&3',
    ]))?.[1];
  } catch {
    return undefined;
  }
}

beforeAll(async () => {
  start();
  for (const service of SERVICES) startReader(`caller-${service}`, '--call', PATHS[service]);
  await right(2);
});

afterAll(remove);

test('a service scaled from 0 to 5 to 0 appears and disappears, in both formats', async () => {
  scale(0);
  await right(0);
  const times = new PodTimes();
  let fives: Record<string, string[]>;
  try {
    scale(5);
    await right(5);
    fives = Object.fromEntries(SERVICES.map(service => [service, found(service)]));
    scale(0);
    await right(0);
  } finally {
    times.stop();
  }
  const seconds = (all: number[]) => all.sort((a, b) => a - b).map(ms => Math.round(ms) / 1000);
  for (const service of SERVICES) {
    const seen = sightings(service);
    const appeared = seconds(
      fives[service].map(address => seen.find(({ found: set }) => set.includes(address))!.t - times.ready.get(address)!),
    );
    const vanished = seconds(fives[service].map(address => lastSeen(service, address, 0) - times.stopping.get(address)!));
    console.log(
      `${service}: from ready to registered ${appeared.join(', ')} s; from deletion to removed ${vanished.join(', ')} s`,
    );
    expect(Math.max(...appeared)).toBeLessThan(MARGIN_SECONDS);
    // Before the application gets SIGTERM.
    expect(Math.max(...vanished)).toBeLessThan(DRAIN_SECONDS);
  }
});

test('what is written is what its readers expect, and only the registrar writes it', async () => {
  scale(3);
  await right(3);
  const script = `
import json, sys
from kazoo.client import KazooClient
client = KazooClient(hosts=sys.argv[1]); client.start()
path = sys.argv[2]
acl = client.get_acls(path)[0]
print(json.dumps({"nodes": {name: client.get(path + "/" + name)[0].decode() for name in client.get_children(path)}, "acl": sorted([a.id.scheme, a.perms] for a in acl)}))`;
  for (const service of SERVICES) {
    const { nodes, acl } = JSON.parse(kubectl([
      'exec', 'reader', '-n', SHOP, '--', 'python3', '-c', script, `zookeeper-0.zookeeper.${SHOP}.svc:2181`, PATHS[service],
    ]));
    expect(acl).toEqual([['digest', 31], ['world', 1]]);
    for (const [name, data] of Object.entries<string>(nodes)) {
      if (service === 'king') {
        expect([name.replace(/-.*/, ''), data]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), '']);
        expect(ready(service)).toContain(name.slice(33));
      } else {
        expect(name).toMatch(/^member_\d{10}$/);
        const { host } = JSON.parse(data).serviceEndpoint;
        expect(data).toBe(
          `{"serviceEndpoint":{"host":"${host}","port":8080},"additionalEndpoints":{},"status":"ALIVE","shard":0}`,
        );
        expect(ready(service)).toContain(`${host}:8080`);
      }
    }
    expect(Object.keys(nodes)).toHaveLength(3);
  }
});

test('during a rolling update a client that calls what it finds in ZooKeeper sees no failure', async () => {
  const linesOf = (service: string): any[] => kubectl(['logs', `caller-${service}`, '-n', SHOP]).split('\n')
    .filter(line => line.includes('"ok"'))
    .map(line => JSON.parse(line));
  // All pods were away before, more than once: only later events count.
  const before = SERVICES.map(service => linesOf(service).pop());
  for (const service of SERVICES) kubectl(['rollout', 'restart', `deployment/${service}`, '-n', SHOP]);
  rolledOut(SHOP, ...SERVICES);
  await right(3);
  await pause(DRAIN_SECONDS + 2);
  for (const [n, service] of SERVICES.entries()) {
    const after = linesOf(service).pop();
    console.log(`${service}: ${after.ok - before[n].ok} calls during the update`);
    expect(after.failed.slice(before[n].failed.length)).toEqual([]);
    expect(after.ok - before[n].ok).toBeGreaterThan(500);
  }
});

test('an update of the registrar, its death and its restart change nothing that a client sees', async () => {
  const since = Date.now();
  const sets = SERVICES.map(found);
  const registrars = (): any[] => get('pods', '-n', RUNTIME).items;
  const names = () => registrars().map(({ metadata }) => metadata.name);
  /** As many pods as before, all ready, without the killed ones. */
  const replaced = (before: string[]) => eventually('other registrars', 60, () => {
    const now = registrars();
    return now.length === before.length
      && now.every(({ metadata, status }) => !before.includes(metadata.name) && status.containerStatuses?.[0].ready);
  });
  const first = names();
  kubectl(['rollout', 'restart', `daemonset/${REGISTRAR}`, '-n', RUNTIME]);
  await replaced(first);
  const second = names();
  kubectl(['delete', 'pod', ...second, '-n', RUNTIME, '--force', '--grace-period=0', '--wait=false']);
  await replaced(second);
  for (const name of names()) kubectl(['exec', name, '-n', RUNTIME, '--', 'bash', '-c', 'kill 1']);
  await eventually('restarted registrars', 60, () =>
    registrars().every(({ status: { containerStatuses: [it] } }) => it.restartCount === 1 && it.ready));
  await pause(SESSION_SECONDS + 2);
  for (const [n, service] of SERVICES.entries()) expect(sightings(service, since).map(each => each.found)).toEqual([sets[n]]);
});

test(
  'a pod that dies while there is no registrar is found no longer than a session lasts, and then all is right again',
  async () => {
    const selector = (value: string) => kubectl([
      'patch', 'daemonset', REGISTRAR, '-n', RUNTIME, '--type=merge',
      '-p', `{"spec":{"template":{"spec":{"nodeSelector":${value}}}}}`,
    ]);
    selector('{"nowhere":"at-all"}');
    await eventually('no registrar', 30, () => get('pods', '-n', RUNTIME).items.length === 0);
    const since = Date.now();
    const dead = kill();
    await pause(SESSION_SECONDS + MARGIN_SECONDS);
    for (const service of SERVICES) {
      expect((lastSeen(service, dead[service], since) - since) / 1000).toBeLessThan(SESSION_SECONDS + MARGIN_SECONDS);
    }
    selector('null');
    registrarIsReady();
    await right(3);
  },
);

test('when the ensemble loses its leader, the pods that live are found all the while, and the one that dies is not', async () => {
  const since = Date.now();
  const before = Object.fromEntries(SERVICES.map(service => [service, found(service)]));
  const leader = await eventually('a leader', 20, () => ZOOKEEPERS.find(name => serverMode(name) === 'leader'));
  kubectl(['delete', 'pod', leader, '-n', SHOP, '--wait=false']);
  const dead = kill();
  await eventually('another leader', 30, () => ZOOKEEPERS.some(name => name !== leader && serverMode(name) === 'leader'));
  const elected = Date.now();
  await right(3);
  console.log(`another leader found after ${(elected - since) / 1000} s; right ${(Date.now() - elected) / 1000} s later`);
  for (const service of SERVICES) {
    const living = before[service].filter(address => address !== dead[service]);
    for (const { found: set } of sightings(service, since)) expect(set).toEqual(expect.arrayContaining(living));
    expect((lastSeen(service, dead[service], since) - elected) / 1000).toBeLessThan(SESSION_SECONDS + MARGIN_SECONDS);
  }
});

test('when all of ZooKeeper was away, the set is right again before a session would have ended', async () => {
  await eventually('three servers', 60, () => ZOOKEEPERS.every(serverMode));
  for (const name of ZOOKEEPERS) kubectl(['exec', name, '-n', SHOP, '--', 'bash', '-c', 'kill 1']);
  const since = Date.now();
  const dead = kill();
  await eventually('a leader', 60, () => ZOOKEEPERS.some(name => serverMode(name) === 'leader'));
  const back = Date.now();
  await right(3);
  for (const service of SERVICES) {
    expect((lastSeen(service, dead[service], since) - back) / 1000).toBeLessThan(SESSION_SECONDS + MARGIN_SECONDS);
    expect(new Set(found(service)).size).toBe(3);
  }
  console.log(`ZooKeeper was away for ${(back - since) / 1000} s; right again ${(Date.now() - back) / 1000} s later`);
});
