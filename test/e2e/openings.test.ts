import { spawnSync } from 'node:child_process';
import { loadAll } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, kubectlAsync, rolledOut } from './kubectl';
import { installMesh, trustMesh } from './mesh';
import { Addresses, ELSEWHERE, elsewhere, Flavour, manifest, NODE_PORT, STORE } from './openings/workloads';

/*
 * Who may call does, and who may not does not, where NetworkPolicy is enforced. One pod has a port for every sort of access, and
 * each caller tries them all at once; a row of the tables below says who is answered. What nobody may call is tried once more at
 * the end without policies, so that a silent port is not taken for a closed one. Only with POLICIES=1: where a policy has no
 * effect, everybody is answered.
 */
const PLAIN: Flavour = { namespace: 'openings', identity: false };
const IDENTITY: Flavour = { namespace: 'openings-mesh', identity: true };
const FLAVOURS = [PLAIN, IDENTITY];

const enforced = process.env.POLICIES === '1' ? describe : describe.skip;

const CALLERS = ['caller', 'other', 'stranger', ...Object.keys(ELSEWHERE), 'peer'];
const EVERYBODY = CALLERS;

interface Pod {
  readonly name: string;
  readonly ip: string;
  readonly node: string;
}

function podsOf(namespace: string, name: string): Pod[] {
  return get('pods', '-n', namespace, '-l', `app.kubernetes.io/name=${name}`).items
    .filter(({ metadata }: any) => metadata.deletionTimestamp === undefined)
    .map(({ metadata, status }: any) => ({ name: metadata.name, ip: status.podIP, node: status.hostIP }));
}

const API_SERVER = (() => {
  const [{ endpoints, ports }] = get('endpointslices', '-n', 'default', '-l', 'kubernetes.io/service-name=kubernetes').items;
  return { address: endpoints[0].addresses[0], port: ports[0].port };
})();

function addressesOf({ namespace }: Flavour): Addresses {
  const [stranger, caller] = ['stranger', 'caller'].map(name => podsOf(namespace, name)[0].ip);
  return { stranger, caller, apiServer: API_SERVER };
}

/** Calls, and who of the callers is answered. */
type Table = Record<string, [url: string, callers: string[]]>;

type Answers = Record<string, { answer?: string; error?: string }>;

/** What comes of calls from a pod. */
async function calls({ namespace }: Flavour, from: string, urls: Record<string, string>): Promise<Answers> {
  const home = (ELSEWHERE as Record<string, string>)[from] ?? namespace;
  const pod = from === 'peer' ? podsOf(namespace, 'target')[0].name : `deployment/${from}`;
  return JSON.parse(await kubectlAsync([
    'exec', pod, '-n', home, '-c', 'app', '--', 'node', '/etc/app/calls.js', JSON.stringify(urls),
  ]));
}

/** Who of the callers is answered by the right port, for each of the calls. */
async function whoReaches(flavour: Flavour, urls: Record<string, string>): Promise<Record<string, string[]>> {
  const [, { ip }] = podsOf(flavour.namespace, 'target');
  const service = `target.${flavour.namespace}.svc`;
  // The Service would send a peer to itself, now and then; only a certificate has no name of a single pod.
  const ofPeer = Object.fromEntries(Object.entries(urls).map(([what, url]) => (
    [what, /^(https|h2|bare):/.test(url) ? url : url.replace(service, ip)]
  )));
  const answers = await Promise.all(CALLERS.map(caller => calls(flavour, caller, caller === 'peer' ? ofPeer : urls)));
  return Object.fromEntries(Object.entries(urls).map(([what, url]) => [what, CALLERS.flatMap((caller, n) => {
    const { answer } = answers[n][what];
    const { port } = new URL(url);
    if (answer === undefined) return [];
    return answer.endsWith(`:${BEHIND_NODE_PORT[port] ?? port}`) ? [caller] : [`${caller} by ${answer}`];
  }).sort()]));
}

const BEHIND_NODE_PORT: Record<string, number> = { [NODE_PORT]: 8008, [NODE_PORT + 1]: 8008 };

/** Calls that end at the application without a proxy, in both flavours, and who may make them. */
function direct({ namespace }: Flavour): Table {
  const [, pod] = podsOf(namespace, 'target');
  const service = `target.${namespace}.svc`;
  const node = pod.node;
  return {
    'PEERS': [`http://${pod.ip}:8003`, ['peer']],
    'KUBELET': [`http://${pod.ip}:8004`, []],
    'ranges': [`http://${service}:8007`, ['stranger']],
    'WORLD': [`http://${service}:8008`, EVERYBODY],
    'WORLD, by a port of the node': [`http://${node}:${nodePort(namespace)}`, EVERYBODY],
    'API_SERVER': [`http://${service}:8009`, []],
    'UDP': [`udp://${service}:8010`, ['caller']],
    'a range of UDP ports': [`udp://${pod.ip}:10003`, ['caller']],
    'beyond the range': [`udp://${pod.ip}:10004`, []],
    '53 by UDP': [`udp://${service}:53`, ['caller']],
    '53 by TCP': [`http://${service}:53`, ['caller']],
    'without a proxy': [`http://${service}:8012`, ['caller']],
    'MONITORING': [`http://${service}:9187`, ['monitor']],
    'MONITORING of a sidecar': [`http://${service}:9121`, ['monitor']],
  };
}

