import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { dump, loadAll } from 'js-yaml';
import { apply, createNamespace, eventually, get, kubectl, kubectlAsync, onceQuiet, rolledOut, serverVersion } from './kubectl';
import { installMesh, trustMesh } from './mesh';

const NAMESPACE = 'pinboard';
// The example has a cluster of the oldest and one of the newest version; versions between run as the oldest.
const CLUSTER = serverVersion() === '1.37' ? 'prod-east' : 'staging';
const SERVICES = ['web', 'api', 'boards'];

/** Synthesizes examples/pinboard as a team does; returns the file for this cluster. */
function synth(version: string, chart = 'pinboard'): string {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'pinboard-'));
  const { status, stderr } = spawnSync('npx', ['tsx', 'main.ts'], {
    cwd: path.join(__dirname, '../../examples/pinboard'),
    encoding: 'utf8',
    env: { ...process.env, CDK8S_OUTDIR: outdir, VERSION: version },
  });
  if (status !== 0) throw new Error(stderr);
  return fs.readFileSync(path.join(outdir, CLUSTER, `${chart}.k8s.yaml`), 'utf8');
}

/** The objects of one service only. */
function only(service: string, manifest: string): string {
  return (loadAll(manifest) as any[])
    .filter(object => object.metadata.labels['app.kubernetes.io/name'] === service)
    .map(object => dump(object)).join('---\n');
}

