import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { TrafficOptions } from '../../requirements/traffic-options';
import { OutgoingCall } from '../outgoing-call';

/** What one proxy takes, in the units of its configuration. */
export interface TrafficLimits {
  /** Connections of a port, those in their TLS handshake included; and requests that the application has at a time. */
  readonly places: number;
  /** The most of them that one source may take, whoever it is. */
  readonly placesOfASource: number;
  /** Bytes of a buffer: a request's headers must fit into one, and the headers that the proxy adds. */
  readonly buffer: number;
  readonly headers: number;
  /** Of one HTTP/2 connection, if there is an end. */
  readonly requestsPerConnection?: number;
  /** Times in milliseconds. */
  readonly header: number;
  readonly idle: number;
  readonly silence: number;
  readonly tunnel: number;
  readonly alpn: string[];
  readonly proxyProtocol: boolean;
}

/** Always the same object for a workload that states nothing, so that what follows from it is made once. */
export function trafficLimits(options: TrafficOptions): TrafficLimits {
  return Object.keys(options).length === 0 ? ORDINARY ??= limitsOf(options) : limitsOf(options);
}

let ORDINARY: TrafficLimits | undefined;

function limitsOf(options: TrafficOptions): TrafficLimits {
  const { connections = 1000, headerSize = Size.kibibytes(32), headers = 200 } = options;
  const milliseconds = (time: Duration | undefined, standard: number) => Math.round(
    time?.toMilliseconds({ integral: false }) ?? standard * 1000,
  );
  return {
    places: 3 * connections,
    placesOfASource: 2 * connections,
    buffer: Math.ceil(headerSize.toKibibytes({ rounding: SizeRoundingBehavior.NONE })) * 1024 + ADDED,
    headers: headers + ADDED_HEADERS,
    requestsPerConnection: options.requestsPerConnection,
    header: milliseconds(options.headerTimeout, 10),
    idle: milliseconds(options.idleTimeout, 90),
    silence: milliseconds(options.silenceTimeout, 15 * 60),
    tunnel: milliseconds(options.tunnelTimeout, 3600),
    alpn: options.alpn ?? ['http/1.1', 'h2'],
    proxyProtocol: options.proxyProtocol ?? false,
  };
}

/**
 * The memory limit of a proxy, in MiB. Measured with HAProxy 3.0: a process 10 MiB, of which there are two while one hands over
 * to the next, and their master; a TLS connection 43 KiB; a request, with its connection to the application, 10 KiB; its data a
 * buffer. A call by HTTP has three stages, some requests that wait for each connection, and idle connections of the application.
 */
export function memoryLimit(
  { places, buffer }: TrafficLimits, ports: number, exposed: number, calls: OutgoingCall[] = [],
): number {
  const request = 10 + buffer / 1024;
  const kibibytes = places * (ports * (43 + request) + exposed * request)
    + calls.reduce((sum, { http, connections }) => sum + connections * (43 + request + (http ? 150 + 16 * buffer / 1024 : 0)), 0);
  return Math.ceil((48 + kibibytes / 1024) / 16) * 16;
}

/** What HAProxy keeps free in a buffer for the headers that it adds. */
const ADDED = 1024;

/** How many it adds, the request line included. */
const ADDED_HEADERS = 8;
