/** The protocol of a port, as far as the proxy understands it. */
export enum TrafficProtocol {
  /** HTTP/1.1. */
  HTTP = 'HTTP',
  /** Anything over TCP, gRPC included. */
  TCP = 'TCP',
}
