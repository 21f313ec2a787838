import { spawn } from 'node:child_process';
import { Authority } from './authority';
import { elsewhere, ISSUER, NAMESPACE, OTHER_NAMESPACE, workloads } from './calls/workloads';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';

/*
 * What an application calls by plain HTTP, HTTP/2 and TCP goes out over mTLS. A client calls `web`, and each of its requests is
 * four calls of `web`: three of `api`, by each protocol, and one of another app.
 */
const old = new Authority('the former authority');
const next = new Authority('the next authority');

/** From now on cert-manager signs with this authority. */
function issueWith({ certificate, key }: Authority): void {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: ISSUER, namespace: 'cert-manager' },
    stringData: { 'tls.crt': certificate, 'tls.key': key },
  };
  const issuer = {
    apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata: { name: ISSUER }, spec: { ca: { secretName: ISSUER } },
  };
  for (const object of [secret, issuer]) kubectl(['apply', '-f', '-'], JSON.stringify(object));
  kubectl(['wait', '--for=condition=Ready', `clusterissuer/${ISSUER}`, '--timeout=60s']);
}

function applyAll(version: string, ...trusted: Authority[]): void {
  const certificates = trusted.map(({ certificate }) => certificate);
  apply(elsewhere(certificates));
  apply(workloads(version, certificates));
}

/** What a program prints in a container of an application. */
function inApp(name: string, script: string, namespace = NAMESPACE): string {
  return kubectl(['exec', `deployment/${name}`, '-n', namespace, '-c', 'app', '--', 'node', '-e', script]);
}

const said = (name: string, container: string): string => kubectl([
  'logs', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`, '-c', container, '--tail=-1', '--prefix',
]);

beforeAll(async () => {
  for (const namespace of [NAMESPACE, OTHER_NAMESPACE]) createNamespace(namespace);
  issueWith(old);
  applyAll('1', old);
  for (const name of ['api', 'web', 'client']) rolledOut(NAMESPACE, name);
  rolledOut(OTHER_NAMESPACE, 'pages');
}, 300_000);

afterAll(() => {
  kubectl(['delete', 'namespace', NAMESPACE, OTHER_NAMESPACE, '--wait=false']);
  kubectl(['delete', `clusterissuer/${ISSUER}`, `secret/${ISSUER}`, '-n', 'cert-manager', '--ignore-not-found']);
});

test('jobs and cron jobs call, and end', async () => {
  kubectl(['create', 'job', 'from-cron', '--from=cronjob/cron', '-n', NAMESPACE]);
  const [job] = get('jobs', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=job').items.map(({ metadata }: any) => metadata.name);
  for (const name of [job, 'from-cron']) {
    kubectl(['wait', '--for=condition=complete', `job/${name}`, '-n', NAMESPACE, '--timeout=90s']);
    expect(kubectl(['logs', `job/${name}`, '-n', NAMESPACE, '-c', 'app'])).toMatch(/"caller.*","answer","pong/);
    await eventually('its pod to end', 60, () => (
      get('pods', '-n', NAMESPACE, '-l', `job-name=${name}`).items.every(({ status }: any) => status.phase === 'Succeeded')
    ));
  }
});

test('a callee is told who calls, and one with another identity gets nothing', () => {
  const answer = (url: string) => `fetch(${url}).then(async r => console.log(r.status + ' ' + await r.text()))`;
  expect(inApp('web', answer('process.env.API_URL'))).toContain('"caller":"URI=spiffe://example.com/ns/calls/sa/web"');
  expect(inApp('web', answer('process.env.PAGES_URL'))).toContain('"caller":"URI=spiffe://example.com/ns/calls/sa/web"');
  const count = (): string => inApp('pages', answer('"http://127.0.0.1:8080/count"'), OTHER_NAMESPACE);
  const before = count();
  const lines = () => said('web', 'proxy').split('\n').filter(line => /impostor|refused a callee/.test(line));
  const logged = lines().length;
  const posted = 'fetch(process.env.IMPOSTOR_URL, { method: "POST", body: "secret" }).then(r => console.log(r.status))';
  expect(inApp('web', posted)).toBe('502\n');
  expect(count()).toBe(before);
  const refusals = lines().slice(logged);
  const [shown, expected] = ['calls-other/sa/pages', 'calls/sa/api'].map(each => `spiffe://example.com/ns/${each}`);
  expect(refusals.join('\n')).toContain(`it shows ${shown}, and not ${expected}`);
  expect(refusals.length).toBeLessThanOrEqual(3);
});

