/** A call of a workload, as components see it. */
export interface OutgoingCall {
  /** Its name, such as `api`. */
  readonly name: string;

  /** The host of the callee. */
  readonly host: string;

  /** Its port. */
  readonly port: number;

  /** The SPIFFE id that the callee must show. */
  readonly spiffeId: string;

  /** Whether HTTP is spoken. If not, it is any protocol over TCP. */
  readonly http: boolean;

  /** Whether that is HTTP/2 without TLS, and no other HTTP. */
  readonly http2: boolean;

  /** The variable in which the application finds the address. */
  readonly variable: string;

  /** The port at 127.0.0.1 on which a proxy listens for it. */
  readonly localPort: number;

  /** Seconds that it may be silent. */
  readonly silenceSeconds: number;

  /** How many requests or connections it has at a time. */
  readonly connections: number;

  /** Whether a request that changes nothing is sent once more if its connection ends without an answer. */
  readonly retry: boolean;
}
