import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { PinterestApp } from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, SecretStore } from 'cdk8s-pinterest/platform';
import { apply, createNamespace, eventually, get, kubectl, onceQuiet, rolledOut, serverVersion } from './kubectl';
import { installMesh, MESH, trustMesh } from './mesh';
import { SecretStoreServer } from './secret-store';
import { Orders } from '../../examples/data/orders';

/* Runs examples/data: PostgreSQL, its exporter and ZooKeeper are real, the API is a small program of this test. */

const NAMESPACE = 'orders';
const MONITORING = 'data-monitoring';
const store = new SecretStoreServer('data-secret-store');
const dist = fs.mkdtempSync(path.join(os.tmpdir(), 'data-'));

function synth(): void {
  const app = new PinterestApp({ outdir: dist });
  new Platform({
    clusters: [new Cluster({
      name: 'e2e',
      environment: 'test',
      version: KubernetesVersion.of(serverVersion()),
      identity: MESH,
      secretStore: SecretStore.vault({ address: store.address }),
      monitoringNamespace: MONITORING,
    })],
  }).attach(app);
  new Orders(app, 'orders', { version: '1.0.0', storageClass: process.env.STORAGE_CLASS ?? 'local' });
  app.synth();
}

/** Applies all of it as docs/jobs-before.md says. */
function applyInOrder(): void {
  const page = fs.readFileSync(path.join(__dirname, '../../docs/jobs-before.md'), 'utf8');
  const recipe = /```sh\n([^]*?)```/.exec(page)![1]
    .replaceAll('-f dist', `-f ${dist}`).replace('name=db', 'name=postgres').replace('statefulset/db', 'statefulset/postgres')
    .replaceAll('-n boards', `-n ${NAMESPACE}`);
  const { status, stdout, stderr } = spawnSync('bash', ['-ec', `kubectl() { "\${KUBECTL:-kubectl}" "$@"; }\n${recipe}`], {
    encoding: 'utf8', env: { ...process.env, KUBECTL: process.env.KUBECTL ?? '' },
  });
  if (status !== 0 || /warning/i.test(stderr)) throw new Error(`${stdout}\n${stderr}`);
}

const inPod = (pod: string, container: string, ...command: string[]): string =>
  kubectl(['exec', pod, '-n', NAMESPACE, '-c', container, '--', ...command]);

const python = (script: string): string => inPod('deployment/api', 'app', 'python3', '-c', script).trim();

/** Asks the API. */
function ask(method: string, url: string, text?: string): any {
  const data = text === undefined ? '' : `, data=b'${text}'`;
  return JSON.parse(python('from urllib.request import *\n'
    + `print(urlopen(Request('http://127.0.0.1:8080${url}', method='${method}'${data}), timeout=30).read().decode())`));
}

/** A query by the API's own connection. */
const query = (statement: string): any[][] => JSON.parse(python('import json, psycopg2\n'
  + `c = psycopg2.connect('').cursor()\nc.execute("""${statement}""")\nprint(json.dumps(c.fetchall(), default=str))`));

/** The metrics at a Service, as monitoring reads them. */
function metrics(host: string): string {
  const script = `fetch('http://${host}.${NAMESPACE}.svc/metrics').then(async r => console.log(await r.text()))`
    .replace('.svc/', `.svc:${host === 'postgres' ? 9187 : 7000}/`);
  return kubectl(['exec', 'prometheus', '-n', MONITORING, '--', 'node', '-e', script]);
}

const podsOf = (name: string): any[] => get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
const stateOf = (pod: string): any => get('pod', pod, '-n', NAMESPACE);
const isReady = ({ metadata, status }: any): boolean => !metadata.deletionTimestamp
  && status.conditions?.some(({ type, status: value }: any) => type === 'Ready' && value === 'True');