/** Calls from inside a service's pod, with its certificate. */
function call(from: string, url: string, certificate = ''): any {
  const script = `fetch('http://127.0.0.1:8080/call?url=${encodeURIComponent(url)}${certificate}').then(async r => `
    + 'console.log(await r.text()))';
  return JSON.parse(kubectl(['exec', `deployment/${from}`, '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]));
}

/** A steady stream of requests from a pod of web to api. */
async function load(pod: string, ...options: string[]): Promise<any> {
  return JSON.parse(await kubectlAsync([
    'exec', pod, '-n', NAMESPACE, '-c', 'app', '--', 'node',
    '/app/load.js', 'https://api.pinboard.svc', '--rate', '60', ...options,
  ]));
}

function pods(service: string): any[] {
  return get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${service}`).items.filter(
    (pod: any) => !pod.metadata.deletionTimestamp,
  );
}

function resourceVersions(): Record<string, string> {
  const objects = get(
    'serviceaccounts,deployments,services,configmaps,networkpolicies,poddisruptionbudgets,horizontalpodautoscalers,'
      + 'ingresses,certificates',
    '-n',
    NAMESPACE,
  ).items;
  return Object.fromEntries(objects.map((object: any) => [
    `${object.kind}/${object.metadata.name}`, object.metadata.resourceVersion,
  ]));
}

beforeAll(async () => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  createNamespace('pinboard-runtime', 'privileged');
  apply(synth('1.0.0', 'runtime'));
  apply(synth('1.0.0'));
  rolledOut(NAMESPACE, ...SERVICES);
  await eventually('the autoscaler to start three pods of api', 90, () => pods('api').length === 3);
  rolledOut(NAMESPACE, 'api');
});

test('every pod is ready, under the restricted Pod Security Standard', () => {
  for (const pod of SERVICES.flatMap(pods)) {
    expect(pod.status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'True' }));
  }
});

test('a declared caller is answered by DNS name over mTLS, and named to the application', () => {
  const { status, body } = call('web', 'https://api.pinboard.svc');
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    service: 'api', version: '1.0.0', caller: 'URI=spiffe://example.com/ns/pinboard/sa/web',
  });
});

test('a caller without certificate is refused', () => {
  expect(call('web', 'https://api.pinboard.svc', '&certificate=none').error).toBeDefined();
});

test('an undeclared caller is refused, by name', () => {
  const { status, body } = call('web', 'https://boards.pinboard.svc');
  expect(status).toBe(403);
  expect(body).toContain('spiffe://example.com/ns/pinboard/sa/web is not a declared caller of pinboard/boards');
});

test('an ingress controller, which has no certificate, reaches the plain port', () => {
  const script = "fetch('http://web.pinboard.svc', { headers: { 'x-forwarded-client-cert': "
    + "'URI=spiffe://forged' } }).then(async r => console.log(await r.text()))";
  const answer = JSON.parse(kubectl(['exec', 'deployment/api', '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]));
  expect(answer.service).toBe('web');
  expect(answer.caller).toBeUndefined();
});

test('the certificate carries the SPIFFE id and the DNS names', () => {
  const secret = get('secret', 'api-identity', '-n', NAMESPACE);
  const { subjectAltName } = new X509Certificate(Buffer.from(secret.data['tls.crt'], 'base64'));
  expect(subjectAltName).toContain('URI:spiffe://example.com/ns/pinboard/sa/api');
  expect(subjectAltName).toContain('DNS:api.pinboard.svc.cluster.local');
});

test('the environment and what a component of the company brings are there before the application starts', () => {
  const script =
    "console.log(JSON.stringify({ env: process.env, de: require('fs').readFileSync(process.env.GEODATA + '/de.json', 'utf8') }))";
  const { env, de } = JSON.parse(kubectl([
    'exec', 'deployment/boards', '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script,
  ]));
  expect(JSON.parse(de)).toEqual({ country: 'de' });
  expect(env).toMatchObject({
    PLATFORM_OWNER: 'boards',
    PLATFORM_CLUSTER: CLUSTER,
    PLATFORM_CPU_REQUEST: '50',
    PLATFORM_MEMORY_LIMIT: `${256 * 1024 * 1024}`,
    OTEL_SERVICE_NAME: 'boards',
  });
  expect(env.OTEL_RESOURCE_ATTRIBUTES).toContain(`k8s.pod.name=${env.PLATFORM_POD_NAME}`);
});

test('configuration files are there, their templates filled in', () => {
  const file = kubectl(['exec', 'deployment/api', '-n', NAMESPACE, '-c', 'app', '--', 'cat', '/etc/app/app.yaml']);
  expect(file).toBe(`cluster: ${CLUSTER}\nboards: https://boards.pinboard.svc\n`);
});

test('a second synth gives the same bytes, and applying them again changes nothing', async () => {
  const manifest = synth('1.0.0');
  expect(synth('1.0.0')).toBe(manifest);
  const before = await onceQuiet(120, resourceVersions);
  apply(manifest);
  expect(resourceVersions()).toEqual(before);
});

test('a renewed certificate is served without a restart', async () => {
  const serial = () => {
    const script = "const { clientOptions } = require('/app/identity'); "
      + "const s = require('tls').connect({ host: 'api.pinboard.svc', port: 443, ...clientOptions(), servername: "
      + "'api.pinboard.svc' }, () => { console.log(s.getPeerCertificate().serialNumber); s.destroy(); })";
    return kubectl(['exec', 'deployment/web', '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]).trim();
  };
  const uids = pods('api').map(pod => pod.metadata.uid).sort();
  const former = serial();
  const condition = {
    type: 'Issuing',
    status: 'True',
    reason: 'ManuallyTriggered',
    message: 'renewal asked for by the test',
    lastTransitionTime: new Date().toISOString(),
  };
  const { status } = get('certificate', 'api-identity', '-n', NAMESPACE);
  kubectl(['patch', 'certificate', 'api-identity', '-n', NAMESPACE, '--subresource=status', '--type=merge', '-p', JSON.stringify({
    status: { conditions: [...status.conditions, condition] },
  })]);
  await eventually('a new serial number is served', 180, () => serial() !== former);
  expect(pods('api').map(pod => pod.metadata.uid).sort()).toEqual(uids);
  expect(pods('api').flatMap(pod => [
    ...pod.status.containerStatuses, ...(pod.status.initContainerStatuses ?? []),
  ]).map(container => container.restartCount).filter(Boolean)).toEqual([]);
});

/** Runs a change while both kinds of clients send 2,000 requests each; nothing may fail. */
async function loseNothing(change: () => Promise<void> | void): Promise<any[]> {
  const [pod] = pods('web').sort((a, b) => b.spec.nodeName.localeCompare(a.spec.nodeName)).map(each => each.metadata.name);
  const clients = Promise.all([load(pod, '--requests', '2000'), load(pod, '--requests', '2000', '--keepalive')]);
  await new Promise(resolve => setTimeout(resolve, 4000));
  await change();
  const results = await clients;
  console.log(results.map(result => JSON.stringify(result)).join('\n'));
  for (const result of results) expect(result).toMatchObject({ sent: 2000, ok: 2000, failed: 0, errors: {} });
  return results;
}

test('a rolling update loses no request, neither with new nor with keep-alive connections', async () => {
  const results = await loseNothing(() => apply(only('api', synth('2.0.0'))));
  for (const { versions } of results) {
    expect(versions['1.0.0']).toBeGreaterThan(0);
    expect(versions['2.0.0']).toBeGreaterThan(0);
  }
  rolledOut(NAMESPACE, 'api');
});

test('a scale-down loses no request', async () => {
  kubectl(['scale', 'deployment/api', '-n', NAMESPACE, '--replicas=5']);
  rolledOut(NAMESPACE, 'api');
  await loseNothing(() => { kubectl(['scale', 'deployment/api', '-n', NAMESPACE, '--replicas=3']); });
});

test('the drain of a node loses no request', async () => {
  const nodes: string[] = get('nodes').items.map((node: any) => node.metadata.name).sort();
  // With a single node, pods have no other node to move to.
  if (nodes.length < 2) return console.log('one node only: no drain');
  try {
    await loseNothing(async () => {
      await kubectlAsync([
        'drain', nodes[0], '--ignore-daemonsets', '--delete-emptydir-data',
        '--timeout=240s', '--pod-selector', 'app.kubernetes.io/name in (api, boards)',
      ]);
    });
  } finally {
    kubectl(['uncordon', nodes[0]]);
  }
});
