import { ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';
import { installMesh, trustMesh } from './mesh';
import { chart, client, NAMESPACE } from './moving/chart';
import { manifest, Step } from './moving/workloads';

/*
 * What docs/migration.md says, done: a release of Helm with a web service, a store and two cron jobs moves to the library, under
 * a steady load, step by step, and nothing is lost. With POLICIES=1, also what only a NetworkPolicy that is enforced can refuse.
 */
const STORAGE_CLASS = process.env.STORAGE_CLASS ?? 'local';

const inNamespace = ['-n', NAMESPACE];
const seconds = (number: number) => new Promise(resolve => setTimeout(resolve, number * 1000));

/** The function of the page, as people run it. */
const [, HAND_OVER] = /^```sh\n(# OBJECT FROM TO[^]*?)^```/m.exec(readFileSync(join(__dirname, '../../docs/migration.md'), 'utf8'))!;

/** Makes the manager of an object's fields the one who applies from now on, so that what it leaves out goes. */
function handOver(object: string): void {
  const calls = `kubectl() { command "${process.env.KUBECTL ?? 'kubectl'}" "$@"; }`;
  execFileSync('bash', ['-c', [calls, HAND_OVER, `NAMESPACE=${NAMESPACE}`, `hand_over ${object} helm kubectl`].join('\n')]);
}

interface Result {
  readonly sent: number;
  readonly ok: number;
  readonly failed: number;
  readonly errors: Record<string, number>;
  readonly versions: Record<string, number>;
}

const senders: ChildProcess[] = [];
afterAll(() => {
  senders.forEach(sender => sender.kill());
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

/** A steady stream of requests, until it is stopped. */
function load(from: string, container: string, url: string, ...options: string[]): () => Promise<Result> {
  const words = ['exec', '-i', from, ...inNamespace, '-c', container, '--', 'node', '/app/load.js', url];
  const sender = spawn(process.env.KUBECTL ?? 'kubectl', [
    ...words, '--requests', '100000', '--rate', '25', '--stdin', ...options,
  ], { stdio: ['pipe', 'pipe', 'inherit'] });
  senders.push(sender);
  let said = '';
  sender.stdout.on('data', data => { said += data; });
  const ended = new Promise(resolve => sender.on('close', resolve));
  return async () => {
    sender.stdin.end();
    await ended;
    console.log(`${url} from ${from} ${options.join(' ')}: ${said}`);
    return JSON.parse(said);
  };
}

const lostNothing = ({ sent, ok, errors }: Result) => {
  expect({ sent, ok, errors }).toEqual({ sent, ok: sent, errors: {} });
  expect(sent).toBeGreaterThan(20);
};

const uidsOf = (kind: string) => get(kind, ...inNamespace).items.map(({ metadata }: any) => `${metadata.name} ${metadata.uid}`).sort();
const podsOf = (name: string) => get('pods', ...inNamespace, '-l', `app.kubernetes.io/name=${name}`).items
  .filter(({ metadata }: any) => metadata.deletionTimestamp === undefined);
const endingPods = () => get('pods', ...inNamespace).items.filter(({ metadata }: any) => metadata.deletionTimestamp);
/** One that does not end: the Deployment names any. */
const movedCaller = () => `pod/${podsOf('front')[0].metadata.name}`;
const settled = (...deployments: string[]) => {
  rolledOut(NAMESPACE, 'shop-web', ...deployments);
  kubectl(['rollout', 'status', 'statefulset/shop-db', ...inNamespace, '--timeout=180s']);
};

/** The names of the Jobs of each, before and after. */
const CRON_JOBS = [/^shop-report-(\d+)$/, /^(?:shop-)?clean-(\d+)$/];

/** The runs by the minutes for which they were due. */
const runsOf = (pattern: RegExp) => get('jobs', ...inNamespace).items
  .flatMap(({ metadata: { name, labels = {} } }: any) => {
    const [, minute] = pattern.exec(name) ?? [];
    return minute === undefined ? [] : [{ minute: Number(minute), moved: 'pinterest.com/team' in labels }];
  }).sort((some: any, others: any) => some.minute - others.minute);

let claims: string[];
let stores: string[];
/** Of the caller that does not move. */
let plain: (() => Promise<Result>)[];

beforeAll(async () => {
  // The release of a run before would be taken for this one's.
  kubectl(['delete', 'namespace', NAMESPACE, '--ignore-not-found', '--timeout=180s']);
  createNamespace(NAMESPACE);
  installMesh();
  trustMesh(NAMESPACE);
  const release = chart(STORAGE_CLASS);
  // Helm 3 creates and patches; Helm 4 applies on the server.
  const applied = release.filter(({ kind }: any) => kind === 'StatefulSet' || kind === 'Service');
  const list = (items: object[]) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  kubectl(['apply', '--server-side', '--field-manager=helm', '-f', '-'], list(applied));
  kubectl(['create', '--field-manager=helm', '-f', '-'], list(release.filter(each => !applied.includes(each))));
  kubectl(['create', '-f', '-'], list([client()]));
  rolledOut(NAMESPACE, 'shop-web', 'shop-front', 'shop-side', 'client');
  settled();
  await eventually('a run of each cron job', 90, () => CRON_JOBS.every(pattern => runsOf(pattern).length > 0));
  claims = uidsOf('persistentvolumeclaims');
  stores = uidsOf('statefulsets');
}, 300_000);

test('the callees become the library\'s while their callers call', async () => {
  plain = ['http://shop-web', 'http://shop-db:8080', 'http://shop-side'].map(url => load('deployment/client', 'client', url));
  const front = load('deployment/shop-front', 'front', 'http://shop-web');
  await seconds(4);
  for (const object of ['deployment/shop-web', 'service/shop-web', 'statefulset/shop-db', 'service/shop-db',
    'service/shop-db-headless', 'cronjob/shop-report']) handOver(object);
  // Not just before a run is due, which the old one would not start any more, and the new one not yet.
  await eventually('time until the next runs', 30, () => new Date().getSeconds() < 45);
  kubectl(['patch', 'cronjob/shop-clean', ...inNamespace, '-p', '{"spec":{"suspend":true}}']);
  apply(manifest(Step.BOTH_DOORS, STORAGE_CLASS));
  kubectl(['delete', 'secret', '-l', 'owner=helm,name=shop', ...inNamespace]);
  kubectl(['delete', 'poddisruptionbudget/shop-web', ...inNamespace]);
  settled('side');
  await seconds(4);
  const result = await front();
  lostNothing(result);
  expect(Object.keys(result.versions).sort()).toEqual(['1.0.0', 'chart']);
}, 300_000);

test('nothing of the chart is left in them, and the store has its data', () => {
  for (const [object, name] of [['deployment/shop-web', 'web'], ['statefulset/shop-db', 'db']]) {
    const { metadata, spec: { template } } = get(object, ...inNamespace);
    expect(Object.keys({ ...metadata.annotations, ...metadata.labels }).filter(key => key.includes('helm'))).toEqual([]);
    expect(template.metadata.labels).not.toHaveProperty('old');
    const { containers, volumes } = template.spec;
    expect(containers.map((each: any) => each.name).filter((each: string) => each !== 'proxy')).toEqual([name]);
    expect(containers.find((each: any) => each.name === name).env.map((each: any) => each.name)).not.toContain('OLD');
    expect(volumes.map((each: any) => each.name)).not.toContain('cache');
  }
  expect(uidsOf('persistentvolumeclaims')).toEqual(claims);
  expect(uidsOf('statefulsets')).toEqual(stores);
  const starts = ['0', '1'].map(n => kubectl(['exec', `shop-db-${n}`, ...inNamespace, '-c', 'db', '--', 'cat', '/data/starts']));
  // The controller of 1.27 deletes a new pod once more, now and then, when the old one has ended by itself.
  for (const each of starts) expect(each).toMatch(/^chart\n(1\.0\.0\n)+$/);
  expect(get('pods/shop-db-0', ...inNamespace).metadata.labels).toMatchObject({ 'app.kubernetes.io/instance': 'shop' });
});

test('a caller that has moved calls with its certificate, and another one still without', async () => {
  const callees = [...podsOf('web'), ...podsOf('db')].map(({ metadata }: any) => metadata.uid).sort();
  for (const object of ['deployment/shop-front', 'service/shop-front', 'service/shop-side']) handOver(object);
  apply(manifest(Step.CALLER, STORAGE_CLASS));
  // The Service leads to the library's pods now. Once every node knows, the others are not missed.
  await seconds(5);
  kubectl(['delete', 'deployment/shop-side', ...inNamespace]);
  rolledOut(NAMESPACE, 'shop-front');
  // The callees knew already who would call: none of their pods restarts.
  expect([...podsOf('web'), ...podsOf('db')].map(({ metadata }: any) => metadata.uid).sort()).toEqual(callees);
  const certified = ['https://shop-web', 'https://shop-db'].map(url => load(movedCaller(), 'front', url));
  await seconds(10);
  for (const end of [...certified, ...plain]) lostNothing(await end());
}, 300_000);

test('the plain door is closed while callers call with their certificates, and no pod restarts', async () => {
  // Those of the chart are on their way out.
  await eventually('only pods of the library', 60, () => endingPods().length === 0);
  const before = uidsOf('pods').filter((pod: string) => !/clean|report/.test(pod));
  const certified = [
    load(movedCaller(), 'front', 'https://shop-web'),
    load(movedCaller(), 'front', 'https://shop-web', '--keepalive'),
    load(movedCaller(), 'front', 'https://shop-db'),
  ];
  await seconds(4);
  apply(manifest(Step.CLOSED, STORAGE_CLASS));
  await seconds(6);
  for (const end of certified) lostNothing(await end());
  expect(uidsOf('pods').filter((pod: string) => !/clean|report/.test(pod))).toEqual(before);
  expect(get('service/shop-web', ...inNamespace).spec.ports.map(({ port }: any) => port)).toEqual([443]);
  const answer = (host: string) => {
    const script = `fetch('http://${host}', { signal: AbortSignal.timeout(5000) })`
      + '.then(() => console.log("answered"), () => console.log("refused"))';
    return kubectl(['exec', 'deployment/client', ...inNamespace, '--', 'node', '-e', script]).trim();
  };
  expect(answer('shop-web')).toBe('refused');
  expect(answer('shop-db:8080')).toBe('refused');
  const [{ status: { podIP } }] = podsOf('web');
  if (process.env.POLICIES === '1') expect(answer(`${podIP}:8080`)).toBe('refused');
}, 120_000);

test('of the cron jobs, one that keeps its name and one that gets another, each run is there once', async () => {
  for (const pattern of CRON_JOBS) {
    await eventually('two runs of the library', 180, () => runsOf(pattern).filter(({ moved }: any) => moved).length >= 2);
    const runs = runsOf(pattern);
    const [{ minute: first }] = runs;
    expect(runs.map(({ minute }: any) => minute)).toEqual(runs.map((_: unknown, n: number) => first + n));
    expect(runs[0].moved).toBe(false);
  }
}, 240_000);
