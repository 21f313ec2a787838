import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, Probe, ProbeOptions, Protocol, Secret } from 'cdk8s-plus-27';
import { Cluster } from '../../cluster/cluster';
import { ClusterTelemetry } from '../../cluster/telemetry';
import { HostAccess } from '../../host/host-access';
import { InstallTarget } from '../install-target';
import { nodeFolder, runtimeName } from '../runtime-name';
import { AUTHORITY_FILE, collectorConfig, CONFIG_FOLDER, headerVariable } from './collector-config';
import { POD_LOGS } from './log-receivers';
import { COLLECTOR_PORTS, CollectorSettings } from './settings';

/** Name of the collectors, without the release. */
export const COLLECTOR = 'telemetry';

/** Shared by all releases: the next release's collector continues at these positions. */
const POSITIONS_FOLDER = '/var/lib/pinterest/container-logs';

const MEMORY_LIMIT = Size.mebibytes(256);

/** Name of the volume that holds a pod's log folder. */
export function logVolume(release: string): string {
  return runtimeName('logs', release);
}

/** Installs a collector on each node. */
export function installCollector(target: InstallTarget, telemetry: ClusterTelemetry, image: string): void {
  const { backend, prometheus = true, containerLogs = target.releases[0] } = telemetry;
  const settings: CollectorSettings = {
    name: target.named(COLLECTOR),
    backend,
    where: clusterAttributes(target.cluster),
    prometheus,
    readsContainerLogs: containerLogs === target.release,
    readsLogFolders: telemetry.logFolders ?? true,
    unread: `${target.namespace}_${COLLECTOR}-*_*`,
    logVolume: logVolume(target.release),
    kubeletFolder: telemetry.kubeletFolder ?? '/var/lib/kubelet',
    folder: nodeFolder(COLLECTOR, target.release),
    positionsFolder: POSITIONS_FOLDER,
    memoryMebibytes: MEMORY_LIMIT.toMebibytes(),
  };
  target.daemon(COLLECTOR, {
    container: {
      image,
      args: [`--config=${CONFIG_FOLDER}/config.yaml`],
      ports: [
        { name: 'otlp-grpc', number: COLLECTOR_PORTS.otlpGrpc },
        { name: 'otlp-http', number: COLLECTOR_PORTS.otlpHttp },
        { name: 'statsd', number: COLLECTOR_PORTS.statsd, protocol: Protocol.UDP },
        { name: 'health', number: COLLECTOR_PORTS.health },
        ...(prometheus ? [{ name: 'metrics', number: COLLECTOR_PORTS.metrics }] : []),
      ],
      envVariables: {
        GOMEMLIMIT: EnvValue.fromValue(`${Math.floor(settings.memoryMebibytes * 0.8)}MiB`), ...headerVariables(target, telemetry),
      },
      // Long enough to wait for the collector that it replaces.
      startup: health({ periodSeconds: Duration.seconds(1), failureThreshold: 400 }),
      readiness: health({ periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(3) }),
      // On a node without idle CPU it answers late; a restart would not help.
      liveness: health({ periodSeconds: Duration.seconds(20), timeoutSeconds: Duration.seconds(10), failureThreshold: 6 }),
      resources: { cpu: { request: Cpu.millis(20) }, memory: { request: Size.mebibytes(64), limit: MEMORY_LIMIT } },
    },
    config: {
      mountPath: CONFIG_FOLDER,
      files: {
        // JSON is valid YAML.
        'config.yaml': JSON.stringify(collectorConfig(settings), undefined, 2),
        ...(backend.options.certificateAuthority !== undefined && { [AUTHORITY_FILE]: backend.options.certificateAuthority }),
      },
    },
    host: hostAccess(settings),
    permissions: [{ resources: ['pods'], verbs: ['list', 'watch'] }],
    servesEveryPod: true,
  });
}

function clusterAttributes({ name, environment, region }: Cluster): { [attribute: string]: string } {
  return {
    'k8s.cluster.name': name, 'deployment.environment.name': environment, ...(region !== undefined && { 'cloud.region': region }),
  };
}

function health(options: ProbeOptions): Probe {
  return Probe.fromHttpGet('/', { port: COLLECTOR_PORTS.health, ...options });
}

function headerVariables({ scope }: InstallTarget, { backend }: ClusterTelemetry): { [name: string]: EnvValue } {
  return Object.fromEntries((backend.options.headers ?? []).map(({ secretName, secretKey }, n) => [
    headerVariable(n), EnvValue.fromSecretValue({
      secret: Secret.fromSecretName(scope, `header-${n}`, secretName), key: secretKey,
    }),
  ]));
}

/** Root without capabilities: it can read and write root's files, but not private files of other users. */
function hostAccess(settings: CollectorSettings): HostAccess[] {
  return [
    HostAccess.root('logs of containers and the folders below /var/lib are root\'s'),
    HostAccess.path({ path: settings.folder, readOnly: false, reason: 'keeps what the backend has not taken yet' }),
    ...(settings.readsContainerLogs ? [
      HostAccess.path({ path: POD_LOGS, reason: 'reads the logs of containers' }),
      HostAccess.path({ path: settings.positionsFolder, readOnly: false, reason: 'keeps how far it has read them' }),
    ] : []),
    ...(settings.readsLogFolders ? [
      HostAccess.path({
        path: `${settings.kubeletFolder}/pods`, reason: 'reads the log folders that pods declare, which are volumes of theirs',
      }),
    ] : []),
  ];
}
