import { Duration, Size } from 'cdk8s';
import { Plaintext } from './plaintext';

/**
 * What the proxy in front of a workload lets through. It holds for each port of each pod; what is beyond it is refused, and the
 * memory limit of the proxy follows from it. Without a proxy (a cluster without `identity`) nothing of it has an effect.
 */
export interface TrafficOptions {
  /**
   * How many connections callers need at a time, WebSockets included, and requests with HTTP/2. The proxy takes three times as
   * many, of which one source gets at most two thirds: so many are left for all others, whatever a single pod does.
   *
   * @default 1000
   */
  readonly connections?: number;

  /**
   * How large the headers of a request, or those of an answer, may be together. Larger ones get the status 400 or 502.
   *
   * From 15 to 256 KiB.
   *
   * @default Size.kibibytes(32)
   */
  readonly headerSize?: Size;

  /**
   * How many headers a request or an answer may have. More of them get the status 400 or 502.
   *
   * @default 200
   */
  readonly headers?: number;

  /**
   * How long a client may take to send the headers of a request, from its first byte or from the end of the TLS handshake.
   *
   * @default Duration.seconds(10)
   */
  readonly headerTimeout?: Duration;

  /**
   * How long a connection may wait for its next request. Must be longer than load balancers and clients keep theirs, since they
   * would otherwise send a request into a connection that is just being closed.
   *
   * @default Duration.seconds(90)
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a request may be silent: neither client nor application sends anything of it.
   *
   * @default Duration.minutes(15)
   */
  readonly silenceTimeout?: Duration;

  /**
   * The same for a WebSocket, and for a connection of `TrafficProtocol.TCP`.
   *
   * @default Duration.hours(1)
   */
  readonly tunnelTimeout?: Duration;

  /**
   * How many requests a client may send over one HTTP/2 connection. Then it is told to open another one, which comes to any pod,
   * and nothing is lost. gRPC clients keep a connection for as long as they live: without a limit, pods that an autoscaler adds
   * get no requests of those.
   *
   * From 10 to 1,000,000.
   *
   * @default - any number
   */
  readonly requestsPerConnection?: number;

  /**
   * With `TrafficProtocol.TCP`: the application protocols (ALPN) that the proxy accepts in the TLS handshake, the preferred one
   * first. A client that asks for none, or only for others, is accepted as well, without one.
   *
   * @default - http/1.1 and h2: gRPC clients require h2
   */
  readonly alpn?: string[];

  /**
   * With `TrafficProtocol.TCP`: begins each connection to the application with a PROXY protocol header, version 2, which has the
   * address of the caller and, as TLV of type 0xE0, its SPIFFE id. The application must expect it.
   *
   * @default false
   */
  readonly proxyProtocol?: boolean;

  /**
   * Until when callers are also let in without a certificate, while a workload moves to a cluster with identity.
   *
   * @default - not at all
   */
  readonly plaintext?: Plaintext;
}
