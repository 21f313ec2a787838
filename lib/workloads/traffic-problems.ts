import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { PLAINTEXT_SHAPE } from './plaintext-findings';
import { Cluster } from '../cluster/cluster';
import { Port } from '../ports/port';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Transport } from '../ports/transport';
import { TrafficOptions } from '../requirements/traffic-options';
import { judge, openShape } from '../validation/judge';
import { isA } from '../validation/look';
import { must, Problem } from '../validation/problem';
import { unknownFields } from '../validation/unknown-fields';
import { isList } from '../validation/words';

/** ALPN names are bytes; those that are registered have only these. */
const ALPN = /^[A-Za-z0-9][-A-Za-z0-9._/]{0,62}$/;

/** In KiB: HAProxy refuses a buffer of less than 16, of which it keeps 1 free. */
const SMALLEST = 15;

/** 24 days: HAProxy counts milliseconds in 31 bits. */
const LONGEST = 24 * 24 * 3600 * 1000;

const KNOWN = new Set([
  'connections', 'headerSize', 'headers', 'headerTimeout', 'idleTimeout', 'silenceTimeout', 'tunnelTimeout',
  'requestsPerConnection', 'alpn', 'proxyProtocol', 'plaintext',
]);

/** As it is at one look. */
export const TRAFFIC_SHAPE = openShape({}, 'Write { connections: 500 }.');

/**
 * What is wrong with what a workload says of its traffic. Values are looked at, whatever the types promise.
 *
 * @param protocol what is spoken on the ports of its container
 * @param ports its other ports
 */
export function trafficProblems(options: TrafficOptions | undefined, protocol: TrafficProtocol, ports: Port[] = []): Problem[] {
  if (options === undefined) return [];
  return [
    ...unknownFields(options, KNOWN, 'traffic'),
    ...between('connections', options.connections, 1, 20000),
    ...between('headers', options.headers, 20, 1000),
    ...between('requestsPerConnection', options.requestsPerConnection, 10, 1_000_000),
    ...sizeProblems(options.headerSize),
    ...timeProblems('headerTimeout', options.headerTimeout),
    ...timeProblems('idleTimeout', options.idleTimeout),
    ...timeProblems('silenceTimeout', options.silenceTimeout),
    ...timeProblems('tunnelTimeout', options.tunnelTimeout),
    ...judge(options.plaintext, PLAINTEXT_SHAPE, 'traffic.plaintext').problems,
    ...tcpProblems(options, protocol === TrafficProtocol.TCP || ports.some(isTcp)),
  ];
}

/** What only a proxy can do, on a cluster that has none. */
export function unproxiedProblems(options: TrafficOptions | undefined, { identity, name }: Cluster): Problem[] {
  return must(options?.proxyProtocol !== true || identity !== undefined, {
    field: 'traffic.proxyProtocol',
    value: true,
    rule: `the cluster ${name} has no identity, so no proxy sends the header`,
    fix: 'Set identity on the Cluster, or leave it out.',
  });
}

function between(name: string, value: unknown, least: number, most: number): Problem[] {
  return must(value === undefined || (Number.isInteger(value) && (value as number) >= least && (value as number) <= most), {
    field: `traffic.${name}`, value, rule: `must be a whole number from ${least} to ${most}`, fix: `Write ${least} to ${most}.`,
  });
}

function sizeProblems(size: unknown): Problem[] {
  // Of a fraction, too, where cdk8s would throw.
  const kibibytes = isA(size, Size) ? size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) : NaN;
  return must(size === undefined || (kibibytes >= SMALLEST && kibibytes <= 256), {
    field: 'traffic.headerSize',
    value: isA(size, Size) ? `${kibibytes} KiB` : size,
    rule: `must be a Size from ${SMALLEST} to 256 KiB`,
    fix: 'Write for example Size.kibibytes(64).',
  });
}

function timeProblems(name: string, time: unknown): Problem[] {
  const milliseconds = isA(time, Duration) ? time.toMilliseconds({ integral: false }) : NaN;
  return must(time === undefined || (milliseconds >= 1000 && milliseconds <= LONGEST), {
    field: `traffic.${name}`,
    value: isA(time, Duration) ? `${milliseconds} ms` : time,
    rule: 'must be a Duration from 1 second to 24 days',
    fix: 'Write for example Duration.seconds(90).',
  });
}

function isTcp({ protocol, transport }: Port): boolean {
  return protocol === TrafficProtocol.TCP && transport === Transport.TCP;
}

function tcpProblems({ alpn, proxyProtocol }: TrafficOptions, tcp: boolean): Problem[] {
  const only = (name: string, value: unknown): Problem[] => must(tcp || value === undefined || value === false, {
    field: `traffic.${name}`, value, rule: 'is for TrafficProtocol.TCP only', fix: 'Leave it out: HTTP has its own.',
  });
  return [
    ...only('alpn', alpn),
    ...only('proxyProtocol', proxyProtocol),
    ...must(proxyProtocol === undefined || typeof proxyProtocol === 'boolean', {
      field: 'traffic.proxyProtocol', value: proxyProtocol, rule: 'must be true or false', fix: 'Write true, or leave it out.',
    }),
    ...must(alpn === undefined || (isList(alpn) && alpn.length > 0 && alpn.length <= 16
      && alpn.every(each => typeof each === 'string' && ALPN.test(each))), {
      field: 'traffic.alpn',
      value: alpn,
      rule: 'must be 1 to 16 names of letters, digits, "-", ".", "_" and "/"',
      fix: 'Write for example [\'postgresql\'].',
    }),
  ];
}
