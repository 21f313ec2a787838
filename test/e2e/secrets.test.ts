import { Duration, Size } from 'cdk8s';
import { OnChange, PinterestJobSet, PinterestService, ReloadSignal, Scaling, SecretFile } from 'cdk8s-pinterest';
import { SecretStore } from 'cdk8s-pinterest/platform';
import { Cpu, ImagePullPolicy } from 'cdk8s-plus-27';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from './kubectl';
import { manifestOf } from './manifest';
import { installMesh, MESH, trustMesh } from './mesh';
import { SecretStoreServer } from './secret-store';

const NAMESPACE = 'secrets';
const store = new SecretStoreServer();

/** Prints the secrets that it finds when it starts, and again on a signal. */
const APPLICATION = `
echo "started with $(cat /etc/secrets/password)"
trap 'echo "reloaded $(cat /etc/secrets/password)"' HUP
trap 'exit' TERM
while :; do sleep 1 & wait $!; done`;

const password = (onChange?: OnChange) => SecretFile.value({
  path: 'kv/data/boards/db', key: 'password', file: 'password', onChange,
});

const SERVICES: Record<string, SecretFile[]> = {
  bare: [],
  reader: [
    password(),
    SecretFile.value({ path: 'kv/data/boards/db', key: 'user-name', file: 'user' }),
    SecretFile.json({ path: 'kv/data/boards/db', file: 'db.json' }),
    SecretFile.env({ path: 'kv/data/boards/words', file: 'words.env' }),
    SecretFile.template({
      file: 'db.url', template: '{{ with secret "kv/data/boards/db" }}postgres://{{ .Data.data.password }}@db{{ end }}\n',
    }),
  ],
  reloader: [password(OnChange.signal(ReloadSignal.HUP))],
  restarter: [password(OnChange.RESTART)],
  stranger: [password()],
  keyless: [SecretFile.value({ path: 'kv/data/boards/db', key: 'certificate', file: 'certificate' })],
  nosy: [SecretFile.json({ path: 'kv/data/pins/db', file: 'pins.json' })],
};

function container(script: string) {
  return {
    image: 'busybox',
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    command: ['sh', '-c', script],
    securityContext: { user: 10002 },
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16) } },
  };
}

const CLUSTER = {
  identity: MESH,
  secretStore: SecretStore.vault({ address: store.address, refresh: Duration.seconds(2) }),
};

const podsOf = (name: string): any[] => get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items;
const inApp = (name: string, script: string): string => kubectl([
  'exec', `deployment/${name}`, '-n', NAMESPACE, '-c', 'app', '--', 'sh', '-c', script,
]);
const logOf = (name: string): string[] =>
  kubectl(['logs', `deployment/${name}`, '-n', NAMESPACE, '-c', 'app']).trim().split('\n');
const statusesOf = ({ status }: any): any[] => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];

/** The messages with which the containers of a pod last ended. */
const lastWords = (pod: any): string =>
  statusesOf(pod).map(({ state, lastState }) => (state.terminated ?? lastState.terminated)?.message ?? '').join('\n');

beforeAll(async () => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  await store.start();
  store.put('boards/db', 'password=first', "user-name=o'hara");
  store.put('boards/words', "GREETING=it's \\$HOME");
  store.policy('boards', 'kv/data/boards/*');
  for (const name of [...Object.keys(SERVICES), 'report']) {
    store.role(
      `${NAMESPACE}.${name}`, `spiffe://example.com/ns/${NAMESPACE}/sa/${name === 'stranger' ? 'reader' : name}`, 'boards',
    );
  }
  apply(manifestOf(NAMESPACE, chart => {
    for (const [name, secrets] of Object.entries(SERVICES)) {
      const script = secrets.length > 0 ? APPLICATION : APPLICATION.replaceAll('cat /etc/secrets/password', 'echo nothing');
      new PinterestService(chart, name, {
        container: container(script), scaling: Scaling.fixed(1), stop: Duration.seconds(5), secrets,
      });
    }
    new PinterestJobSet(chart, 'report', { container: container('cat /etc/secrets/password'), secrets: [password()] });
  }, CLUSTER));
  rolledOut(NAMESPACE, 'bare', 'reader', 'reloader', 'restarter');
});

afterAll(() => {
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  store.stop();
});

test('an application finds its secrets before its first line, in every form', () => {
  expect(logOf('reader')).toEqual(['started with first']);
  expect(inApp('reader', 'cat /etc/secrets/user')).toBe("o'hara");
  expect(JSON.parse(inApp('reader', 'cat /etc/secrets/db.json'))).toEqual({ 'password': 'first', 'user-name': "o'hara" });
  expect(inApp('reader', '. /etc/secrets/words.env; echo "$GREETING"')).toBe("it's $HOME\n");
  expect(inApp('reader', 'cat /etc/secrets/db.url')).toBe('postgres://first@db\n');
});

