import { Duration, Size } from 'cdk8s';
import { OnChange, PinterestService, Scaling, SecretFile } from 'cdk8s-pinterest';
import { SecretStore } from 'cdk8s-pinterest/platform';
import { Cpu } from 'cdk8s-plus-27';
import { Tenant } from './tenant';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from '../kubectl';
import { manifestOf } from '../manifest';
import { installMesh, MESH, trustMesh } from '../mesh';
import { SecretStoreServer } from '../secret-store';

const NAMESPACE = 'secret-keeper';
const VALUE = 'hunter2-never-to-be-seen';
const store = new SecretStoreServer();
const tenant = new Tenant('secret-attacker');

const read = (action: string) => `{{ with secret "kv/data/boards/db" }}{{ ${action} }}{{ end }}`;

/** Each fails at the value, and the template engine or the store's client would quote it. */
const LEAKS: Record<string, string> = {
  number: read('.Data.data.password | parseInt'),
  json: read('.Data.data.password | parseJSON'),
  date: read('.Data.data.password | sprig_mustToDate "2006"'),
  template: read('executeTemplate .Data.data.password'),
  range: read('range .Data.data.password }}{{ end'),
  path: read('with secret .Data.data.password }}{{ end'),
  file: read('.Data.data.password | file'),
  lines: read('sprig_fail (print "a\\n" .Data.data.password)'),
};

function container(script: string) {
  return {
    image: 'registry.example.com/pinboard:1.0.0',
    command: ['sh', '-c', script],
    securityContext: { user: 10002 },
    resources: { cpu: { request: Cpu.millis(5) }, memory: { request: Size.mebibytes(16) } },
  };
}

const RUNS = 'trap exit TERM; while :; do sleep 1 & wait $!; done';
const COMMON = { scaling: Scaling.fixed(1), stop: Duration.seconds(2), drain: Duration.seconds(0) };
const password = (onChange?: OnChange) =>
  SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password', onChange });

const podOf = (name: string): any => get('pods', '-n', NAMESPACE, '-l', `app.kubernetes.io/name=${name}`).items[0];
const statusesOf = ({ status }: any): any[] => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
const inPod = (name: string, where: string, script: string): string =>
  kubectl(['exec', podOf(name).metadata.name, '-n', NAMESPACE, '-c', where, '--', 'bash', '-c', script]);

beforeAll(async () => {
  installMesh();
  createNamespace(NAMESPACE);
  trustMesh(NAMESPACE);
  await store.start();
  store.put('boards/db', `password=${VALUE}`);
  store.policy('boards', 'kv/data/boards/*');
  for (const name of ['keeper', 'rotated', ...Object.keys(LEAKS)]) {
    store.role(`${NAMESPACE}.${name}`, `spiffe://example.com/ns/${NAMESPACE}/sa/${name}`, 'boards');
  }
  apply(manifestOf(NAMESPACE, chart => {
    const { command, ...other } = container(RUNS);
    new PinterestService(chart, 'keeper', {
      ...COMMON,
      container: {
        ...other, command: ['node', '-e', 'require("http").createServer((_, a) => a.end()).listen(8080)'], portNumber: 8080,
      },
      secrets: [password()],
    });
    new PinterestService(chart, 'rotated', {
      ...COMMON, container: { ...other, command }, secrets: [password(OnChange.RESTART)],
    });
    for (const [name, template] of Object.entries(LEAKS)) {
      new PinterestService(chart, name, {
        ...COMMON, container: { ...other, command }, secrets: [SecretFile.template({ file: 'it', template })],
      });
    }
  }, {
    identity: MESH,
    secretStore: SecretStore.vault({ address: store.address, refresh: Duration.seconds(2) }),
  }));
  rolledOut(NAMESPACE, 'keeper', 'rotated');
  tenant.run('attacker', { command: ['sleep', '1000000'] });
});

afterAll(() => {
  tenant.remove();
  kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
  store.stop();
});

