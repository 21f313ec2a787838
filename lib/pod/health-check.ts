import { Duration } from 'cdk8s';
import { ConnectionScheme } from 'cdk8s-plus-27';

/** When and how often the kubelet asks, and what it makes of the answers. */
export interface HealthCheckTiming {
  /**
   * How long after its start a container is asked for the first time. Whole seconds.
   *
   * @default - at once
   */
  readonly initialDelay?: Duration;

  /**
   * How long it is from one question to the next. Whole seconds, at least one.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * How long an answer may take. Whole seconds, at least one.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * How many failures in a row count.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How many successes in a row count after a failure. Only `readiness` may need more than one.
   *
   * @default 1
   */
  readonly successThreshold?: number;
}

/** A health check at a port. */
export interface TcpHealthCheckOptions extends HealthCheckTiming {
  /**
   * A port of the container. Callers need no access to it: the kubelet reaches every port.
   *
   * @default - its first TCP port that is not `metrics`
   */
  readonly port?: number;
}

/** A health check by an HTTP request. */
export interface HttpHealthCheckOptions extends TcpHealthCheckOptions {
  /**
   * Headers of the request, such as `Host` for an application that looks at it.
   *
   * @default - those of the kubelet
   */
  readonly headers?: { [name: string]: string };

  /**
   * HTTP or HTTPS, whose certificate is not looked at.
   *
   * @default ConnectionScheme.HTTP
   */
  readonly scheme?: ConnectionScheme;
}

/** A health check by the gRPC health checking protocol. */
export interface GrpcHealthCheckOptions extends TcpHealthCheckOptions {
  /**
   * The name of the service that is asked for.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** How the kubelet learns how the application does. */
export class HealthCheck {
  /** Healthy if an HTTP GET is answered with a status from 200 to 399. */
  public static http(path: string, options: HttpHealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('http', options, path);
  }

  /** Healthy if the server's gRPC health service says `SERVING`. The kubelet speaks it without TLS. */
  public static grpc(options: GrpcHealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('grpc', options);
  }

  /** Healthy if the port accepts connections. */
  public static tcp(options: TcpHealthCheckOptions = {}): HealthCheck {
    return new HealthCheck('tcp', options);
  }

  /** Healthy if a command in the container ends with 0. */
  public static command(command: string[], options: HealthCheckTiming = {}): HealthCheck {
    return new HealthCheck('command', options, undefined, command);
  }

  private constructor(
    /** @internal */
    public readonly _type: 'http' | 'grpc' | 'tcp' | 'command',
    /** @internal */
    public readonly _options: HttpHealthCheckOptions & GrpcHealthCheckOptions,
    /** @internal */
    public readonly _path?: string,
    /** @internal */
    public readonly _command?: string[],
  ) {}
}

/** The health checks of the application's container. */
export interface HealthChecks {
  /**
   * Tells when it has started; the others begin only then. If it fails too often, the container restarts.
   *
   * @default - it has started at once
   */
  readonly startup?: HealthCheck;

  /**
   * Tells whether it gets requests.
   *
   * @default - `container.readiness`; else services, stores and daemons are ready while their main port accepts connections
   */
  readonly readiness?: HealthCheck;

  /**
   * Tells whether it still works. If it fails too often, the container restarts.
   *
   * @default - `container.liveness`; else it works as long as its process runs
   */
  readonly liveness?: HealthCheck;
}