test('they are in memory, only the pod\'s group reads them, and nothing writes them but the agent', () => {
  expect(inApp('reader', 'grep " /etc/secrets " /proc/mounts')).toMatch(/^tmpfs .* ro[, ]/);
  expect(inApp('reader', 'stat -L -c "%a %g" /etc/secrets/password /etc/secrets/db.json')).toBe('440 10001\n440 10001\n');
  expect(inApp('reader', 'id -u; touch /etc/secrets/x 2>/dev/null || echo refused')).toBe('10002\nrefused\n');
});

test('nothing is added where no secret is asked for, and at most one sidecar where one is', () => {
  const [{ spec: bare }] = podsOf('bare');
  expect([bare.containers, bare.initContainers ?? [], bare.volumes].map(list => list.map(({ name }: any) => name)))
    .toEqual([['app'], [], ['identity']]);
  const [{ spec }] = podsOf('reader');
  const staying = [...spec.containers, ...(spec.initContainers ?? []).filter((each: any) => each.restartPolicy === 'Always')];
  expect(staying.map(each => each.name).sort()).toEqual(['app', 'secrets']);
});

test('a job gets its secrets once, and ends', async () => {
  await eventually('the job to complete', 60, () => get('jobs', '-n', NAMESPACE).items[0]?.status.succeeded === 1);
  const [pod] = podsOf('report');
  expect(pod.spec.containers).toHaveLength(1);
  expect(statusesOf(pod).map(({ name, state }) => [name, state.terminated.exitCode])).toEqual([['secrets', 0], ['app', 0]]);
  expect(kubectl(['logs', pod.metadata.name, '-n', NAMESPACE, '-c', 'app'])).toBe('first');
});

test('a changed secret arrives within the refresh: read anew, by signal, or by a restart', async () => {
  store.put('boards/db', 'password=second', "user-name=o'hara");
  const changed = Date.now();
  await eventually('the reader to find it', 20, () => inApp('reader', 'cat /etc/secrets/password') === 'second');
  console.log(`changed secret in the pod after ${(Date.now() - changed) / 1000} s, refresh 2 s`);
  expect(JSON.parse(inApp('reader', 'cat /etc/secrets/db.json')).password).toBe('second');
  await eventually('the signal', 20, () => logOf('reloader').includes('reloaded second'));
  const restarts = () => Object.fromEntries(['reader', 'reloader', 'restarter'].map(name => [
    name, podsOf(name)[0].status.containerStatuses.find((each: any) => each.name === 'app').restartCount,
  ]));
  // At a random time within 20 s, once the file rests.
  await eventually('the restart', 60, () => restarts().restarter === 1);
  await eventually('the application to be back', 20, () => logOf('restarter').includes('started with second'));
  expect(logOf('reloader')).toEqual(['started with first', 'reloaded second']);
  expect(logOf('reader')).toEqual(['started with first']);
  expect(restarts()).toEqual({ reader: 0, reloader: 0, restarter: 1 });
});

test('who has no right starts not at all, and the pod says why', async () => {
  const says = (name: string, what: RegExp) =>
    eventually(`${name} to say ${what}`, 60, () => what.test(lastWords(podsOf(name)[0])));
  await says('stranger', /no chain matching all constraints/);
  await says('nosy', /kv\/data\/pins\/db[^]*permission denied/);
  await says('keyless', /the secret kv\/data\/boards\/db has no key certificate/);
  for (const name of ['stranger', 'nosy', 'keyless']) {
    const [{ status }] = podsOf(name);
    expect(status.containerStatuses.find((each: any) => each.name === 'app')).toMatchObject({ started: false, restartCount: 0 });
  }
});

test('while the store answers nobody, running pods stay ready and keep what they have; then they get what is new', async () => {
  store.seal();
  await new Promise(resolve => setTimeout(resolve, 12_000));
  const [{ status }] = podsOf('reader');
  expect(status.conditions.find((each: any) => each.type === 'Ready').status).toBe('True');
  expect(statusesOf({ status }).map(({ restartCount }) => restartCount)).toEqual(statusesOf({ status }).map(() => 0));
  expect(inApp('reader', 'cat /etc/secrets/password')).toBe('second');
  store.unseal();
  store.put('boards/db', 'password=third', "user-name=o'hara");
  await eventually('the reader to find what is new', 60, () => inApp('reader', 'cat /etc/secrets/password') === 'third');
});

test('what it costs', () => {
  const memory = kubectl([
    'exec', 'deployment/reader', '-n', NAMESPACE, '-c', 'secrets', '--', 'sh', '-c',
    'for each in /proc/[0-9]*; do if grep -q "^Name:.bao" $each/status; then grep -E "^(VmRSS|RssAnon)" $each/status; fi; done',
  ]);
  console.log(`the agent's memory: ${memory.replace(/\s+/g, ' ')}`);
  const anonymous = Number(/RssAnon:\s+(\d+) kB/.exec(memory)![1]);
  expect(anonymous).toBeLessThan(32 * 1024);
});
