/** What is spoken on a port. */
export enum AppProtocol {
  /** HTTP/1.1. */
  HTTP = 'HTTP',
  /** Anything over TCP, gRPC included. */
  TCP = 'TCP',
}
