import { JsonPatch, Size } from 'cdk8s';
import { Cpu, EnvValue, Protocol } from 'cdk8s-plus-27';
import { Cluster } from '../../cluster/cluster';
import { ClusterTelemetry } from '../../cluster/telemetry';
import { HostAccess } from '../../host/host-access';
import { INodeDaemon } from '../../host/node-daemon';
import { InstallTarget } from '../install-target';
import { giveNodeFolders } from '../own-node-folders';
import { nodeFolder } from '../runtime-name';
import { addBackendHeaders } from './backend-headers';
import { AUTHORITY_FILE, collectorConfig, CONFIG_FOLDER } from './collector-config';
import { POD_LOGS } from './container-logs';
import { gate, gateFiles } from './gate';
import { written } from './literal';
import { COLLECTOR_PORTS, COLLECTOR_USER, CollectorSettings } from './settings';

/** Name of the collectors, without the release. */
export const COLLECTOR = 'telemetry';

/** Shared by all releases: the next release's collector continues at these positions. */
const POSITIONS_FOLDER = '/var/lib/pinterest/container-logs';

/** What it tries to stay within: beyond a part of it, it refuses what pods send. */
const MEMORY_MEBIBYTES = 256;

/** What has been read, but not looked at yet, comes on top: made-up names of metrics, requests with many empty records. */
const MEMORY_LIMIT = Size.mebibytes(384);

/** The images of a collector: its own, one with a shell, and HAProxy. */
export interface CollectorImages {
  readonly collector: string;
  readonly tools: string;
  readonly proxy: string;
}

/** Installs a collector on each node. */
export function installCollector(target: InstallTarget, telemetry: ClusterTelemetry, images: CollectorImages): void {
  const { backend, prometheus = true, containerLogs = target.releases[0] } = telemetry;
  const settings: CollectorSettings = {
    name: target.named(COLLECTOR),
    namespace: target.namespace,
    backend,
    where: clusterAttributes(target.cluster),
    prometheus,
    readsContainerLogs: containerLogs === target.release,
    unread: `${target.namespace}_${COLLECTOR}-*_*`,
    folder: nodeFolder(COLLECTOR, target.release),
    positionsFolder: POSITIONS_FOLDER,
    memoryMebibytes: MEMORY_MEBIBYTES,
  };
  const daemon = target.daemon(COLLECTOR, {
    container: {
      image: images.collector,
      args: [`--config=${CONFIG_FOLDER}/config.yaml`],
      // Ports of its pod: the gate opens those of OTLP.
      ports: [
        { name: 'otlp-grpc', number: COLLECTOR_PORTS.otlpGrpc },
        { name: 'otlp-http', number: COLLECTOR_PORTS.otlpHttp },
        { name: 'statsd', number: COLLECTOR_PORTS.statsd, protocol: Protocol.UDP },
        ...(prometheus ? [{ name: 'metrics', number: COLLECTOR_PORTS.metrics }] : []),
      ],
      envVariables: {
        GOMEMLIMIT: EnvValue.fromValue(`${Math.floor(settings.memoryMebibytes * 0.7)}MiB`),
        // One pod after the other, from Kubernetes 1.32 on: a list of pods is as large as tenants like.
        KUBE_FEATURE_WatchListClient: EnvValue.fromValue('true'),
      },
      securityContext: { user: COLLECTOR_USER, group: COLLECTOR_USER },
      resources: { cpu: { request: Cpu.millis(20) }, memory: { request: Size.mebibytes(64), limit: MEMORY_LIMIT } },
    },
    config: {
      mountPath: CONFIG_FOLDER,
      files: {
        'config.yaml': written(collectorConfig(settings)),
        ...gateFiles(CONFIG_FOLDER),
        ...(backend.options.certificateAuthority !== undefined && { [AUTHORITY_FILE]: backend.options.certificateAuthority }),
      },
    },
    host: hostAccess(settings),
    permissions: [{ resources: ['pods', 'namespaces'], verbs: ['list', 'watch'] }],
    servesEveryPod: true,
  });
  addBackendHeaders(daemon, telemetry);
  addProbes(daemon, prometheus);
  giveNodeFolders(daemon, images.tools, COLLECTOR_USER, ownFolders(settings));
  daemon.pod.addSidecar('gate', gate(images.proxy, CONFIG_FOLDER));
}

function clusterAttributes({ name, environment, region }: Cluster): { [attribute: string]: string } {
  return {
    'k8s.cluster.name': name, 'deployment.environment.name': environment, ...(region !== undefined && { 'cloud.region': region }),
  };
}

/**
 * The health port is no port of the container for its NetworkPolicy, which would open it to every pod: they could keep it busy
 * until the kubelet gives up. The kubelet itself passes any policy.
 */
function addProbes({ pod }: INodeDaemon, prometheus: boolean): void {
  const get = (path: string, port: number, settings: object) => ({ httpGet: { path, port, scheme: 'HTTP' }, ...settings });
  const healthy = (settings: object) => get('/', COLLECTOR_PORTS.health, settings);
  pod.patchContainer(
    CONTAINER,
    // Long enough to wait for the collector that it replaces.
    JsonPatch.add('/startupProbe', healthy({ periodSeconds: 1, failureThreshold: 400 })),
    JsonPatch.add('/readinessProbe', healthy({ periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 })),
    // On a node without idle CPU it answers late; a restart would not help.
    JsonPatch.add('/livenessProbe', prometheus
      // Metrics that nobody updates are forgotten only when somebody asks for them.
      ? get('/metrics', COLLECTOR_PORTS.metrics, { periodSeconds: 60, timeoutSeconds: 30, failureThreshold: 6 })
      : healthy({ periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 })),
  );
}

/** What a workload calls its container unless told. */
const CONTAINER = 'app';

/** The folders on the node that it writes. */
function ownFolders(settings: CollectorSettings): string[] {
  return [settings.folder, ...(settings.readsContainerLogs ? [settings.positionsFolder] : [])];
}

function hostAccess(settings: CollectorSettings): HostAccess[] {
  return [
    HostAccess.path({ path: settings.folder, readOnly: false, reason: 'keeps what the backend has not taken yet' }),
    ...(settings.readsContainerLogs ? [
      HostAccess.path({ path: POD_LOGS, reason: 'reads the logs of containers' }),
      HostAccess.group(0, 'logs of containers are root\'s, and readable by its group'),
      HostAccess.path({ path: settings.positionsFolder, readOnly: false, reason: 'keeps how far it has read them' }),
    ] : []),
  ];
}