test('no value is in a log or in a pod\'s status, whatever a template does with it', async () => {
  for (const name of Object.keys(LEAKS)) {
    const pod = await eventually(`${name} to fail`, 90, () => {
      const found = podOf(name);
      const agent = found && statusesOf(found).find(each => /secrets/.test(each.name));
      return agent?.lastState.terminated && found;
    });
    const agent = statusesOf(pod).find(each => /secrets/.test(each.name));
    const log = kubectl(['logs', pod.metadata.name, '-n', NAMESPACE, '-c', agent.name, '--previous']);
    expect(`${log}${JSON.stringify(pod.status)}`).not.toContain(VALUE);
    expect(agent.lastState.terminated.message).toContain('not shown: it could contain a secret');
  }
});

test('in its pod, only the application and the agent see a secret, and no other container has its files', () => {
  const { spec } = podOf('keeper');
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  const sees = containers.filter(({ volumeMounts }: any) => volumeMounts.some((mount: any) => mount.name === 'secrets'));
  expect(sees.map(({ name }: any) => name).filter((name: string) => name !== 'first-secrets').sort()).toEqual(['app', 'secrets']);
  expect(inPod('keeper', 'app', 'cat /etc/secrets/password')).toBe(VALUE);
  const searched = 'cat /etc/secrets/* /secrets/* 2>&1 | head -c 300; grep -rls never-to-be-seen /run /etc /var /tmp; true';
  expect(inPod('keeper', 'proxy', searched)).not.toMatch(/never-to-be-seen|^\//m);
});

test('no process has a secret or a token in its variables, and the token is in no file', () => {
  for (const where of ['app', 'proxy', 'secrets']) {
    expect(inPod('keeper', where, 'cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr "\\0" "\\n"'))
      .not.toMatch(/never-to-be-seen|hvs\.|s\.[A-Za-z0-9]{20}/);
  }
  const listed = inPod('keeper', 'secrets', 'find /secrets -mindepth 1 -maxdepth 1 -printf "%f %m %U %G\\n"');
  expect(listed).toBe('password 440 10001 10001\n');
  const written = 'find / -xdev -newer /proc/1 -type f -size +0 2>/dev/null | grep -vE "^/(proc/|etc/hosts$)"; true';
  expect(inPod('keeper', 'secrets', written)).toBe('');
});

test('the agent listens nowhere: what a pod\'s address answers is the proxy and the application', () => {
  const listening = inPod('keeper', 'app', 'cat /proc/net/tcp /proc/net/tcp6').split('\n')
    .map(line => line.trim().split(/\s+/)).filter(fields => fields[3] === '0A')
    .map(([, local]) => parseInt(local.split(':')[1], 16));
  expect([...new Set(listening)].sort()).not.toContain(8200);
  expect([...new Set(listening)].sort((a, b) => a - b).filter(port => port !== 8080 && (port < 8440 || port > 8490))).toEqual([]);
  const { podIP } = podOf('keeper').status;
  for (const port of [8100, 8200]) {
    expect(tenant.exec('attacker', 'node', '-e', `
      const socket = require('node:net').connect(${port}, '${podIP}', () => { console.log('open'); process.exit(); });
      socket.setTimeout(2000, () => { console.log('shut'); process.exit(); });
      socket.on('error', () => { console.log('shut'); process.exit(); });`)).toBe('shut\n');
  }
});

test('twenty rotations in a minute restart a pod once, and it never backs off', async () => {
  const app = () => podOf('rotated').status.containerStatuses.find((each: any) => each.name === 'app');
  const reasons = new Set<string>();
  for (const end = Date.now() + 60_000, begun = Date.now(); Date.now() < end;) {
    store.put('boards/db', `password=${VALUE}-${Math.round((Date.now() - begun) / 3000)}`);
    const { state } = app();
    if (state.waiting) reasons.add(state.waiting.reason);
    await new Promise(resolve => setTimeout(resolve, 2500));
  }
  await eventually('the restart', 60, () => {
    const { state, restartCount } = app();
    if (state.waiting) reasons.add(state.waiting.reason);
    return restartCount === 1 && state.running;
  });
  expect([...reasons]).not.toContain('CrashLoopBackOff');
  expect(app().restartCount).toBe(1);
});
