/** What is spoken on a port, and how much of it the proxy understands. */
export enum TrafficProtocol {
  /** HTTP/1.1. */
  HTTP = 'HTTP',
  /** Anything over TCP, gRPC included. */
  TCP = 'TCP',
}
