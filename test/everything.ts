import { Cron, Size } from 'cdk8s';
import {
  Caller, Dependency, Exposure, LogFiles, OnChange, PinterestChart, PinterestCronJob, PinterestDaemon, PinterestJobSet,
  PinterestService, PinterestStatefulSet, PinterestTrainingJob, SecretFile, TrainingFramework,
} from 'cdk8s-pinterest';
import { PlatformRuntime, SecretStore, TelemetryBackend } from 'cdk8s-pinterest/platform';
import { Built, CONTAINER, MESH, World } from './synth';

/** A cluster that has all there is. */
export const EVERYTHING: World = {
  ...MESH,
  secretStore: SecretStore.vault({ address: 'https://vault.example.com' }),
  dependencyStore: { type: 's3', path: 'artifacts', secretName: 's3-reader' },
  telemetry: {
    backend: TelemetryBackend.otlpHttp({
      endpoint: 'https://telemetry.example.com',
      headers: [{ name: 'authorization', secretName: 'telemetry', secretKey: 'token' }],
    }),
  },
  zooKeeper: { servers: ['zookeeper:2181'], credentials: { secretName: 'zookeeper' } },
  startupGate: {},
};

/** All that runs for the platform itself. */
export function runtimeOf(version: string): Built<PlatformRuntime> {
  return new Built(chart => new PlatformRuntime(chart, 'runtime'), { ...EVERYTHING, version }, 'platform');
}

/** A workload of each kind, which asks for all there is. */
export function workloadsOf(version: string): Built<unknown> {
  return new Built(workloads, { ...EVERYTHING, version }, 'shop');
}

/** A daemon is the infrastructure team's. */
export function daemonOf(version: string): Built<PinterestDaemon> {
  return new Built(chart => new PinterestDaemon(chart, 'agent', {
    ...batch(), container: LISTENING, callers: [Caller.external('web', 'front')],
  }), { ...EVERYTHING, version }, 'platform');
}

const LISTENING = {
  ...CONTAINER, command: ['server'], ports: [{ name: 'metrics', number: 9090 }],
};

/** What also pods that run to completion may ask for. */
function batch() {
  return {
    container: { image: CONTAINER.image, command: ['work'] },
    dependencies: [Dependency.of({ path: 'models/ranker/v12', mountPath: '/var/lib/models' })],
    secrets: [SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password' })],
  };
}

function serving() {
  return {
    ...batch(),
    container: LISTENING,
    logs: LogFiles.of({ directory: '/var/log/app' }),
    secrets: [SecretFile.value({ path: 'kv/data/boards/db', key: 'password', file: 'password', onChange: OnChange.RESTART })],
    callers: [Caller.external('web', 'front')],
  };
}

function workloads(chart: PinterestChart): void {
  new PinterestService(chart, 'api', { ...serving(), exposure: Exposure.ingress({ host: 'api.example.com' }) });
  new PinterestStatefulSet(chart, 'db', serving());
  new PinterestJobSet(chart, 'reindex', batch());
  new PinterestCronJob(chart, 'nightly', { ...batch(), schedule: Cron.daily() });
  new PinterestTrainingJob(chart, 'ddp', {
    ...batch(), framework: TrainingFramework.pytorch({ nodes: 2 }), sharedMemory: Size.gibibytes(1),
  });
}

/** Each pod template of a list of objects, by the name and kind of the object that has it. */
export function templatesOf(objects: any[]): [string, any][] {
  return objects.flatMap(({ kind, metadata, spec }): [string, any][] => {
    const template = spec?.jobTemplate?.spec.template ?? spec?.template;
    return template ? [[`${kind} ${metadata.name}`, template]] : [];
  });
}

/** All containers of a pod template. */
export function containersOf({ spec }: any): any[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}
