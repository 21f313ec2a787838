import { TelemetryBackend } from '../../cluster/telemetry';

/** Where a collector listens. */
export const COLLECTOR_PORTS = { otlpGrpc: 4317, otlpHttp: 4318, statsd: 8125, metrics: 9464, health: 13133 };

/** What differs between the collectors of clusters and releases. */
export interface CollectorSettings {
  /** What the collectors of the release are called. */
  readonly name: string;
  readonly backend: TelemetryBackend;
  /** Resource attributes that name the cluster. */
  readonly where: { readonly [attribute: string]: string };
  readonly prometheus: boolean;
  /** Whether it reads the logs of its node's containers: only one release's collector does. */
  readonly readsContainerLogs: boolean;
  readonly readsLogFolders: boolean;
  /** A glob of the folders in /var/log/pods whose logs nobody collects: the collectors' own would never end. */
  readonly unread: string;
  /** Name of the volumes that are log folders: it carries the release, so that each is read by one collector. */
  readonly logVolume: string;
  readonly kubeletFolder: string;
  /** The node's folder for what waits for the backend. */
  readonly folder: string;
  /** The node's folder for how far the containers' logs are read; whichever release's collector reads them goes on there. */
  readonly positionsFolder: string;
  /** What it may use. */
  readonly memoryMebibytes: number;
}
