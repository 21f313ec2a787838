import { ApiObject, Cron, Duration, Size } from 'cdk8s';
import {
  Artifact, Caller, Dependency, Exposure, Gang, HostAccess, LogFiles, PinterestChart, PinterestCronJob, PinterestDaemon,
  PinterestJobSet, PinterestService, PinterestStatefulSet, PinterestTrainingJob, PinterestWorkload, SecretFile, Shards,
  ShardStorage, TrainingBackend, TrainingFramework,
} from 'cdk8s-pinterest';
import { PlatformRuntime, SecretStore, TelemetryBackend } from 'cdk8s-pinterest/platform';
import { Capability, EmptyDirMedium, EnvValue, Volume } from 'cdk8s-plus-27';
import { CONTAINER, MESH, World } from '../synth';

/** A cluster that has all that a component may need. */
export const EVERYTHING: World = {
  ...MESH,
  region: 'us-east-1',
  secretStore: SecretStore.vault({ address: 'https://vault.example.com:8200' }),
  dependencyStore: { type: 's3' },
  telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://telemetry.example.com' }) },
  zooKeeper: { servers: ['zookeeper.example.com:2181'], credentials: { secretName: 'zookeeper' } },
  startupGate: {},
};

const IMAGE = 'registry.example.com/api';
const COMMAND = { ...CONTAINER, command: ['run'] };
const CLAIM = { name: 'data', mountPath: '/data', size: Size.gibibytes(1) };
const CONFIG = { files: { 'app.yaml': 'a: b' }, env: { LEVEL: 'debug' } };

/** A workload of each kind, with all that adds to its pods. All are in the namespace `platform`, where a daemon may be. */
export const KINDS: Record<string, (chart: PinterestChart) => PinterestWorkload> = {
  'a service': chart => new PinterestService(chart, 'api', {
    container: {
      ...COMMAND,
      envVariables: { MINE: EnvValue.fromValue('$(PLATFORM_NODE)') },
      volumeMounts: [{ path: '/scratch', volume: Volume.fromEmptyDir(chart, 'scratch', 'scratch') }],
    },
    artifact: Artifact.of({ image: IMAGE, version: '1', commit: 'abc' }),
    callers: [Caller.external('web', 'front')],
    exposure: Exposure.ingress({ host: 'a.example.com' }),
    secrets: [SecretFile.value({ path: 'kv/data/db', key: 'password', file: 'password' })],
    dependencies: [Dependency.of({ path: 'models/ranker', mountPath: '/models' })],
    logs: LogFiles.of({ directory: '/var/log/app' }),
    config: CONFIG,
  }),
  'a job set with a sidecar': chart => {
    const jobs = new PinterestJobSet(chart, 'jobs', { container: COMMAND, shards: Shards.of('a', 'b'), config: CONFIG });
    jobs.pod.addSidecar('helper', {
      container: {
        image: 'helper:1',
        command: ['help'],
        volumeMounts: [{ path: '/tmp', volume: Volume.fromEmptyDir(chart, 'tmp', 'tmp', { medium: EmptyDirMedium.MEMORY }) }],
      },
    });
    return jobs;
  },
  'a job set of shards apart': chart => new PinterestJobSet(chart, 'apart', {
    container: COMMAND, shards: Shards.count(2), storage: [ShardStorage.perShard(CLAIM)], config: { files: { f: '{{shard}}' } },
  }),
  'a cron job': chart => new PinterestCronJob(chart, 'cron', { container: COMMAND, schedule: Cron.daily() }),
  'a training': chart => new PinterestTrainingJob(chart, 'train', {
    container: { image: `${IMAGE}:1`, command: ['train'] },
    framework: TrainingFramework.tensorflow({ workers: 2, parameterServers: 1 }),
    checkpoint: { ...CLAIM, name: 'checkpoint' },
    stop: Duration.minutes(1),
  }),
  'a training of the operator': chart => new PinterestTrainingJob(chart, 'torch', {
    container: { image: `${IMAGE}:1`, command: ['train'] },
    framework: TrainingFramework.pytorch({ nodes: 2 }),
    backend: TrainingBackend.KUBEFLOW,
    gang: Gang.coscheduling(),
  }),
  'a stateful set with claims': chart => new PinterestStatefulSet(chart, 'store', { container: CONTAINER, storage: [CLAIM] }),
  'a daemon with host access': chart => new PinterestDaemon(chart, 'agent', {
    container: CONTAINER,
    host: [
      HostAccess.path({ path: '/var/log', reason: 'reads logs' }),
      HostAccess.port(8080, 'is asked by the node'),
      HostAccess.root('reads what is root\'s'),
      HostAccess.capability(Capability.DAC_READ_SEARCH, 'reads what is others\''),
    ],
  }),
  'a daemon of a component': chart => {
    const runtime = new PlatformRuntime(chart, 'runtime');
    return runtime.node.findAll().find(node => node.node.id === 'registrar-2026-11') as PinterestDaemon;
  },
};

/** The pod templates in the manifests of a workload. */
export function templatesOf(workload: PinterestWorkload): any[] {
  return workload.node.findAll().filter(node => ApiObject.isApiObject(node)).flatMap(object => {
    const { kind, spec } = (object as ApiObject).toJson();
    switch (kind) {
      case 'Deployment': case 'StatefulSet': case 'DaemonSet': case 'Job': return [spec.template];
      case 'CronJob': return [spec.jobTemplate.spec.template];
      case 'PyTorchJob': return Object.values<any>(spec.pytorchReplicaSpecs).map(each => each.template);
      case 'TFJob': return Object.values<any>(spec.tfReplicaSpecs).map(each => each.template);
      default: return [];
    }
  });
}

/** What a manifest says that is in a pod, each with its container: `variable app/MINE`. */
export function contentsOf({ metadata: { labels = {}, annotations = {} }, spec }: any): string[] {
  const { containers, initContainers = [], volumes = [] } = spec;
  return [
    ...Object.keys(labels).map(name => `label ${name}`),
    ...Object.keys(annotations).map(name => `annotation ${name}`),
    ...volumes.map(({ name }: any) => `volume ${name}`),
    ...[...initContainers, ...containers].flatMap(({ name, env = [], volumeMounts = [] }) => [
      `container ${name}`,
      ...env.map((variable: any) => `variable ${name}/${variable.name}`),
      ...volumeMounts.map((mount: any) => `mount ${name}:${mount.mountPath}`),
    ]),
  ].sort();
}
