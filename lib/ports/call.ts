import { Duration } from 'cdk8s';
import { TrafficProtocol } from './traffic-protocol';
import { madeOf, optionOf } from '../validation/options';

/** Options of every call. */
export interface CallCommonOptions {
  /**
   * The variable in which the application finds the address.
   *
   * @default - the name in capitals and `_URL`, for HTTP; `_ADDRESS` for gRPC and TCP
   */
  readonly env?: string;

  /**
   * The port on which the proxy listens for it, at 127.0.0.1.
   *
   * @default - the next that is free, from 16000 on
   */
  readonly localPort?: number;

  /**
   * How long a call may be silent: neither side sends anything of it. From 1 second to 24 days.
   *
   * @default - 15 minutes; an hour for TCP and WebSockets
   */
  readonly silenceTimeout?: Duration;

  /**
   * How many requests, or connections of TCP, a pod has in work with the callee at a time. Further ones wait, five times as many
   * requests for up to 30 seconds; what is beyond that gets the status 503. From 1 to 5,000.
   *
   * @default 200
   */
  readonly connections?: number;

  /**
   * Whether a request that changes nothing (GET, HEAD, OPTIONS) is sent once more if its connection ends without an answer. A
   * connection that does not come about is tried again anyway: of the request nothing has been sent then.
   *
   * @default true
   */
  readonly retry?: boolean;
}

/** Options of a call to a workload. */
export interface CallOptions extends CallCommonOptions {
  /**
   * The namespace of the callee.
   *
   * @default - the namespace of the workload that calls
   */
  readonly namespace?: string;

  /**
   * Whether another app of the same cluster declares the callee, so that this one cannot look it up.
   *
   * @default false
   */
  readonly elsewhere?: boolean;

  /**
   * The Service of the callee.
   *
   * @default - the name of the callee
   */
  readonly service?: string;

  /**
   * The service account of the callee, which is in the identity that it must show.
   *
   * @default - the name of the callee
   */
  readonly serviceAccount?: string;
}

/** Options of a call by HTTP. */
export interface HttpCallOptions extends CallOptions {
  /**
   * The port of the callee's Service.
   *
   * @default - that of its container's `portNumber`: 443, or 80 on a cluster without identity
   */
  readonly port?: number;
}

/** A service that is no workload of this library, with a certificate of an authority that the cluster trusts. */
export interface ExternalCallOptions extends CallCommonOptions {
  /** Its host name, such as `payments.example.com`. */
  readonly host: string;

  /** Its port. */
  readonly port: number;

  /** The SPIFFE id that its certificate must have. */
  readonly spiffeId: string;

  /**
   * What is spoken with it.
   *
   * @default TrafficProtocol.HTTP
   */
  readonly protocol?: TrafficProtocol;
}

/**
 * What a workload calls. The application finds an address of its own pod in a variable, and speaks plain HTTP, gRPC or TCP to it.
 * The proxy carries that over mTLS with the certificate of the pod, once the callee has shown the identity that is expected.
 */
export class Call {
  /** A workload, by HTTP. The application finds for example `http://127.0.0.1:16000`. */
  public static http(name: string, options?: HttpCallOptions): Call {
    return madeOf(
      new Call(name, TrafficProtocol.HTTP, toWorkload(options), optionOf(options, 'port')), options, [...OF_WORKLOADS, 'port'],
    );
  }

  /**
   * A workload, by gRPC, or whatever else is HTTP/2. The application finds for example `127.0.0.1:16000`.
   *
   * @param port that of the callee's Service
   */
  public static grpc(name: string, port: number, options?: CallOptions): Call {
    return madeOf(new Call(name, TrafficProtocol.HTTP2, toWorkload(options), port), options, OF_WORKLOADS);
  }

  /**
   * A workload, by anything over TCP. The application finds for example `127.0.0.1:16000`.
   *
   * @param port that of the callee's Service
   */
  public static tcp(name: string, port: number, options?: CallOptions): Call {
    return madeOf(new Call(name, TrafficProtocol.TCP, toWorkload(options), port), options, OF_WORKLOADS);
  }

  /**
   * A service that is no workload of this library, inside or outside of the cluster.
   *
   * @param name by which the variable is called
   */
  public static external(name: string, options: ExternalCallOptions): Call {
    const at = { host: optionOf(options, 'host'), spiffeId: optionOf(options, 'spiffeId'), external: true };
    const protocol = optionOf(options, 'protocol') ?? TrafficProtocol.HTTP;
    return madeOf(
      new Call(name, protocol, { ...common(options), ...at }, optionOf(options, 'port')), options, [...OF_EXTERNALS, ...COMMON],
    );
  }

  private constructor(
    public readonly name: string,
    /** What is spoken. */
    public readonly protocol: TrafficProtocol,
    /** @internal */
    public readonly _to: Callee,
    /** The port of the callee, if it is not the usual one. */
    public readonly port: number | undefined,
  ) {}
}

/** @internal */
export interface Callee extends CallOptions {
  /** Whether it is no workload. */
  readonly external?: boolean;
  readonly host?: string;
  readonly spiffeId?: string;
}

const COMMON = ['env', 'localPort', 'silenceTimeout', 'connections', 'retry'];
const OF_EXTERNALS = ['host', 'port', 'spiffeId', 'protocol'];
const OF_WORKLOADS = ['namespace', 'elsewhere', 'service', 'serviceAccount', ...COMMON];

function common(options: CallCommonOptions | undefined): CallCommonOptions {
  return {
    env: optionOf(options, 'env'),
    localPort: optionOf(options, 'localPort'),
    silenceTimeout: optionOf(options, 'silenceTimeout'),
    connections: optionOf(options, 'connections'),
    retry: optionOf(options, 'retry'),
  };
}

function toWorkload(options: CallOptions | undefined): Callee {
  return {
    ...common(options),
    namespace: optionOf(options, 'namespace'),
    elsewhere: optionOf(options, 'elsewhere'),
    service: optionOf(options, 'service'),
    serviceAccount: optionOf(options, 'serviceAccount'),
  };
}
