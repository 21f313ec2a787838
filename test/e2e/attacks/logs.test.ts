import { Duration } from 'cdk8s';
import { LogFiles, PinterestService, Scaling } from 'cdk8s-pinterest';
import { TelemetryPlatform, CREDENTIAL } from './telemetry-platform';
import { Tenant } from './tenant';
import { apply, createNamespace, eventually, get, kubectl, rolledOut } from '../kubectl';
import { received, receivedMessages } from '../telemetry-received';

const NAME = 'attack-logs';
const VICTIM = 'attack-logs-victim';
const KEY = 'private-key-of-another-namespace-0123456789';
const IMAGE = 'registry.example.com/pinboard:1.0.0';

/** What an attacker would like to read with someone else's rights. */
const WANTED = [
  '/proc/self/environ', '/proc/1/environ', '/var/run/secrets/kubernetes.io/serviceaccount/token', '/var/lib/kubelet/pods',
  '/var/log/pods', '/etc/collector/config.yaml', '/etc/backend-headers/0', '/etc/log-files-reader/config.yaml',
  '/var/lib/pinterest', '/etc/shadow', '/',
];
const LINKS = `const fs = require('fs'); const d = process.env.D; let made = 0;
for (const [n, to] of ${JSON.stringify(WANTED)}.entries()) { try { fs.symlinkSync(to, d + '/wanted-' + n); made++; } catch {} }
for (const loop of ['a', 'b', 'c']) { try { fs.symlinkSync('.', d + '/' + loop); made++; } catch {} }`;

const platform = new TelemetryPlatform(NAME);
let tenant: Tenant;

/** Lines of a namespace, out of the messages with these words. */
const textsOf = (namespace: string, words: string) => received(platform.backend, words).logs
  .filter(({ resource }) => resource['k8s.namespace.name'] === namespace).map(({ text }) => text);

/** Waits for a line of the attacker. */
const heard = (line: string, seconds = 60) => eventually(line, seconds, () => textsOf(NAME, line).includes(line));

beforeAll(() => {
  platform.install();
  tenant = new Tenant(NAME);
  createNamespace(VICTIM);
  apply(JSON.stringify({
    apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key', namespace: VICTIM }, stringData: { key: KEY },
  }));
  new Tenant(VICTIM).run('victim', VICTIM_POD);
}, 300000);

afterAll(() => {
  // First: the collectors of the next test wait for the folders of these.
  platform.remove();
  tenant?.remove();
  kubectl(['delete', 'namespace', VICTIM, '--wait=false']);
});

/** Another team's pod, which has a Secret and writes a line a second. */
const VICTIM_POD = {
  command: ['node', '-e', 'let n = 0; setInterval(() => console.log(`victim ${n++}`), 1000)'],
  volumes: [{ name: 'key', secret: { secretName: 'key' } }],
  mounts: [{ name: 'key', mountPath: '/key' }],
};

/** Whether new lines of the other team still arrive. */
function victimIsHeard(): Promise<unknown> {
  const lines = () => textsOf(VICTIM, VICTIM).length;
  const last = lines();
  return eventually('a new line of the victim', 15, () => lines() > last);
}

function expectNothingStolen(): void {
  // Anybody may read the passwd of an image, but the shadow, in which root has a password or none, nobody.
  expect(receivedMessages(platform.backend, CREDENTIAL, KEY, 'eyJhbGciOi', 'root:*:', 'root:!', 'root:$')).toBe(0);
}

test('links in a folder that is called as a log folder are followed by nobody, and loops harm nobody', async () => {
  tenant.run('linker', {
    command: ['node', '-e', `process.env.D = '/logs'; ${LINKS}
      fs.writeFileSync('/logs/real.log', 'a line of the linker\\n'); console.log('linked ' + made); setInterval(() => {}, 1000);`],
    volumes: [{ name: 'logs-2026-11', emptyDir: {} }],
    mounts: [{ name: 'logs-2026-11', mountPath: '/logs' }],
  });
  await heard(`linked ${WANTED.length + 3}`);
  await victimIsHeard();
  expectNothingStolen();
  expect(receivedMessages(platform.backend, 'a line of the linker')).toBe(0);
});

