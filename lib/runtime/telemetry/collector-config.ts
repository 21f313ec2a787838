import { headerValue } from './backend-headers';
import { containerLogs } from './container-logs';
import { literal } from './literal';
import { facts, podAttributes, senderAddress, withoutClaims } from './sender';
import { COLLECTOR_PORTS, CollectorSettings, LARGEST_REQUEST } from './settings';
import { TelemetryBackend } from '../../cluster/telemetry';

const BUFFER = 'file_storage/buffer';
const POSITIONS = 'file_storage/positions';

/** The gate bounds what requests take. */
const OF_SENDER = ['resource/claims', 'resource/sender', 'k8sattributes/connection', 'resource/facts'];
/** Each name of a metric stays for minutes. */
const OF_METRICS = ['memory_limiter', ...OF_SENDER];
/** What is held of files is bounded, and must not wait until what pods send leaves memory for it. */
const OF_PATH = ['k8sattributes/path', 'resource/facts'];

/**
 * The configuration of a node's collector; `otelcol validate` accepts it.
 *
 * There is no batch processor, because data would wait in memory: a receiver acknowledges data only once it is on disk. SDKs
 * and log readers already send batches.
 */
export function collectorConfig(settings: CollectorSettings): object {
  const { backend, prometheus, readsContainerLogs, where } = settings;
  const exporter = (name: string) => `${backend.grpc ? 'otlp' : 'otlphttp'}/${name}`;
  const [sent, read] = [exporter('backend'), exporter('container-logs')];
  const logReceivers = readsContainerLogs ? containerLogs(settings, POSITIONS) : {};
  const ofMetrics = [sent, ...(prometheus ? ['prometheus'] : [])];
  const storages = {
    [BUFFER]: storage(settings.folder), ...(readsContainerLogs && { [POSITIONS]: storage(settings.positionsFolder) }),
  };
  return {
    extensions: { health_check: { endpoint: `:${COLLECTOR_PORTS.health}` }, ...storages },
    receivers: { ...networkReceivers(), ...logReceivers },
    processors: {
      'memory_limiter': memoryLimits(settings.memoryMebibytes),
      'resource/claims': withoutClaims(),
      'resource/sender': senderAddress(),
      'k8sattributes/connection': podAttributes('connection'),
      'k8sattributes/path': podAttributes('path'),
      'resource/facts': facts(where),
    },
    exporters: {
      [sent]: backendExporter(backend, { queue_size: QUEUE_BATCHES, num_consumers: SENT_AT_ONCE }),
      // Lines also wait in their files, so their queue is short: a pod that floods its log does not hold up the others in it.
      [read]: backendExporter(backend, { queue_size: LOG_QUEUE_BATCHES }),
      // Resource attributes, such as the owner, become labels, so that queries need no join with target_info.
      ...(prometheus && {
        prometheus: { endpoint: `:${COLLECTOR_PORTS.metrics}`, resource_to_telemetry_conversion: { enabled: true } },
      }),
    },
    service: {
      extensions: ['health_check', ...Object.keys(storages)],
      pipelines: {
        'logs': { receivers: ['otlp'], processors: OF_SENDER, exporters: [sent] },
        'metrics': { receivers: ['otlp', 'statsd'], processors: OF_METRICS, exporters: ofMetrics },
        'traces': { receivers: ['otlp'], processors: OF_SENDER, exporters: [sent] },
        'metrics/own': { receivers: ['otlp/own'], processors: ['memory_limiter', 'resource/facts'], exporters: ofMetrics },
        'logs/containers': {
          // A collector that reads no longer still sends what it has read.
          receivers: readsContainerLogs ? Object.keys(logReceivers) : ['otlp/own'],
          processors: OF_PATH,
          exporters: [read],
        },
      },
      telemetry: ownTelemetry(settings),
    },
  };
}

/** What pods send, through the gate, which has looked at it. */
function networkReceivers() {
  const { own, behindGrpc, behindHttp, statsd } = COLLECTOR_PORTS;
  return {
    'otlp': {
      protocols: {
        // The header by which the gate says whose request it is.
        grpc: {
          endpoint: `127.0.0.1:${behindGrpc}`,
          max_recv_msg_size_mib: LARGEST_REQUEST / 1024 / 1024,
          include_metadata: true,
        },
        http: {
          endpoint: `127.0.0.1:${behindHttp}`,
          max_request_body_size: LARGEST_REQUEST,
          compression_algorithms: [''],
          include_metadata: true,
        },
      },
    },
    'otlp/own': { protocols: { http: { endpoint: `127.0.0.1:${own}` } } },
    'statsd': {
      endpoint: `:${statsd}`,
      aggregation_interval: '10s',
      is_monotonic_counter: true,
      timer_histogram_mapping: ['timing', 'histogram', 'distribution'].map(type => ({
        statsd_type: type, observer_type: 'summary',
      })),
    },
  };
}

function memoryLimits(mebibytes: number) {
  return { check_interval: '500ms', limit_mib: Math.floor(mebibytes * 0.6), spike_limit_mib: Math.floor(mebibytes * 0.2) };
}

/** A folder per node, since nodes may share a file system. A second collector waits until the first has released it. */
function storage(folder: string) {
  const directory = `${literal(folder)}/\${env:PLATFORM_NODE}`;
  return { directory, create_directory: true, timeout: '5m', compaction: { directory, on_start: true, on_rebound: true } };
}

/** Retries until the backend is back. Meanwhile data waits on disk, and at its source once the queue is full. */
function backendExporter(
  { grpc, options: { endpoint, headers = [], certificateAuthority } }: TelemetryBackend, queue: object,
) {
  return {
    endpoint: literal(endpoint),
    timeout: '10s',
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(({ name }, n) => [name, headerValue(n)])),
    }),
    ...(certificateAuthority !== undefined && { tls: { ca_file: `${CONFIG_FOLDER}/${AUTHORITY_FILE}` } }),
    ...(grpc && endpoint.startsWith('http:') && { tls: { insecure: true } }),
    sending_queue: { storage: BUFFER, ...queue },
    retry_on_failure: { initial_interval: '1s', max_interval: '10s', max_elapsed_time: 0 },
  };
}

export const CONFIG_FOLDER = '/etc/collector';
export const AUTHORITY_FILE = 'backend-ca.crt';

/** Queue size for each of logs, metrics and traces that pods send. */
const QUEUE_BATCHES = 5000;

/** Of each signal: these are in memory whole, and what pods send is as heavy as they like. */
const SENT_AT_ONCE = 4;

/** Queue size for the logs of containers. A batch has at most 100 lines. */
const LOG_QUEUE_BATCHES = 500;

/** The collector sends its own metrics to itself, where no pod can. */
function ownTelemetry({ name, namespace }: CollectorSettings) {
  const otlp = { protocol: 'http/protobuf', endpoint: `http://127.0.0.1:${COLLECTOR_PORTS.own}` };
  return {
    resource: {
      'service.name': literal(name), 'k8s.namespace.name': literal(namespace), 'k8s.node.name': '${env:PLATFORM_NODE}',
    },
    logs: { level: 'warn', encoding: 'json' },
    metrics: { level: 'basic', readers: [{ periodic: { interval: 30000, exporter: { otlp } } }] },
  };
}
