import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cron, Size } from 'cdk8s';
import {
  Channel, Checksum, Dependency, DependencyOptions, PinterestCronJob, PinterestDaemon,
  PinterestJobSet, PinterestStatefulSet, PinterestTrainingJob, TrainingFramework,
} from 'cdk8s-pinterest';
import { DependencyStore, PlatformRuntime, StandardRelease } from 'cdk8s-pinterest/platform';
import { DependenciesComponent } from 'cdk8s-pinterest/runtime';
import { refusal, withHaproxy } from './haproxy';
import { api, BARE, Built, complaints, CONTAINER, freshFolder, MESH, named, namesOf, VERSIONS, World } from '../synth';

const STORE: DependencyStore = {
  type: 's3', path: 'artifacts/prod', options: { provider: 'AWS', region: 'us-east-1' }, secretName: 's3-reader',
};
const WITH: World = { ...BARE, dependencyStore: STORE };
const SUM = 'ab'.repeat(32);
const MODEL: DependencyOptions = { path: 'models/ranker/v12', mountPath: '/var/lib/models' };
const DATA: DependencyOptions = {
  path: 'data/day=1.csv', mountPath: '/data', checksum: Checksum.sha256(SUM), sizeLimit: Size.gibibytes(2),
};

const pod = (dependencies: DependencyOptions[], world = WITH) =>
  api({ dependencies: dependencies.map(Dependency.of) }, world).template.spec;
const fetcher = (dependencies: DependencyOptions[], world = WITH) =>
  named(pod(dependencies, world).initContainers, 'dependencies');
const refused = (dependencies: DependencyOptions[], world = WITH) =>
  complaints(() => api({ dependencies: dependencies.map(Dependency.of) }, world).write());

/** The cache of each release of a cluster. */
function runtime(dependencyStore: DependencyStore | undefined, world: World = {}): Built<PlatformRuntime> {
  return new Built(chart => new PlatformRuntime(chart, 'runtime'), { ...world, dependencyStore }, 'platform');
}

/** What the daemon's shell makes of a Secret whose keys are the files of a folder. */
function credentialsFrom(folder: string) {
  const file = join(freshFolder(), 'rclone.conf');
  const [shell, flag, script] = cache(STORE).containers[0].command;
  const here = script.replaceAll('/run/store/rclone.conf', file).replaceAll('/etc/store', folder);
  const { status, stderr } = spawnSync(shell, [flag, here, 'sh', 'true'], { cwd: folder, encoding: 'utf8' });
  return { status, stderr, text: existsSync(file) ? readFileSync(file, 'utf8') : '' };
}

const cache = (store: DependencyStore) => runtime(store).one('DaemonSet').spec.template.spec;