test('no call is lost when caller, callee and authorities change, and a node is drained', async () => {
  const load = spawn(process.env.KUBECTL ?? 'kubectl', [
    'exec', '-i', 'deployment/client', '-n', NAMESPACE, '-c', 'app', '--',
    'sh', '-c', 'exec node /etc/app/calls.js $WEB_URL/chain 25 2000',
  ], { stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  load.stdout.on('data', data => (printed += data));
  const ended = new Promise(resolve => load.on('exit', resolve));
  const step = (what: string) => console.log(`${what} after ${Math.round((Date.now() - start) / 1000)} s`);
  const start = Date.now();
  await new Promise(resolve => setTimeout(resolve, 3000));

  // Caller and callee get a new version at once, whose pods trust both authorities from their start.
  applyAll('2', old, next);
  for (const name of ['api', 'web']) rolledOut(NAMESPACE, name);
  step('caller and callee rolled');
  await takenUp(pod => bundleOf(pod).split('BEGIN').length === 3);
  step('both authorities trusted');

  issueWith(next);
  for (const name of ['api', 'web', 'client']) kubectl(['delete', 'secret', `${name}-identity`, '-n', NAMESPACE]);
  kubectl(['delete', 'secret', 'pages-identity', '-n', OTHER_NAMESPACE]);
  await eventually('web to call with its new certificate', 150, () => {
    look();
    return said('web', 'proxy').includes('calls take up') && said('client', 'proxy').includes('calls take up');
  });
  step('new certificates taken up');

  drain();
  for (const name of ['api', 'web']) rolledOut(NAMESPACE, name);
  step('drained');
  load.stdin.end();
  await ended;
  console.log(printed);
  const { sent, ok, errors, versions } = JSON.parse(printed);
  expect(errors).toEqual({});
  expect(sent).toBeGreaterThanOrEqual(2000);
  expect(ok).toBe(sent);
  expect(Object.keys(versions)).toEqual(['1', '2']);
  // Each of the pods of web that has ended has called when its callers had left.
  const last = new Set(said('api', 'app').match(/\/last\?pod=[-a-z0-9]+/g));
  console.log(`${last.size} last calls seen by the pods of api that are there now`);
  expect(last.size).toBeGreaterThan(0);
  restarts();
}, 400_000);

function look(): void {
  // The kubelet looks after a pod's volumes when the pod changes; otherwise it takes a minute longer.
  for (const namespace of [NAMESPACE, OTHER_NAMESPACE]) {
    kubectl(['annotate', 'pods', '--all', '-n', namespace, '--overwrite', `e2e/looked=${Date.now()}`]);
  }
}

const bundleOf = (pod: string): string => kubectl([
  'exec', pod, '-n', NAMESPACE, '-c', 'app', '--', 'node', '-p', 'require("fs").readFileSync("/var/run/identity/ca.crt", "utf8")',
]);

async function takenUp(holds: (pod: string) => boolean): Promise<void> {
  await eventually('the pods to have it', 150, () => {
    look();
    return podsOf('client').concat(podsOf('web'), podsOf('api')).every(holds);
  });
}

function podsOf(name: string): string[] {
  return get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items
    .filter(({ metadata }: any) => metadata.deletionTimestamp === undefined).map(({ metadata }: any) => metadata.name);
}

/** All nodes but that of the client are drained of web and api; on a cluster of one node their pods are evicted all the same. */
function drain(): void {
  const pods = get('pods', '-n', NAMESPACE).items;
  const home = pods.find(({ metadata }: any) => metadata.labels['app.kubernetes.io/name'] === 'client').spec.nodeName;
  const [node = home] = get('nodes').items.map(({ metadata }: any) => metadata.name).filter((name: string) => name !== home);
  try {
    kubectl([
      'drain', node, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=120s',
      '--pod-selector', 'app.kubernetes.io/name in (web,api)',
    ]);
  } finally {
    kubectl(['uncordon', node]);
  }
}

function restarts(): void {
  const statuses = get('pods', '-n', NAMESPACE).items.flatMap(({ status }: any) => [
    ...status.containerStatuses, ...status.initContainerStatuses ?? [],
  ]);
  expect(statuses.filter(({ restartCount }: any) => restartCount > 0)).toEqual([]);
}
