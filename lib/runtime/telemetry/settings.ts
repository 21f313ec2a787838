import { TelemetryBackend } from '../../cluster/telemetry';

/**
 * The ports of a collector's pod. Pods send OTLP to the gate, which sends it on to those behind. Only the pod itself reaches
 * these and `own`, and only the kubelet needs those of health.
 */
export const COLLECTOR_PORTS = {
  otlpGrpc: 4317,
  otlpHttp: 4318,
  own: 4319,
  behindGrpc: 14317,
  behindHttp: 14318,
  statsd: 8125,
  metrics: 9464,
  health: 13133,
  gateHealth: 13134,
};

/** The largest request of OTLP, in bytes. SDKs send less by default. */
export const LARGEST_REQUEST = 4 * 1024 * 1024;

/** The user of collectors and log readers. Only a group more lets a collector read the logs of containers. */
export const COLLECTOR_USER = 10001;

/** What differs between the collectors of clusters and releases. */
export interface CollectorSettings {
  /** Name of the release's collectors. */
  readonly name: string;
  /** The namespace of the collectors. */
  readonly namespace: string;
  readonly backend: TelemetryBackend;
  /** Resource attributes that name the cluster. */
  readonly where: { readonly [attribute: string]: string };
  readonly prometheus: boolean;
  /** Whether it reads the logs of its node's containers: only one release's collector does. */
  readonly readsContainerLogs: boolean;
  /** A glob of the folders in /var/log/pods to leave out: collectors that read their own logs would never finish. */
  readonly unread: string;
  /** The node's folder for data that waits for the backend. */
  readonly folder: string;
  /** The node's folder for the read positions in container logs, shared by the collectors of all releases. */
  readonly positionsFolder: string;
  /** The memory that it is to stay within. */
  readonly memoryMebibytes: number;
}
