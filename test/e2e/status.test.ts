import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { apply, get, kubectl } from './kubectl';
import { pinterest, statusOf, Told } from './status/command';
import { Fault, HEALTHY, PLAIN_FAULTS } from './status/faults';
import { WORLDS } from './status/platform-faults';
import { limitedKubeconfig } from './status/reader';
import { applyHealthy, applyPlain, applyWorlds, NAMESPACE, prepare, remove } from './status/world';

/*
 * A drill: faults are brought about for real, all at once, and `pinterest status` has to name the cause of each, whose it is, and
 * the step that mends it. What is well beside them gives no alarm, at no time.
 */
const hasMetrics = kubectl(['api-versions']).includes('metrics.k8s.io/');
const FAULTS: readonly Fault[] = [...PLAIN_FAULTS, ...WORLDS.flatMap(({ faults }) => faults)]
  .filter(({ cause }) => hasMetrics || cause !== 'cpu-starved');

const PATIENCE_MS = 300_000;

let told: Map<string, Told>;
/** Alarms of what is well, as they came. */
const false_alarms: string[] = [];

const causesOf = (workload: Told | undefined) =>
  (workload?.findings ?? []).filter(({ urgency }) => urgency === 'person').map(({ cause }) => cause);
const isTold = ({ workload, cause }: Fault) => causesOf(told.get(workload)).includes(cause);

/** Looks, and notes each alarm of what is well. */
async function look(): Promise<void> {
  told = await statusOf(NAMESPACE);
  for (const name of Object.keys(HEALTHY)) {
    for (const { cause, what } of told.get(name)?.findings.filter(({ urgency }) => urgency !== 'itself') ?? []) {
      false_alarms.push(`${name}: ${cause}, ${what}`);
    }
  }
}

beforeAll(async () => {
  prepare();
  applyHealthy('1');
  applyPlain();
  applyWorlds();
  // Rollouts are in progress all the time.
  let version = 2;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
    await look();
    if (FAULTS.every(isTold)) break;
    applyHealthy(`${version++}`);
    await new Promise(resolve => setTimeout(resolve, 3000));
  }
  console.log(
    `${version - 1} versions of what is well; not told: ${
      FAULTS.filter(fault => !isTold(fault))
        .map(({ workload }) => workload)
        .join(', ') || 'none'
    }`,
  );
}, PATIENCE_MS + 200_000);

afterAll(() => {
  remove();
});

test.each(FAULTS.map(fault => [fault.workload, fault] as const))(
  '%s: its cause, whose it is, and the next step',
  (_, { workload, cause, whose, what, step }) => {
    const found = told.get(workload)?.findings.find(each => each.cause === cause);
    expect({ causes: causesOf(told.get(workload)) }).toEqual({ causes: [cause] });
    expect(found?.what).toMatch(what);
    expect(found?.step).toMatch(step);
    expect(`${found?.whose.part}${found?.whose.component === undefined ? '' : ` (${found.whose.component})`}`).toBe(whose);
  },
);

test('what is well beside them gives no alarm, while it is updated neither', async () => {
  expect(false_alarms).toEqual([]);
  const { code } = await pinterest(['status', `${NAMESPACE}/well`, '--watch', '--timeout', '120']);
  expect(code).toBe(0);
  await look();
  expect(Object.fromEntries(Object.keys(HEALTHY).map(name => [name, told.get(name)?.health]))).toEqual(HEALTHY);
  expect(false_alarms).toEqual([]);
});

test('what is wrong is told with the exit code 1, and what is not there with 2', async () => {
  expect((await pinterest(['status', '-n', NAMESPACE])).code).toBe(1);
  expect((await pinterest(['status', `${NAMESPACE}/well`])).code).toBe(0);
  const { code, err } = await pinterest(['status', `${NAMESPACE}/nobody`]);
  expect({ code, err }).toEqual({
    code: 2,
    err: 'pinterest status: There is no workload drill/nobody in the namespace drill. Look with --all, or name its '
      + 'namespace with -n.\n',
  });
});

test('who may read little is told what is known, and what is not', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drill-'));
  const kubeconfig = path.join(folder, 'kubeconfig');
  fs.writeFileSync(kubeconfig, limitedKubeconfig(NAMESPACE));
  const { out } = await pinterest(['status', '-n', NAMESPACE, '--output', 'json', '--kubeconfig', kubeconfig]);
  fs.rmSync(folder, { recursive: true });
  const { workloads, notRead } = JSON.parse(out);
  const health = (name: string) => workloads.find((each: Told) => each.name === name)?.health;
  expect([health('well'), health('image-missing'), health('no-room'), health('store')]).toEqual([
    'ready',
    'failed',
    'failed',
    'unknown',
  ]);
  expect(notRead.map(({ what, failure }: any) => `${what}: ${failure.reason}`)).toEqual(
    expect.arrayContaining(['events: forbidden', 'nodes: forbidden']),
  );
});

test('a rollout that fails is followed to its end, with the last lines of the log', async () => {
  applyHealthy('');
  const { code, out } = await pinterest(['status', `${NAMESPACE}/well`, '--watch', '--timeout', '240', '--output', 'json']);
  expect(code).toBe(1);
  const {
    outcome,
    workloads: [well],
    logs,
  } = JSON.parse(out);
  expect({ outcome, health: well.health, cause: well.findings[0].cause }).toEqual({
    outcome: 'failed',
    health: 'degraded',
    cause: 'crash-loop',
  });
  expect(logs[0].lines).toEqual(['no such version']);
  applyHealthy('1');
  expect((await pinterest(['status', `${NAMESPACE}/well`, '--watch', '--timeout', '120'])).code).toBe(0);
});

test('a node that is drained, and stopped by a disruption budget', async () => {
  const pods = get('pods', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=store').items;
  apply(
    JSON.stringify({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'all-of-store', namespace: NAMESPACE },
      spec: { minAvailable: '100%', selector: { matchLabels: { 'app.kubernetes.io/name': 'store' } } },
    }),
  );
  const node = pods[0].spec.nodeName;
  try {
    expect(() =>
      kubectl(['drain', node, '--ignore-daemonsets', '--pod-selector=app.kubernetes.io/name=store', '--timeout=10s']),
    ).toThrow();
    await look();
  } finally {
    // Other tests run beside this one.
    kubectl(['uncordon', node]);
  }
  const [{ cause, what, step, whose }] = told.get('store')!.findings;
  expect({ cause, part: whose.part }).toEqual({ cause: 'disruption-budget', part: 'application' });
  expect(what).toContain(`all-of-store lets no pod leave the node ${node}`);
  expect(step).toMatch(/a budget of all pods stops each update/);
});