const nodePort = (namespace: string) => NODE_PORT + (namespace === IDENTITY.namespace ? 1 : 0);

/** Calls that a proxy answers where there is one. */
function served({ namespace, identity }: Flavour): Table {
  const [http, h2] = identity ? ['https', 'h2'] : ['http', 'h2c'];
  const service = `target.${namespace}.svc`;
  // An ingress controller comes to the port itself, if there is no proxy with a port for it.
  const edge = identity ? [] : ['edge'];
  return {
    'callers of the workload': [`${http}://${service}:8080`, ['caller', ...edge]],
    'callers of the port': [`${http}://${service}:8001`, ['other']],
    'callers of both': [`${http}://${service}:8002`, ['caller', 'other']],
    'every pod': [`${http}://${service}:8005`, EVERYBODY],
    'namespaces': [`${http}://${service}:8006`, ['friend']],
    'gRPC': [`${h2}://${service}:9090`, ['caller']],
    'another exposed port': [`${http}://${service}:8011`, ['caller', ...edge]],
  };
}

const PROXIED = [8080, 8001, 8002, 8005, 8006, 8011];

function pastTheProxy({ namespace }: Flavour): Table {
  const [, { ip }] = podsOf(namespace, 'target');
  return Object.fromEntries(PROXIED.map(port => [`${port} past the proxy`, [`http://${ip}:${port}`, []]]));
}

const withoutCertificate = ({ namespace }: Flavour): Table => Object.fromEntries(PROXIED.map(port => (
  [`${port} without a certificate`, [`bare://target.${namespace}.svc:${port}`, []]]
)));

const urlsOf = (table: Table) => (
  Object.fromEntries(Object.entries(table).map(([what, [url]]) => [what, url]))
);

async function expectTable(flavour: Flavour, table: Table): Promise<void> {
  const wanted = Object.fromEntries(Object.entries(table).map(([what, [, names]]) => [what, [...names].sort()]));
  const found = await whoReaches(flavour, urlsOf(table));
  // On a busy machine one that should be answered may be late; nobody else gets another try.
  const late = Object.keys(table).filter(what => wanted[what].some(name => !found[what].includes(name)));
  if (late.length === 0) return expect(found).toEqual(wanted);
  const again = await whoReaches(flavour, urlsOf(Object.fromEntries(late.map(what => [what, table[what]]))));
  late.forEach(what => (found[what] = [...new Set([...found[what], ...again[what]])].sort()));
  expect(found).toEqual(wanted);
}

/** The API server calls a port of a pod; what it got. */
function byApiServer({ namespace }: Flavour, port: number): string {
  const [{ name }] = podsOf(namespace, 'target');
  const { status, stdout } = spawnSync(process.env.KUBECTL ?? 'kubectl', [
    'get', '--raw', `/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy/`, '--request-timeout=3s',
  ], { encoding: 'utf8' });
  return status === 0 ? stdout : 'refused';
}