describe('a workload', () => {
  test('that declares nothing gets nothing', () => {
    expect(api({}, WITH).template).toEqual(api({}, BARE).template);
    expect(api({ dependencies: [] }, WITH).template).toEqual(api({}, BARE).template);
  });

  test('finds each dependency in a folder of its own, which it cannot write', () => {
    const { containers, volumes } = pod([MODEL, DATA]);
    expect(named(containers, 'app').volumeMounts).toEqual([
      { name: 'dependency-0', mountPath: '/var/lib/models', readOnly: true },
      { name: 'dependency-1', mountPath: '/data', readOnly: true },
    ]);
    // By default what fits through a node's cache.
    expect(volumes).toEqual([
      { name: 'dependency-0', emptyDir: { sizeLimit: '40Gi' } }, { name: 'dependency-1', emptyDir: { sizeLimit: '2Gi' } },
    ]);
  });

  test('has one init container for all of them, which asks the daemon of its own release', () => {
    expect(namesOf(pod([MODEL, DATA]).initContainers)).toEqual(['dependencies']);
    const { command, args, volumeMounts } = fetcher([MODEL, DATA]);
    expect(command[command.length - 1]).toBe('http://dependency-cache-2026-11.platform.svc:8080');
    expect(args).toEqual(['models/ranker/v12', '/dependencies/0', '-', 'data/day=1.csv', '/dependencies/1', SUM]);
    expect(volumeMounts).toEqual([
      { name: 'dependency-0', mountPath: '/dependencies/0' }, { name: 'dependency-1', mountPath: '/dependencies/1' },
    ]);

    const offered = [StandardRelease.v202611(), StandardRelease.v202611().derive('2026.12', [])];
    const next = api({ dependencies: [Dependency.of(MODEL)], channel: Channel.pinned('2026.12') }, { ...WITH, offered });
    expect(next.container('dependencies').command).toContain('http://dependency-cache-2026-12.platform.svc:8080');
  });

  test('has its dependencies before its proxy starts, and needs no credentials for them', () => {
    const { initContainers } = pod([MODEL], { ...MESH, dependencyStore: STORE });
    expect(namesOf(initContainers)).toEqual(['dependencies', 'proxy']);
    expect(JSON.stringify(pod([MODEL]))).not.toMatch(/s3-reader|RCLONE_CONFIG|secret/i);
  });

  test.each(VERSIONS)('of every kind may have them, on Kubernetes %s', version => {
    const props = { container: CONTAINER, dependencies: [Dependency.of(MODEL)] };
    const world = { ...WITH, version };
    const pods = [
      new Built(chart => new PinterestStatefulSet(chart, 'db', props), world).one('StatefulSet').spec.template,
      new Built(chart => new PinterestJobSet(chart, 'job', props), world).one('Job').spec.template,
      new Built(chart => new PinterestCronJob(chart, 'nightly', { ...props, schedule: Cron.daily() }), world)
        .one('CronJob').spec.jobTemplate.spec.template,
      new Built(chart => new PinterestTrainingJob(chart, 'training', {
        ...props, framework: TrainingFramework.pytorch({ nodes: 2 }),
      }), world).one('Job').spec.template,
      new Built(chart => new PinterestDaemon(chart, 'agent', props), world, 'platform').one('DaemonSet').spec.template,
    ];
    for (const { spec } of pods) {
      expect(namesOf(spec.initContainers)).toContain('dependencies');
      expect(named(spec.initContainers, 'dependencies').restartPolicy).toBeUndefined();
      expect(spec.containers[0].volumeMounts).toContainEqual({
        name: 'dependency-0', mountPath: '/var/lib/models', readOnly: true,
      });
    }
  });

  test('that needs what its cluster does not have is refused, and told why', () => {
    expect(refused([MODEL], BARE)).toEqual([
      '[chart/api/runtime/dependencies] dependencies = ["models/ranker/v12"]: '
      + 'need a dependency store, which the cluster prod does not have. '
      + 'Set dependencyStore on the Cluster, or leave out dependencies for that cluster.',
    ]);
  });

  test.each<[string, Partial<DependencyOptions>]>([
    ['path', { path: '' }],
    ['path', { path: '/models' }],
    ['path', { path: 'models/' }],
    ['path', { path: 'models/../secrets' }],
    ['path', { path: 's3:models' }],
    ['path', { path: 'a b' }],
    ['mountPath', { mountPath: 'models' }],
    ['mountPath', { mountPath: '/' }],
    ['mountPath', { mountPath: '/models/' }],
    ['mountPath', { mountPath: '/a/../b' }],
    ['mountPath', { mountPath: '/a:b' }],
    ['checksum', { checksum: Checksum.sha256('abc') }], ['checksum', { checksum: Checksum.sha256(SUM.toUpperCase()) }], [
      'sizeLimit', { sizeLimit: Size.gibibytes(0) },
    ],
  ])('whose dependency has a wrong %s is refused: %j', (field, wrong) => {
    expect(refused([{ ...MODEL, ...wrong }])).toEqual([expect.stringContaining(`dependencies[0].${field} = `)]);
  });

  test('must state its checksums where the store requires them', () => {
    const strict: World = { ...BARE, dependencyStore: { ...STORE, requireChecksums: true } };
    expect(refused([DATA], strict)).toEqual([]);
    expect(refused([DATA, MODEL], strict)).toEqual([
      '[chart/api/runtime/dependencies] dependencies[1].checksum: must be set: '
      + 'the dependency store of the cluster prod requires it. Write Checksum.sha256 with what `sha256sum FILE` prints, '
      + 'or for a folder `rclone hashsum SHA256 FOLDER | LC_ALL=C sort | sha256sum`.',
    ]);
  });

  test('two dependencies cannot share a folder, nor one be inside the other', () => {
    const at = (...paths: string[]) =>
      refused(paths.map((mountPath, n) => ({ path: `models/${n}`, mountPath }))).filter(line => line.includes('dependencies['));
    expect(at('/models', '/models')).toEqual([
      expect.stringContaining('dependencies[1].mountPath = "/models": is the mountPath of another dependency.'),
    ]);
    expect(at('/models/a', '/models')).toEqual([
      expect.stringContaining('dependencies[0].mountPath = "/models/a": is inside the mountPath of another dependency.'),
    ]);
    expect(at('/models/a', '/models/ab', '/model')).toEqual([]);
  });
});

