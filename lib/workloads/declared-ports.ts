import { ContainerPort, ContainerProps, Probe, Protocol } from 'cdk8s-plus-27';
import { containerPorts } from '../ports/container-port';
import { isNamedForMetrics } from '../ports/metrics-name';
import { Port, PortOptions } from '../ports/port';
import { PortAccess } from '../ports/port-access';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Transport } from '../ports/transport';
import { portNumberProblems } from '../validation/port-number';
import { must, Problem } from '../validation/problem';

/** A port as the user has declared it. */
export interface DeclaredPort {
  readonly port: Port;
  /** Where it is declared. */
  readonly field: string;
  /** Whether it is one of the container's own: cdk8s-plus knows a number and perhaps a name. */
  readonly short: boolean;
}

interface Listening {
  readonly container: ContainerProps;
  readonly ports?: Port[];
}

/**
 * The ports of the application, those of its container first.
 *
 * @param protocol what is spoken on the container's
 * @param probed names of the container's ports that only the kubelet reaches
 */
export function declaredPorts(
  { container, ports = [] }: Listening, protocol?: TrafficProtocol, probed: string[] = [],
): DeclaredPort[] {
  const short = shortPorts(container);
  const main = short.find(({ port }) => !isNamedForMetrics(port.name));
  return [
    ...short.map(({ port, field }) => (
      { port: portOf(port, field === main?.field, protocol ?? TrafficProtocol.TCP, probed), field, short: true }
    )),
    ...ports.map((port, n) => ({ port, field: `ports[${n}]`, short: false })),
  ];
}

/** The container with all ports of the application. */
export function withAllPorts({ container, ports = [] }: Listening): ContainerProps {
  return ports.length === 0 ? container : { ...container, ports: [...container.ports ?? [], ...containerPorts(ports)] };
}

/** Checked before anything is built, since cdk8s-plus would throw at the first problem. */
export function portProblems(listening: Listening): Problem[] {
  const short = shortPorts(listening.container);
  const invalid = short.flatMap(({ field, port }) => portNumberProblems(field, port.number));
  if (invalid.length > 0) return invalid;
  const named = declaredPorts(listening).map(({ port, field, short: isShort }, n) => (
    { field, name: isShort ? short[n].port.name : port.name, port }
  ));
  const seen = new Map<string, string>();
  return named.flatMap(({ field, name, port }) => [
    `number ${port.number}${port.transport === Transport.TCP ? '' : ` of ${port.transport}`}`, ...(name ? [`name ${name}`] : []),
  ].flatMap(key => {
    const first = seen.get(key);
    seen.set(key, first ?? field);
    return must(first === undefined, {
      field, value: key, rule: `is already used by ${first}`, fix: 'Give each port a number and a name of its own.',
    });
  })).concat(named.flatMap(({ field, port }) => rangeProblems(field, port)));
}

/** The default readiness probe. Without any, a pod would get requests before it listens. */
export function acceptsConnections(listening: Listening): Probe | undefined {
  const port = probedPort(listening);
  return port === undefined ? undefined : Probe.fromTcpSocket({ port });
}

/** The port that probes ask unless they name another one. They cannot connect but by TCP. */
export function probedPort(listening: Listening): number | undefined {
  const ports = declaredPorts(listening).map(({ port }) => port)
    .filter(({ transport, lastNumber }) => transport === Transport.TCP && lastNumber === undefined);
  return (ports.find(({ access }) => !access._monitoringOnly) ?? ports[0])?.number;
}

interface ShortPort {
  readonly port: ContainerPort;
  readonly field: string;
}

/** The ports of a container, as cdk8s-plus has them. */
function shortPorts({ portNumber, port, ports = [] }: ContainerProps): ShortPort[] {
  const main = portNumber ?? port;
  return [
    ...(main === undefined ? [] : [{ port: { number: main }, field: 'container.portNumber' }]),
    ...ports.map((each, n) => ({ port: each, field: `container.ports[${n}]` })),
  ];
}

function portOf(
  { name, number, protocol: transport }: ContainerPort, isMain: boolean, protocol: TrafficProtocol, probed: string[],
): Port {
  const access = accessOf(name, probed);
  const named = (standard: string): PortOptions => ({ name: name ?? (isMain ? standard : `port-${number}`), access });
  if (transport === Protocol.UDP) return Port.udp(number, named('udp'));
  if (transport === Protocol.SCTP) return Port.sctp(number, named('sctp'));
  if (protocol === TrafficProtocol.HTTP) return Port.http(number, named('http'));
  return protocol === TrafficProtocol.HTTP2 ? Port.http2(number, named('http')) : Port.tcp(number, named('tcp'));
}

function accessOf(name: string | undefined, probed: string[]): PortAccess | undefined {
  if (isNamedForMetrics(name)) return PortAccess.MONITORING;
  return name !== undefined && probed.includes(name) ? PortAccess.KUBELET : undefined;
}

function rangeProblems(field: string, { number, lastNumber, servicePort }: Port): Problem[] {
  if (lastNumber === undefined) return [];
  return [
    ...must(lastNumber > number, {
      field: `${field}.lastNumber`,
      value: lastNumber,
      rule: `must be above the first number, ${number}`,
      fix: 'Write the last number.',
    }),
    ...must(servicePort === undefined, {
      field: `${field}.servicePort`,
      value: servicePort,
      rule: 'has no meaning for a range, which is in no Service',
      fix: 'Leave it out.',
    }),
  ];
}