enforced('where policies are enforced', () => {
  beforeAll(async () => {
    installMesh();
    await STORE.start();
    STORE.put('boards/db', 'password=first');
    STORE.policy('boards', 'kv/data/boards/*');
    STORE.role(`${IDENTITY.namespace}.limited`, `spiffe://example.com/ns/${IDENTITY.namespace}/sa/limited`, 'boards');
    const namespaces = [...FLAVOURS.map(({ namespace }) => namespace), ...Object.values(ELSEWHERE)];
    namespaces.forEach(name => { createNamespace(name); trustMesh(name); });
    [...elsewhere(), ...FLAVOURS.map(flavour => manifest(flavour))].forEach(apply);
    FLAVOURS.forEach(({ namespace }) => rolledOut(namespace, 'caller', 'other', 'stranger', 'limited', 'target'));
    Object.entries(ELSEWHERE).forEach(([name, namespace]) => rolledOut(namespace, name));
    // Only the policies change, now that pods have addresses.
    FLAVOURS.forEach(flavour => apply(manifest(flavour, addressesOf(flavour))));
  });

  afterAll(() => {
    STORE.stop();
    [...FLAVOURS.map(({ namespace }) => namespace), ...Object.values(ELSEWHERE)]
      .forEach(name => kubectl(['delete', 'namespace', name, '--wait=false']));
  });

  describe.each(FLAVOURS)('in the namespace $namespace', flavour => {
    const { namespace, identity } = flavour;

    test('who may reach a port without a proxy does, and nobody else', () => expectTable(flavour, direct(flavour)));

    test('who may call the others does, and nobody else', () => expectTable(flavour, served(flavour)));

    test('the API server reaches what is for it', () => {
      expect([8009, 8008, 8003, 8012].map(port => byApiServer(flavour, port)))
        .toEqual(['target:8009', 'target:8008', 'refused', 'refused']);
    });

    test('two hosts come to two ports', async () => {
      const { spec: { rules } } = get('ingress', 'target', '-n', namespace);
      const { spec: { ports } } = get('service', 'target', '-n', namespace);
      const urls = Object.fromEntries(rules.map(({ host, http: { paths: [{ backend: { service } }] } }: any) => [
        host, `http://${service.name}.${namespace}.svc:${ports.find(({ name }: any) => name === service.port.name).port}`,
      ]));
      expect(await calls(flavour, 'edge', urls)).toEqual({
        'api.example.com': { answer: 'target:8080' }, 'console.example.com': { answer: 'target:8011' },
      });
      const late = { error: 'late' };
      expect(await calls(flavour, 'stranger', urls)).toEqual({ 'api.example.com': late, 'console.example.com': late });
    });

    test('Services outside the cluster are kept as they are written', () => {
      const written = (loadAll(manifest(flavour, addressesOf(flavour))) as any[]).filter(({ kind }) => kind === 'Service');
      expect(written.map(({ metadata: { name } }) => name))
        .toEqual(expect.arrayContaining(['target', 'target-nodes', 'target-public']));
      const kept = new Map(get('services', '-n', namespace).items.map((each: any) => [each.metadata.name, each]));
      expect(written.map(({ metadata: { name } }) => kept.get(name))).toMatchObject(written);
    });

    test('pods with limited egress reach what is named, by name, and nothing else', async () => {
      const at = (name: string, port: number, spoken = 'http') => `${spoken}://${name}.${namespace}.svc:${port}`;
      const elsewhereAt = (name: keyof typeof ELSEWHERE, port: number) => `http://${name}.${ELSEWHERE[name]}.svc:${port}`;
      const named = {
        'workload': at('other', 7001),
        'workload, by UDP': at('other', 7003, 'udp'),
        'namespace': elsewhereAt('friend', 7002),
        'external': elsewhereAt('monitor', 7001),
        'ranges': at('caller', 7001),
        'API server': 'tcp://kubernetes.default.svc:443',
      };
      const others = {
        'workload, another port': at('other', 7002),
        'external, another port': elsewhereAt('monitor', 7002),
        'ranges, another port': at('caller', 7002),
        'another workload': at('stranger', 7001),
        'another workload, by UDP': at('stranger', 7003, 'udp'),
        'a port for everybody': at('target', 8008),
        'another namespace': elsewhereAt('edge', 7001),
      };
      const answered = async (from: string) => Object.entries(await calls(flavour, from, { ...named, ...others }))
        .flatMap(([what, { answer }]) => answer === undefined ? [] : [what]);
      expect(await answered('limited')).toEqual(Object.keys(named));
      expect(await answered('edge')).toEqual(Object.keys({ ...named, ...others }));
      expect(await calls(flavour, 'caller', { limited: at('limited', 7001, identity ? 'https' : 'http') }))
        .toEqual({ limited: { answer: 'limited:7001' } });
    });
  });

  test('the runtime of a pod with limited egress works', async () => {
    STORE.put('boards/db', 'password=second');
    await eventually('the new password', 60, () => kubectl([
      'exec', 'deployment/limited', '-n', IDENTITY.namespace, '-c', 'app', '--', 'cat', '/etc/secrets/password',
    ]) === 'second');
  });

  test('past the proxy, or without a certificate, nobody is answered', () => (
    expectTable(IDENTITY, { ...pastTheProxy(IDENTITY), ...withoutCertificate(IDENTITY) })
  ));

  test('without policies the proxies alone keep out who may not call, and all else is answered', async () => {
    FLAVOURS.forEach(({ namespace }) => kubectl(['delete', 'networkpolicy', '--all', '-n', namespace]));
    await expectTable(IDENTITY, { ...served(IDENTITY), ...withoutCertificate(IDENTITY) });
    for (const flavour of FLAVOURS) {
      const open = Object.entries({ ...direct(flavour), ...(flavour === PLAIN ? served(flavour) : pastTheProxy(flavour)) });
      await expectTable(flavour, Object.fromEntries(open.map(([what, [url]]) => [what, [url, EVERYBODY]])));
    }
  });
});
