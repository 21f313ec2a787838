import { containerLogs, logFolders } from './log-receivers';
import { podAttributes } from './pod-attributes';
import { COLLECTOR_PORTS, CollectorSettings } from './settings';
import { TelemetryBackend } from '../../cluster/telemetry';

interface Pipeline {
  readonly receivers: string[];
  readonly processors: string[];
  readonly exporters: string[];
}

const BUFFER = 'file_storage/buffer';
const POSITIONS = 'file_storage/positions';

/**
 * The configuration of a node's collector; `otelcol validate` accepts it.
 *
 * There is no batch processor, because data would wait in memory: a receiver acknowledges data only once it is on disk. SDKs
 * and log readers already send batches.
 */
export function collectorConfig(settings: CollectorSettings): object {
  const { backend, prometheus, readsContainerLogs, readsLogFolders, memoryMebibytes } = settings;
  const exporter = `${backend.grpc ? 'otlp' : 'otlphttp'}/backend`;
  const logReceivers = {
    ...(readsContainerLogs && { 'filelog/containers': containerLogs(settings, POSITIONS) }),
    ...(readsLogFolders && { 'filelog/folders': logFolders(settings, BUFFER) }),
  };
  const pipeline = (receivers: string[], exporters: string[] = []): Pipeline => ({
    receivers, processors: ['memory_limiter', 'k8sattributes'], exporters: [exporter, ...exporters],
  });
  const storages = {
    [BUFFER]: storage(settings.folder), ...(readsContainerLogs && { [POSITIONS]: storage(settings.positionsFolder) }),
  };
  return {
    extensions: { health_check: { endpoint: `:${COLLECTOR_PORTS.health}` }, ...storages },
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: `:${COLLECTOR_PORTS.otlpGrpc}` }, http: { endpoint: `:${COLLECTOR_PORTS.otlpHttp}` } },
      },
      statsd: {
        endpoint: `:${COLLECTOR_PORTS.statsd}`,
        aggregation_interval: '10s',
        is_monotonic_counter: true,
        timer_histogram_mapping: ['timing', 'histogram', 'distribution'].map(type => ({
          statsd_type: type, observer_type: 'summary',
        })),
      },
      ...logReceivers,
    },
    processors: {
      memory_limiter: {
        check_interval: '1s', limit_mib: Math.floor(memoryMebibytes * 0.8), spike_limit_mib: Math.floor(memoryMebibytes * 0.2),
      },
      k8sattributes: podAttributes(),
    },
    exporters: {
      [exporter]: backendExporter(backend),
      // Resource attributes, such as the owner, become labels, so that queries need no join with target_info.
      ...(prometheus && {
        prometheus: { endpoint: `:${COLLECTOR_PORTS.metrics}`, resource_to_telemetry_conversion: { enabled: true } },
      }),
    },
    service: {
      extensions: ['health_check', ...Object.keys(storages)],
      pipelines: {
        logs: pipeline(['otlp', ...Object.keys(logReceivers)]),
        metrics: pipeline(['otlp', 'statsd'], prometheus ? ['prometheus'] : []),
        traces: pipeline(['otlp']),
      },
      telemetry: {
        resource: { 'service.name': settings.name }, logs: { level: 'warn', encoding: 'json' }, metrics: ownMetrics(),
      },
    },
  };
}

/** A folder per node, since nodes may share a file system. A second collector waits until the first has released it. */
function storage(folder: string) {
  const directory = `${folder}/\${env:PLATFORM_NODE}`;
  return { directory, create_directory: true, timeout: '5m', compaction: { directory, on_start: true, on_rebound: true } };
}

/** Retries until the backend is back. Meanwhile data waits on disk, and at its source once the queue is full. */
function backendExporter({ grpc, options: { endpoint, headers = [], certificateAuthority } }: TelemetryBackend) {
  return {
    endpoint,
    timeout: '10s',
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name }, n) => [name, `\${env:${headerVariable(n)}}`])),
    }),
    ...(certificateAuthority !== undefined && { tls: { ca_file: `${CONFIG_FOLDER}/${AUTHORITY_FILE}` } }),
    ...(grpc && endpoint.startsWith('http:') && { tls: { insecure: true } }),
    sending_queue: { storage: BUFFER, queue_size: QUEUE_BATCHES },
    retry_on_failure: { initial_interval: '1s', max_interval: '10s', max_elapsed_time: 0 },
  };
}

export const CONFIG_FOLDER = '/etc/collector';
export const AUTHORITY_FILE = 'backend-ca.crt';

/** Queue size for each of logs, metrics and traces. A batch has at most 100 log lines. */
const QUEUE_BATCHES = 5000;

/** The variable that holds the value of the backend's n-th header. */
export function headerVariable(n: number): string {
  return `BACKEND_HEADER_${n}`;
}

/** The collector sends its own metrics to itself, as any pod of the node does. */
function ownMetrics() {
  const otlp = { protocol: 'http/protobuf', endpoint: `http://127.0.0.1:${COLLECTOR_PORTS.otlpHttp}` };
  return { level: 'basic', readers: [{ periodic: { interval: 30000, exporter: { otlp } } }] };
}
