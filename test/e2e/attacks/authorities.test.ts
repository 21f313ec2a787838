import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { Caller, PinterestService, Scaling } from 'cdk8s-pinterest';
import { IdentityProvider, TrustBundle } from 'cdk8s-pinterest/platform';
import { Probe } from 'cdk8s-plus-27';
import { Authority } from '../authority';
import { apply, createNamespace, eventually, get, kubectl, kubectlAsync, rolledOut } from '../kubectl';
import { manifestOf } from '../manifest';

const NAMESPACE = 'authorities';
const SERVICES = ['web', 'api'];
const FILES = Object.fromEntries(['server.js', 'client.js', 'witness.js'].map(name => [
  name, fs.readFileSync(path.join(__dirname, '../authorities', name), 'utf8'),
]));
/** What a client sees whose certificate is not accepted, by version of TLS. */
const REFUSED = /UNKNOWN_CA|EPROTO|ECONNRESET/;

/** Requests of each of the two clients. */
const ENOUGH = 10_000;

const old = new Authority('the former authority');
const next = new Authority('the next authority');

/** Two services that call each other, and trust these authorities. */
function manifest(...trusted: Authority[]): string {
  const trust = TrustBundle.authorities(trusted.map(({ certificate }) => certificate));
  return manifestOf(NAMESPACE, chart => {
    for (const name of SERVICES) {
      new PinterestService(chart, name, {
        container: {
          image: 'registry.example.com/pinboard:1.0.0',
          command: ['node', '/etc/app/server.js'],
          portNumber: 8080,
          readiness: Probe.fromHttpGet('/healthz'),
        },
        config: { files: FILES },
        scaling: Scaling.fixed(1),
        callers: SERVICES.map(each => Caller.workload(each)),
      });
    }
  }, {
    identity: IdentityProvider.certManager({
      issuer: NAMESPACE, trust, trustDomain: 'example.com', lifetime: Duration.hours(24), renewBefore: Duration.hours(1),
    }),
  });
}

/** From now on cert-manager signs with this authority. */
function issueWith({ certificate, key }: Authority): void {
  for (const object of [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: NAMESPACE, namespace: 'cert-manager' },
      stringData: { 'tls.crt': certificate, 'tls.key': key },
    },
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: NAMESPACE },
      spec: { ca: { secretName: NAMESPACE } },
    },
  ]) kubectl(['apply', '-f', '-'], JSON.stringify(object));
  kubectl(['wait', '--for=condition=Ready', `clusterissuer/${NAMESPACE}`, '--timeout=60s']);
}

const secretOf = (service: string): any => get('secret', `${service}-identity`, '-n', NAMESPACE).data;

/** A new certificate for a service, as at its renewal. */
async function reissue(service: string): Promise<void> {
  const former = secretOf(service)['tls.crt'];
  const condition = {
    type: 'Issuing',
    status: 'True',
    reason: 'ManuallyTriggered',
    message: 'by the test',
    lastTransitionTime: new Date().toISOString(),
  };
  const { status } = get('certificate', `${service}-identity`, '-n', NAMESPACE);
  kubectl(['patch', 'certificate', `${service}-identity`, '-n', NAMESPACE, '--subresource=status', '--type=merge', '-p',
    JSON.stringify({ status: { conditions: [...status.conditions, condition] } })]);
  await eventually(`${service} to have a new certificate`, 60, () => secretOf(service)['tls.crt'] !== former);
}

const pods = (): any[] => get('pods', '-n', NAMESPACE).items;
const logOf = (service: string): string => kubectl(['logs', `deployment/${service}`, '-n', NAMESPACE, '-c', 'proxy']);
const takenUp = (service: string): number => logOf(service).split('took up').length - 1;

/** Waits until the proxies of these services have taken up what a change brings. */
async function change(services: string[], make: () => Promise<void> | void): Promise<void> {
  const before = services.map(takenUp);
  await make();
  const start = Date.now();
  await eventually(`${services.join(' and ')} to take up the change`, 150, () => {
    // The kubelet looks after a pod's volumes when the pod changes; otherwise it takes a minute longer.
    kubectl(['annotate', 'pods', '--all', '-n', NAMESPACE, '--overwrite', `e2e/looked=${Date.now()}`]);
    return services.every((service, n) => takenUp(service) > before[n]);
  });
  console.log(`in force after ${(Date.now() - start) / 1000} s`);
}

/** Runs one of the programs in a service's pod; it prints its result when it may end. */
async function run(service: string, program: string, ...args: string[]): Promise<any> {
  return JSON.parse(await kubectlAsync([
    'exec', `deployment/${service}`, '-n', NAMESPACE, '-c', 'app', '--', 'node', `/etc/app/${program}.js`, ...args,
  ]));
}

function mayEnd(service: string, program: string): void {
  inApp(service, `fetch('http://127.0.0.1:8080/finish/${program}')`);
}

function inApp(service: string, script: string): string {
  return kubectl(['exec', `deployment/${service}`, '-n', NAMESPACE, '-c', 'app', '--', 'node', '-e', script]);
}

const host = (service: string): string => `${service}.${NAMESPACE}.svc`;

beforeAll(async () => {
  createNamespace(NAMESPACE);
  issueWith(old);
  apply(manifest(old));
  rolledOut(NAMESPACE, ...SERVICES);
  await eventually('a call to be answered', 60, () => call('web', 'api').status === 200 && call('api', 'web').status === 200);
});

