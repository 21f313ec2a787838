
/** A header of each request to a telemetry backend, its value from a Secret. */
export interface TelemetryHeader {
  /** Its name, such as `authorization`. */
  readonly name: string;

  /** The Secret, in the namespace of the platform's daemons. */
  readonly secretName: string;

  /** The Secret's key that holds the value. */
  readonly secretKey: string;
}

/** How a telemetry backend is reached. */
export interface TelemetryBackendOptions {
  /** Its URL, such as `https://telemetry.example.com:4318`. With `http://` nothing is encrypted. */
  readonly endpoint: string;

  /**
   * Headers that let the collectors in.
   *
   * @default - none
   */
  readonly headers?: TelemetryHeader[];

  /**
   * The certificates of the authorities that may have signed the backend's, as PEM.
   *
   * @default - those that the collector's image trusts
   */
  readonly certificateAuthority?: string;
}

/** What takes logs, metrics and traces by OTLP: a gateway collector, or a product that speaks OTLP itself. */
export class TelemetryBackend {
  /** OTLP over HTTP; the collectors add `/v1/logs`, `/v1/metrics` and `/v1/traces` to the URL. */
  public static otlpHttp(options: TelemetryBackendOptions): TelemetryBackend {
    return new TelemetryBackend(options, false);
  }

  /** OTLP over gRPC. */
  public static otlpGrpc(options: TelemetryBackendOptions): TelemetryBackend {
    return new TelemetryBackend(options, true);
  }

  private constructor(
    public readonly options: TelemetryBackendOptions,
    /** Whether it is spoken to over gRPC. */
    public readonly grpc: boolean,
  ) {}
}

/** Where a cluster's logs, metrics and traces go, and what is collected there. */
export interface ClusterTelemetry {
  /** Where they go. */
  readonly backend: TelemetryBackend;

  /**
   * Whether Prometheus can scrape the metrics of a node's pods at its collector, too.
   *
   * @default true
   */
  readonly prometheus?: boolean;

  /**
   * The release whose collectors read the logs of all containers, whatever release they run on, the cluster's own included.
   * It can be moved from one release to another: on each node the new collector goes on where the old one stopped.
   *
   * @default - the oldest release that the cluster has
   */
  readonly containerLogs?: string;

  /**
   * Whether the collectors read the log folders that workloads declare. For this they see the volumes of their node's pods.
   *
   * @default true
   */
  readonly logFolders?: boolean;

  /**
   * The folder of the cluster's kubelets (`--root-dir`), in which the volumes of pods are.
   *
   * @default /var/lib/kubelet
   */
  readonly kubeletFolder?: string;
}