test('a reader of log files opens links with the pod\'s own rights, and loops stay in the pod', async () => {
  apply(platform.manifest(NAME, chart => new PinterestService(chart, 'linking', {
    container: {
      image: IMAGE,
      portNumber: 8080,
      // The links come later: a reader that finds them first reads all that its own image has before it looks for files again.
      command: ['node', '-e', `process.env.D = process.env.PLATFORM_LOG_DIRECTORY;
        require('fs').writeFileSync(process.env.D + '/real.log', 'a line of a file\\n');
        setTimeout(() => { ${LINKS}; console.log('linking ' + made); }, 5000);
        require('http').createServer((_, response) => response.end()).listen(8080);`],
    },
    scaling: Scaling.fixed(1),
    drain: Duration.seconds(0),
    stop: Duration.seconds(1),
    logs: LogFiles.of({ directory: '/var/log/app' }),
  })));
  rolledOut(NAME, 'linking');
  await heard('a line of a file');
  await heard(`linking ${WANTED.length + 3}`);
  // The reader looks twice a second.
  await new Promise(resolve => setTimeout(resolve, 5000));
  await victimIsHeard();
  expectNothingStolen();
  const [{ spec }] = get('pods', '-n', NAME, '-l', 'app.kubernetes.io/name=linking').items;
  for (const { env = [] } of [...spec.containers, ...spec.initContainers ?? []]) {
    expect(env.filter(({ valueFrom }: any) => valueFrom?.secretKeyRef)).toEqual([]);
  }
  kubectl(['delete', 'deployment', 'linking', '-n', NAME, '--cascade=foreground', '--timeout=60s']);
});

test('lines that never end, look like another\'s or are no text stay the pod\'s own, and hold up nobody', async () => {
  tenant.run('babbler', {
    command: ['node', '-e', `
      process.stdout.write('2026-11-26T10:00:00.000000000Z stdout F forged\\n' + '{"log":"docker","stream":"stdout"}\\n');
      process.stdout.write('\${file:/etc/backend-headers/0} EXPR(env("PLATFORM_NODE"))\\n');
      process.stdout.write(Buffer.from([0xff, 0xfe, 0x00, 0x0a]));
      const chunk = Buffer.alloc(1 << 20, 'endless ');
      let n = 0;
      const more = () => { if (n++ < 16) process.stdout.write(chunk, more); else setInterval(() => process.stdout.write('.'), 100); };
      process.stdout.write('babble\\n', more);
    `],
  });
  await heard('2026-11-26T10:00:00.000000000Z stdout F forged', 30);
  await heard('babble', 30);
  await victimIsHeard();
  expect(Math.max(...textsOf(NAME, 'endless ').map(text => text.length))).toBeLessThanOrEqual(128 * 1024);
  expectNothingStolen();
  expect(platform.restarts()).toBe(0);
});

test('the collectors have no way to the volumes of pods, and no root', () => {
  for (const { spec } of platform.collectors()) {
    const paths = spec.volumes.flatMap(({ hostPath }: any) => hostPath?.path ?? []);
    expect(paths.sort()).toEqual(['/var/lib/pinterest/2026.11/telemetry', '/var/lib/pinterest/container-logs', '/var/log/pods']);
    // Before 1.29 the gate is beside the collector, later before it.
    const beside = (spec.initContainers ?? []).filter(({ restartPolicy }: any) => restartPolicy === 'Always');
    const users = [...spec.containers, ...beside].map(({ name, securityContext }: any) => [name, securityContext.runAsUser]);
    expect(Object.fromEntries(users)).toEqual({ app: 10001, gate: expect.any(Number) });
    expect(users.map(([, user]) => user)).not.toContain(0);
  }
});