afterAll(() => {
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  kubectl(['delete', `clusterissuer/${NAMESPACE}`, `secret/${NAMESPACE}`, '-n', 'cert-manager', '--ignore-not-found']);
});

/** One call with a new connection; by default with what the pod has now. */
function call(from: string, to: string, identity: { ca?: string; cert?: string; key?: string } = {}): any {
  const given = Object.fromEntries(Object.entries(identity).map(([name, base64]) => [name, base64]));
  return JSON.parse(inApp(from, `
    const fs = require('fs'), given = ${JSON.stringify(given)};
    const read = (name, file) => given[name] ? Buffer.from(given[name], 'base64') : fs.readFileSync('/var/run/identity/' + file);
    const options = { ca: read('ca', 'ca.crt'), cert: read('cert', 'tls.crt'), key: read('key', 'tls.key'), agent: false, timeout: 10000 };
    const request = require('https').get('https://${host(to)}/', options, response => {
      console.log(JSON.stringify({ status: response.statusCode, issuer: response.socket.getPeerCertificate().issuer.CN })); process.exit();
    });
    request.on('error', error => { console.log(JSON.stringify({ error: error.code ?? error.message })); process.exit(); });
    request.on('timeout', () => request.destroy(new Error('timeout')));`));
}

test('one authority follows another under load, and nothing is lost', async () => {
  const before = pods().map(pod => pod.metadata.uid).sort();
  const clients = Promise.all([run('web', 'client', host('api'), `${ENOUGH}`), run('api', 'client', host('web'), `${ENOUGH}`)]);

  await change(SERVICES, () => apply(manifest(old, next)));
  const former = secretOf('web');
  const witness = run('web', 'witness', host('api'));

  issueWith(next);
  await change(['api'], async () => reissue('api'));
  // One is issued anew, the other is not: they call each other all the same.
  expect(call('web', 'api')).toEqual({ status: 200, issuer: 'the next authority' });
  expect(call('api', 'web')).toEqual({ status: 200, issuer: 'the former authority' });
  await change(['web'], async () => reissue('web'));
  expect(call('api', 'web')).toEqual({ status: 200, issuer: 'the next authority' });
  expect(call('web', 'api', { cert: former['tls.crt'], key: former['tls.key'] }).status).toBe(200);

  await change(SERVICES, () => apply(manifest(next)));
  expect(call('web', 'api', { cert: former['tls.crt'], key: former['tls.key'] }).error).toMatch(REFUSED);
  expect(call('web', 'api').status).toBe(200);

  mayEnd('web', 'witness');
  const seen = await witness;
  console.log(JSON.stringify(seen));
  expect(seen.before.status).toBe(200);
  // An open connection is answered once more, and asked to come back. With the old certificate it does not.
  expect(seen.kept).toEqual({ status: 200, connection: 'close', reused: true });
  for (const refused of [seen.again, seen.resumed, seen.ticket]) expect(refused.error).toMatch(REFUSED);

  for (const service of SERVICES) mayEnd(service, 'client');
  const results = await clients;
  console.log(results.map(result => JSON.stringify(result)).join('\n'));
  for (const { sent, ok, errors, keptUses, websockets } of results) {
    expect(errors).toEqual({});
    expect(sent).toBeGreaterThanOrEqual(ENOUGH);
    expect(ok).toBe(sent);
    expect(keptUses).toBeGreaterThan(ENOUGH / 3);
    expect(websockets).toMatchObject({ open: 5, closed: 0, echoed: websockets.sent });
  }
  expect(pods().map(pod => pod.metadata.uid).sort()).toEqual(before);
  expect(pods().flatMap(({ status }) => [...status.containerStatuses, ...(status.initContainerStatuses ?? [])])
    .filter(({ restartCount }) => restartCount > 0)).toEqual([]);
});

test('a bundle that is cut off, empty or something else is not taken up, and said once', async () => {
  const { name } = get('configmaps', '-n', NAMESPACE).items.map((each: any) => each.metadata)
    .find((each: any) => each.name.endsWith('-authorities'));
  const ca = Buffer.from(next.certificate).toString('base64');
  const complaints = () => logOf('api').split('kept the former').length - 1;
  const before = takenUp('api');
  for (const [n, wrong] of [
    old.certificate.slice(0, 300), '', `${next.certificate}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`,
  ].entries()) {
    kubectl(['patch', 'configmap', name, '-n', NAMESPACE, '--type=merge', '-p', JSON.stringify({ data: { 'ca.crt': wrong } })]);
    await eventually('the pod to have it', 150, () => {
      kubectl(['annotate', 'pods', '--all', '-n', NAMESPACE, '--overwrite', `e2e/looked=${Date.now()}`]);
      return inApp('api', 'process.stdout.write(require("fs").readFileSync("/var/run/identity/ca.crt"))') === wrong;
    });
    // Three readings.
    await new Promise(resolve => setTimeout(resolve, 16_000));
    expect(call('web', 'api', { ca }).status).toBe(200);
    // An empty one and one that is cut off are the same complaint.
    expect(complaints()).toBe([1, 1, 2][n]);
  }
  expect(takenUp('api')).toBe(before);
  kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], manifest(next));
  await eventually('the right one to be back', 150, () => {
    kubectl(['annotate', 'pods', '--all', '-n', NAMESPACE, '--overwrite', `e2e/looked=${Date.now()}`]);
    return call('web', 'api').status === 200 && call('api', 'web').status === 200;
  });
});
