
/** A header of each request to a telemetry backend, with its value in a Secret. */
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
  /**
   * Its URL, such as `https://telemetry.example.com:4318`, without a password: credentials are headers. With `http://` nothing is
   * encrypted.
   */
  readonly endpoint: string;

  /**
   * Headers that authenticate the collectors.
   *
   * @default - none
   */
  readonly headers?: TelemetryHeader[];

  /**
   * The certificate authorities that may sign the backend's certificate, in PEM form, without a private key.
   *
   * @default - those that the collector's image trusts
   */
  readonly certificateAuthority?: string;
}

/** A receiver of logs, metrics and traces over OTLP: a gateway collector, or a product that speaks OTLP itself. */
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
    /** Whether it is reached over gRPC. */
    public readonly grpc: boolean,
  ) {}
}

/** Where a cluster's logs, metrics and traces go, and what is collected there. */
export interface ClusterTelemetry {
  /** The backend that receives them. */
  readonly backend: TelemetryBackend;

  /**
   * Whether Prometheus can also scrape the metrics of a node's pods from its collector.
   *
   * @default true
   */
  readonly prometheus?: boolean;

  /**
   * The release whose collectors read the logs of all containers: those of every release, and the cluster's own.
   * If you change it, the new collector continues on each node where the old one stopped.
   *
   * @default - the oldest release that the cluster has
   */
  readonly containerLogs?: string;
}