describe('the cache', () => {
  test('is there for each release, where the cluster has a store', () => {
    const offered = [StandardRelease.v202611(), StandardRelease.v202611().derive('2026.12', [])];
    expect(runtime(undefined).all('DaemonSet')).toEqual([]);
    expect(runtime(STORE, { offered }).all('DaemonSet').map(({ metadata }) => metadata.name)).toEqual([
      'dependency-cache-2026-11', 'dependency-cache-2026-12',
    ]);
    expect(runtime(STORE, { offered }).errors).toEqual([]);
  });

  test('reads the store with the credentials of a Secret, which no manifest has', () => {
    const [container] = cache(STORE).containers;
    expect(container.command).toEqual(expect.arrayContaining(['store:artifacts/prod/', '--read-only']));
    expect(cache({ ...STORE, path: 'a/$(NODE)' }).containers[0].command).toContain('store:a/$$(NODE)/');
    expect(container.env).toEqual(expect.arrayContaining([
      { name: 'RCLONE_CONFIG_STORE_TYPE', value: 's3' },
      { name: 'RCLONE_CONFIG_STORE_PROVIDER', value: 'AWS' },
      { name: 'RCLONE_CONFIG_STORE_REGION', value: 'us-east-1' },
    ]));
    expect(runtime(STORE).all('Secret')).toEqual([]);
  });

  test('has the credentials in files that its own group reads, in no variable, and its gate not at all', () => {
    const { containers: [rclone], initContainers: [gate], volumes } = cache(STORE);
    expect(named(volumes, 'credentials').secret).toEqual({ secretName: 's3-reader', defaultMode: 0o440 });
    expect(named(volumes, 'store-config').emptyDir).toEqual({ medium: 'Memory', sizeLimit: '1Mi' });
    expect(rclone.command).toContain('--config=/run/store/rclone.conf');
    expect(rclone).not.toHaveProperty('envFrom');
    expect(JSON.stringify(rclone.env)).not.toMatch(/secretKeyRef/);
    expect(namesOf(gate.volumeMounts)).toEqual(['config']);
    const open = cache({ type: 'http', options: { url: 'https://models.example.com' } });
    expect(open.containers[0].command).toEqual(expect.arrayContaining(['rclone', 'serve', '--config=']));
    expect(namesOf(open.volumes)).toEqual(['config', 'cache']);
  });

  test('writes rclone\'s configuration from the Secret\'s keys, whatever characters its values have', () => {
    const folder = freshFolder();
    const values: Record<string, string> = {
      ACCESS_KEY_ID: 'AKIA', SECRET_ACCESS_KEY: ' a/b+c= "d" # e; $(touch x) \\ ', CREDENTIALS: '{\n "a": "b"\n}\n',
    };
    for (const [key, value] of Object.entries(values)) writeFileSync(join(folder, key), value);
    const written = credentialsFrom(folder);
    expect(written).toEqual({
      status: 0,
      stderr: '',
      text: '[store]\naccess_key_id = `AKIA`\ncredentials = `{  "a": "b" }`\n'
        + 'secret_access_key = ` a/b+c= "d" # e; $(touch x) \\ `\n',
    });
  });

  test.each(['a`b', 'a%(type)s', 'a\nb'])('says which key rclone\'s configuration cannot hold, but not its value: %j', value => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'PASS'), value);
    expect(credentialsFrom(folder)).toMatchObject({
      status: 1,
      stderr: 'the key PASS of the store\'s Secret has a line break, a backquote or %(, '
        + 'which rclone\'s configuration cannot hold\n',
    });
  });

  test('gives each pod 16 connections, and one that idles or reads slowly a time limit', () => {
    const config = runtime(STORE).one('ConfigMap').data['haproxy.cfg'];
    expect(config).toContain('tcp-request connection reject if { sc_conn_cur(0) gt 16 }');
    expect(config).toMatch(/timeout http-request 5s[^]*timeout client 30s/);
    expect(fetcher([MODEL]).command[2]).toContain('--transfers 4 --checkers 4');
  });

  withHaproxy('has a gate whose configuration HAProxy accepts, on nodes with and without IPv6', () => {
    const config = runtime(STORE).one('ConfigMap').data['haproxy.cfg'];
    for (const ips of ['10.0.0.1', 'fd00::1', '10.0.0.1,fd00::1']) expect(refusal(config, freshFolder(), ips)).toBe('');
    expect(cache(STORE).initContainers[0].env).toContainEqual({
      name: 'POD_IPS', valueFrom: { fieldRef: { fieldPath: 'status.podIPs' } },
    });
  });

  test('is restarted once rclone answers no more, and asks the kubelet at a port that no pod reaches', () => {
    const { containers: [rclone], initContainers: [gate] } = cache(STORE);
    expect([rclone.readinessProbe, rclone.livenessProbe].map(({ httpGet }) => httpGet)).toEqual([
      { path: '/ready', port: 8081, scheme: 'HTTP' }, { path: '/ready', port: 8081, scheme: 'HTTP' },
    ]);
    expect(gate.livenessProbe.httpGet).toMatchObject({ path: '/healthz', port: 8081 });
    const ports = runtime(STORE).one('NetworkPolicy').spec.ingress.flatMap((rule: any) => rule.ports);
    expect(ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  });

  test('keeps places for the kubelet, of which nobody has more than ten', () => {
    const config = runtime(STORE).one('ConfigMap').data['haproxy.cfg'];
    const [, probes] = config.split('frontend health');
    expect(probes).toMatch(/maxconn 200\n[^]*timeout http-request 2s[^]*track-sc0 src table probes[^]*sc_conn_cur\(0\) gt 10 /);
    const places = [...config.matchAll(/maxconn (\d+)\n/g)].map(([, count]) => Number(count));
    // The global limit is the first; beside the frontends there are rclone's own connections.
    expect(places[0]).toBeGreaterThan(places.slice(1).reduce((sum, each) => sum + each) + 256);
  });

  test('keeps as much as the cluster says, and never fills the disk of its node', () => {
    const { containers, volumes } = cache({ ...STORE, cacheSize: Size.gibibytes(100) });
    expect(containers[0].command).toContain('--vfs-cache-max-size=104857600Ki');
    expect(named(volumes, 'cache').emptyDir).toEqual({ sizeLimit: '200Gi' });
    expect(named(cache(STORE).volumes, 'cache').emptyDir).toEqual({ sizeLimit: '40Gi' });
  });

  test('serves every pod of its own node, and is replaced by one that is ready before it ends', () => {
    expect(runtime(STORE).one('Service').spec).toMatchObject({ internalTrafficPolicy: 'Local', ports: [{ port: 8080 }] });
    expect(runtime(STORE).one('NetworkPolicy').spec.ingress[0].from).toEqual([{ namespaceSelector: {} }]);
    expect(runtime(STORE).one('DaemonSet').spec.updateStrategy.rollingUpdate).toEqual({ maxSurge: '10%', maxUnavailable: 0 });
  });

  test.each<[Partial<DependencyStore>, string]>([
    [{ type: 'S3' }, 'platform.clusters["prod"].dependencyStore.type = "S3": must be a storage type of rclone.'],
    [{ path: '/artifacts' }, 'platform.clusters["prod"].dependencyStore.path = "/artifacts": must not start with "/".'],
    [{ secretName: 'S3' }, 'platform.clusters["prod"].dependencyStore.secretName = "S3": is not a valid name of a Secret.'],
    [{ cacheSize: Size.gibibytes(0) }, 'platform.clusters["prod"].dependencyStore.cacheSize = "0": must be larger than 0.'],
    [
      { options: { 'access-key': 'a' } },
      'platform.clusters["prod"].dependencyStore.options = "access-key": must be an option of rclone: ',
    ],
    [
      { options: { secret_access_key: 'hush' } },
      'platform.clusters["prod"].dependencyStore.options = "secret_access_key": is a secret, which must not be in a manifest.',
    ],
    [{ options: { pass: 'hush' } }, 'platform.clusters["prod"].dependencyStore.options = "pass": is a secret'],
    [
      { options: { url: 'https://me:hush@example.com' } },
      'platform.clusters["prod"].dependencyStore.options = "url": has a password in its URL',
    ],
  ])('of a store with %j is refused', (wrong, message) => {
    const { errors } = runtime({ ...STORE, ...wrong });
    expect(errors).toEqual([expect.stringContaining(message)]);
    expect(errors.join()).not.toContain('hush');
  });

  test('of a store whose options only sound like secrets is not refused', () => {
    const options = {
      access_key_id: 'AKIA',
      env_auth: 'true',
      sse_kms_key_id: 'k',
      service_account_file: '/var/key.json',
      token_url: 'https://example.com',
      key_file: '/k',
    };
    expect(runtime({ ...STORE, options }).errors).toEqual([]);
  });
});

test('a release says which rclone and which HAProxy it has', () => {
  const component = StandardRelease.v202611().components.find(({ name }) => name === 'dependencies') as DependenciesComponent;
  expect(component.settings()).toEqual({
    image: 'docker.io/rclone/rclone:1.60', proxyImage: 'docker.io/library/haproxy:3.0',
  });
});
