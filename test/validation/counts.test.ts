import { Cron, Duration, Size } from 'cdk8s';
import {
  DaemonUpdate, FailurePolicy, HostAccess, PinterestApp, PinterestCronJob, PinterestDaemon, PinterestJobSet, PinterestService,
  PinterestStatefulSet, PinterestTrainingJob, Shards, ShardStorage, TrainingFramework,
} from 'cdk8s-pinterest';
import { Cluster, KubernetesVersion, Platform, SecretStore } from 'cdk8s-pinterest/platform';
import { Built, complaints, CONTAINER, MESH } from '../synth';

const BATCH = { image: CONTAINER.image, command: ['work'] };
const CLAIM = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };

const jobs = (props: any) => new Built(chart => new PinterestJobSet(chart, 'index', { container: BATCH, ...props })).errors;
const cron = (props: any) => new Built(chart => (
  new PinterestCronJob(chart, 'mail', { container: BATCH, schedule: Cron.daily(), ...props })
)).errors;
const training = (props: any) => (
  new Built(chart => new PinterestTrainingJob(chart, 'ddp', { container: BATCH, ...props })).errors
);
const store = (props: any) => (
  new Built(chart => new PinterestStatefulSet(chart, 'db', { container: CONTAINER, ...props })).errors
);
const daemon = (props: any) => (
  new Built(chart => new PinterestDaemon(chart, 'agent', { container: CONTAINER, ...props }), {}, 'platform').errors
);
const none: any = undefined;

test.each<[string, () => string[], string]>([
  ['a range to infinity, with a file for each shard',
    () => jobs({ shards: Shards.range({ start: 0, end: Infinity, size: 1 }), config: { files: { f: '{{start}}' } } }),
    'shards = Infinity: must be a whole number from 1 to 100000.'],

  ['a range in steps of 0',
    () => jobs({ shards: Shards.range({ start: 0, end: 9, size: 0 }), config: { files: { f: '{{start}}' } } }),
    'shards = Infinity: must be a whole number'],
  ['a thousand million shards with claims',
    () => jobs({ shards: Shards.count(1e9), storage: [ShardStorage.perShard(CLAIM)] }),
    'shards = 1000000000: must be a whole number'],
  ['more shards at once than a Job may run', () => jobs({ parallelism: 100_001 }),
    'parallelism = 100001: must be at most 100000. Leave it out to run all shards at once.'],
  ['a range of text', () => jobs({ shards: Shards.range({ start: '0', end: '9', size: 1 } as any) }),
    'shards.start = "0": must be a number, and is a string.'],
  ['no range', () => jobs({ shards: Shards.range(none) }), 'shards: must be an object, and is missing.'],
  ['an exit code in text', () => jobs({ failurePolicy: FailurePolicy.retryOn('1' as any) }),
    'failurePolicy.exitCodes[0] = "1": must be a number, and is a string.'],
  ['retries in text', () => jobs({ retries: '3' }), 'retries = "3": must be a number, and is a string.'],
  ['a suspension in text', () => jobs({ suspend: 'false' }), 'suspend = "false": must be true or false, and is a string.'],
  ['half a second to live', () => cron({ timeToLive: Duration.seconds(0.5) }),
    'timeToLive = "0.5 seconds": must be a whole number'],
  ['a claim of nothing', () => jobs({ storage: [ShardStorage.shared(none)] }), 'storage: must be an object, and is missing.'],
  ['a thousand million nodes', () => training({ framework: TrainingFramework.pytorch({ nodes: 1e9 }) }),
    'framework = 1000000000: must have at most 10000 pods.'],
  ['nodes in text', () => training({ framework: TrainingFramework.pytorch({ nodes: '4' as any }) }),
    'framework.nodes = "4": must be a number, and is a string.'],
  ['no framework options', () => training({ framework: TrainingFramework.pytorch(none) }),
    'framework.nodes: must be'],
  ['a framework that is a name', () => training({ framework: 'pytorch' }), 'framework = "pytorch": must be an object'],
  ['a claim without size', () => store({ storage: [{ ...CLAIM, size: none }] }), 'storage.size: must be a Size.'],
  ['a claim of a size in text', () => store({ storage: [{ ...CLAIM, size: '1Gi' }] }), 'storage.size = "1Gi": must be a Size.'],
  ['replicas in text', () => store({ replicas: '3' }), 'replicas = "3": must be a number, and is a string.'],
  ['a port of the host in text', () => daemon({ host: [HostAccess.port('8080' as any, 'r')] }),
    'host.port = "8080": must be a number'],
  ['no capability', () => daemon({ host: [HostAccess.capability(none, 'r')] }), 'host.capability = "": must be'],
  ['no port', () => daemon({ host: [HostAccess.port(none, 'r')] }), 'host.port = "": must be a number'],
  ['no group', () => daemon({ host: [HostAccess.group(none, 'r')] }), 'host.group = "": must be a number'],
  ['a capability with a blank', () => daemon({ host: [HostAccess.capability('NET ADMIN' as any, 'r')] }),
    'host.capability = "NET ADMIN": must be the name of a capability.'],
  ['an access that is a word', () => daemon({ host: ['network'] }), 'host[0] = "network": must be an object, and is a string.'],
  ['an access of the right shape', () => daemon({ host: [{ what: 'network', reason: 'r' }] }), 'host'],
  ['no share of nodes', () => daemon({ update: DaemonUpdate.surge(none) }), 'update.share: must be a PercentOrAbsolute.'],
])('%s is refused by name, and at once', (_, build, line) => {
  const start = performance.now();
  expect(build()).toContainEqual(expect.stringContaining(line));
  expect(performance.now() - start).toBeLessThan(5000);
});