/** The role of each server of the ensemble that serves. */
function roles(): Record<string, string> {
  return Object.fromEntries(podsOf('zookeeper').filter(isReady).map(({ metadata: { name } }) => {
    const answer = inPod(name, 'app', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; cat <&3');
    return [name, /^Mode: (.*)$/m.exec(answer)?.[1] ?? answer];
  }));
}

/** The serial number of the certificate that PostgreSQL shows to a new connection. */
const serial = (): string => python(`
import socket, ssl
context = ssl.create_default_context(cafile='/var/run/identity/ca.crt')
context.load_cert_chain('/var/run/identity/tls.crt', '/var/run/identity/tls.key')
connection = socket.create_connection(('postgres.${NAMESPACE}.svc', 5432))
connection.sendall(bytes([0, 0, 0, 8, 4, 210, 22, 47]))
assert connection.recv(1) == b'S'
print(context.wrap_socket(connection, server_hostname='postgres.${NAMESPACE}.svc').getpeercert()['serialNumber'])`);

let firstSerial: string;

beforeAll(async () => {
  installMesh();
  for (const namespace of [NAMESPACE, MONITORING]) createNamespace(namespace);
  trustMesh(NAMESPACE);
  apply(JSON.stringify(restrictedPod('prometheus', MONITORING, { image: 'registry.example.com/pinboard:1.0.0' })));
  await store.start();
  store.put('orders/postgres', 'password=s3cret');
  store.policy('orders', 'kv/data/orders/*');
  for (const name of ['postgres', 'api', 'migrate', 'backup']) {
    store.role(`${NAMESPACE}.${name}`, `spiffe://example.com/ns/${NAMESPACE}/sa/${name}`, 'orders');
  }
  synth();
  applyInOrder();
  rolledOut(NAMESPACE, 'api');
  firstSerial = serial();
  renew('postgres-identity');
});

afterAll(() => {
  fs.rmSync(dist, { recursive: true });
  for (const namespace of [NAMESPACE, MONITORING]) kubectl(['delete', 'namespace', namespace, '--wait=false']);
  store.stop();
});

test('the migration has ended before the API starts', () => {
  const [[runs, at]] = query('select count(*), min(at) from migrations');
  const [{ status }] = podsOf('api');
  const { restartCount, state } = status.containerStatuses.find(({ name }: any) => name === 'app');
  expect([runs, restartCount]).toEqual([1, 0]);
  expect(new Date(at).getTime()).toBeLessThan(new Date(state.running.startedAt).getTime());
});

test('the API reaches the database over TLS with its certificate, and keeps orders there', () => {
  expect(query('select ssl, client_dn from pg_stat_ssl where pid = pg_backend_pid()')).toEqual([[true, `/CN=${NAMESPACE}:api`]]);
  ask('PUT', '/orders', 'tea');
  ask('PUT', '/orders', 'milk');
  expect(ask('GET', '/orders')).toEqual(['tea', 'milk']);
});

test.each([
  ['without TLS', 'sslmode=disable', /no pg_hba\.conf entry[^]*no encryption/],
  ['without a certificate', 'sslmode=require sslcert=/none', /requires a valid client certificate/],
  ['without the password', 'sslmode=require password=guessed', /password authentication failed/],
])('nobody reaches it %s', (_, options, refusal) => {
  expect(() => python(`import psycopg2\npsycopg2.connect('service=orders ${options}')`)).toThrow(refusal);
});

test('monitoring reads the metrics of both through their Services', async () => {
  expect(metrics('postgres')).toMatch(/^pg_up 1$/m);
  await eventually('three members', 60, () => /^quorum_size 3\.0$/m.test(metrics('zookeeper')));
});

test('ZooKeeper has elected a leader; what is written stays when that is lost', async () => {
  await eventually('three servers', 120, () => Object.keys(roles()).length === 3);
  const first = roles();
  expect(Object.values(first).sort()).toEqual(['follower', 'follower', 'leader']);
  expect(ask('PUT', '/flags/discount', 'on')).toBe('on');
  const [leader] = Object.entries(first).find(([, role]) => role === 'leader')!;
  kubectl(['delete', 'pod', leader, '-n', NAMESPACE, '--grace-period=1', '--wait=false']);
  await eventually('another leader', 60, () =>
    Object.entries(roles()).some(([name, role]) => name !== leader && role === 'leader'));
  expect(ask('GET', '/flags/discount')).toBe('on');
});

test('a backup is one that pg_restore reads', async () => {
  kubectl(['create', 'job', '-n', NAMESPACE, '--from=cronjob/backup', 'backup-once']);
  kubectl(['wait', '-n', NAMESPACE, '--for=condition=complete', '--timeout=120s', 'job/backup-once']);
  const [{ metadata: { name } }] = get('pvc', '-n', NAMESPACE, '-l', 'app.kubernetes.io/name=backup').items;
  apply(JSON.stringify(restrictedPod('restore', NAMESPACE, {
    image: 'docker.io/library/postgres:17',
    command: ['bash', '-c', 'ls /backup/*/; pg_restore --list /backup/*/orders-*.dump'],
    volumeMounts: [{ name: 'backup', mountPath: '/backup' }],
  }, [{ name: 'backup', persistentVolumeClaim: { claimName: name } }])));
  kubectl(['wait', '-n', NAMESPACE, '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s', 'pod/restore']);
  const list = kubectl(['logs', 'restore', '-n', NAMESPACE]);
  expect(list).toMatch(/^orders-\d{4}-\d\d-\d\d\.dump$/m);
  expect(list).not.toMatch(/unfinished/);
  expect(list).toMatch(/TABLE DATA public orders orders$/m);
});

test('a renewed certificate is served, without a restart', async () => {
  await eventually('another serial number', 180, () => {
    // The kubelet looks at a Secret again when its pod changes, else every minute.
    kubectl(['annotate', 'pod', 'postgres-0', '-n', NAMESPACE, '--overwrite', `looked-at=${Date.now()}`]);
    return serial() !== firstSerial;
  });
  const { status } = stateOf('postgres-0');
  expect(status.containerStatuses.map(({ restartCount }: any) => restartCount)).toEqual(status.containerStatuses.map(() => 0));
});

test('data survive the pod', async () => {
  kubectl(['delete', 'pod', 'postgres-0', '-n', NAMESPACE]);
  await eventually('the database to be back', 120, () => isReady(stateOf('postgres-0')));
  expect(ask('GET', '/orders')).toEqual(['tea', 'milk']);
});

test('applying it again changes nothing, and migrates nothing', async () => {
  const versions = () => Object.fromEntries(get(
    'serviceaccounts,deployments,statefulsets,jobs,cronjobs,services,configmaps,networkpolicies,poddisruptionbudgets,'
      + 'persistentvolumeclaims,certificates,horizontalpodautoscalers', '-n', NAMESPACE,
  ).items.map(({ kind, metadata }: any) => [`${kind}/${metadata.name}`, metadata.resourceVersion]));
  await eventually('three servers', 120, () => Object.keys(roles()).length === 3);
  const before = await onceQuiet(120, versions);
  synth();
  applyInOrder();
  expect(versions()).toEqual(before);
  expect(query('select count(*) from migrations')).toEqual([[1]]);
});

/** Asks cert-manager for another certificate. */
function renew(name: string): void {
  const { status } = get('certificate', name, '-n', NAMESPACE);
  const condition = {
    type: 'Issuing', status: 'True', reason: 'ManuallyTriggered', message: 'renewal asked for by the test',
    lastTransitionTime: new Date().toISOString(),
  };
  kubectl(['patch', 'certificate', name, '-n', NAMESPACE, '--subresource=status', '--type=merge', '-p',
    JSON.stringify({ status: { conditions: [...status.conditions, condition] } })]);
}

function restrictedPod(name: string, namespace: string, container: object, volumes: object[] = []): object {
  const securityContext = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, runAsUser: 999, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name, securityContext, ...container }],
      volumes,
    },
  };
}
