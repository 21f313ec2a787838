/** The protocol of a port, as far as the proxy understands it. */
export enum TrafficProtocol {
  /** HTTP. Callers use HTTP/1.1 or HTTP/2; the application gets HTTP/1.1. */
  HTTP = 'HTTP',
  /** HTTP/2, gRPC included. Callers use HTTP/1.1 or HTTP/2; the application gets HTTP/2 without TLS, from the first byte on. */
  HTTP2 = 'HTTP2',
  /** Anything over TCP. The application gets the bytes as they are, gRPC included. */
  TCP = 'TCP',
}
