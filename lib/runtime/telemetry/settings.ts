import { TelemetryBackend } from '../../cluster/telemetry';

/** The ports of a collector. */
export const COLLECTOR_PORTS = { otlpGrpc: 4317, otlpHttp: 4318, statsd: 8125, metrics: 9464, health: 13133 };

/** What differs between the collectors of clusters and releases. */
export interface CollectorSettings {
  /** Name of the release's collectors. */
  readonly name: string;
  readonly backend: TelemetryBackend;
  /** Resource attributes that name the cluster. */
  readonly where: { readonly [attribute: string]: string };
  readonly prometheus: boolean;
  /** Whether it reads the logs of its node's containers: only one release's collector does. */
  readonly readsContainerLogs: boolean;
  readonly readsLogFolders: boolean;
  /** A glob of the folders in /var/log/pods to leave out: collectors that read their own logs would never finish. */
  readonly unread: string;
  /** Name of the volumes with log folders. It contains the release, so that exactly one collector reads each. */
  readonly logVolume: string;
  readonly kubeletFolder: string;
  /** The node's folder for data that waits for the backend. */
  readonly folder: string;
  /** The node's folder for the read positions in container logs, shared by the collectors of all releases. */
  readonly positionsFolder: string;
  /** Its memory limit. */
  readonly memoryMebibytes: number;
}