test.each<[string, (chart: any) => unknown]>([
  ['a job set', chart => new PinterestJobSet(chart, 'x', none)], ['a cron job', chart => new PinterestCronJob(chart, 'x', none)],
  ['a training', chart => new PinterestTrainingJob(chart, 'x', none)],
  ['a store', chart => new PinterestStatefulSet(chart, 'x', none)],
  ['a service', chart => new PinterestService(chart, 'x', none)], ['a daemon', chart => new PinterestDaemon(chart, 'x', none)],
])('%s without properties is refused by name', (_, build) => {
  expect(new Built(build, {}, 'platform').errors[0]).toContain('[chart/x] props: must be an object, and is missing.');
});

test.each<[string, any, string]>([
  ['a secret store without options', { secretStore: SecretStore.vault(none) }, 'secretStore: must be an object'],
  ['a secret store that is an object', { secretStore: {} }, 'secretStore: must be an object'],
  ['a format that is a word', { zooKeeper: { servers: ['zk:2181'], format: 'kingpin' } },
    'format = "kingpin": must be a Discovery.'],
])('%s is refused by name', (_, world, line) => {
  const { errors } = new Built(chart => new PinterestService(chart, 'x', { container: CONTAINER }), { ...MESH, ...world });
  expect(errors).toContainEqual(expect.stringContaining(line));
});

test('a gang of the right shape is no Gang', () => {
  expect(training({ framework: TrainingFramework.pytorch({ nodes: 2 }), gang: { queue: 'boards' } }))
    .toContainEqual(expect.stringContaining('gang = {"queue":"boards"}: must be a Gang.'));
});

test('a channel that is no Channel is refused by name', () => {
  const app = new PinterestApp({
    outdir: 'never-written',
    platform: new Platform({
      clusters: [new Cluster({ name: 'prod', environment: 'prod', version: KubernetesVersion.V1_37 })],
      channels: [{ channel: none, release: '2026.11', rollout: { to: '2026.11', step: 100 as any } }],
    }),
  });
  expect(complaints(() => app.synth())).toEqual(expect.arrayContaining([
    expect.stringContaining('platform.channels[0].channel: must be a Channel.'),
    expect.stringContaining('platform.channels[0].rollout.step = 100: must be a RolloutStep.'),
  ]));
});
