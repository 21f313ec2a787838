import { OpenPort } from './open-ports';
import { PodPlan } from '../pod/pod-plan';
import { TrafficProtocol } from '../ports/traffic-protocol';
import { Transport } from '../ports/transport';
import { NetworkPort } from '../resources/network';
import { Problem } from '../validation/problem';
import { repeated } from '../validation/repeated';

export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
  /** What gateways speak to it, if that is not what they speak to any port. */
  readonly appProtocol?: string;
}

/** HTTP/2 without TLS, from the first byte on. */
const H2C = { appProtocol: 'kubernetes.io/h2c' };

/** A port of a Service for clients, and of which port of the pods it is. */
export interface ClientPort {
  readonly of: OpenPort;
  readonly port: ServicePort;
  /** Its number in the Service where no proxy stands before it. */
  readonly plainNumber?: number;
}

export interface NamedPort {
  readonly name: string;
  readonly port: ServicePort;
}

/**
 * Where the ports of a workload are reached: by themselves, or at those of a sidecar in front of them. It is asked when the
 * output is written, since until then a sidecar may come.
 */
export class Endpoints {
  /**
   * @param peersApart whether ports for peers alone are in another Service than that for clients
   */
  constructor(
    private readonly ports: () => OpenPort[], private readonly pod: PodPlan, private readonly peersApart = false,
  ) {}

  /**
   * The ports of the Service for clients; of ports with these names alone, if there are any.
   *
   * @param headless whether clients call the pods themselves, past the numbers of the Service
   */
  public ofService(names?: string[], headless = false): ServicePort[] {
    return this.named(names, headless).map(({ port }) => port);
  }

  /** The same, with the names by which the team knows them: its own, but for those that a proxy adds. */
  public named(names?: string[], headless = false): NamedPort[] {
    const ports = this.clientPorts();
    const metrics = ports.filter(({ of }) => of.port.access._monitoringOnly);
    const plain = this.plainPorts(ports);
    return [...ports.filter(each => !metrics.includes(each)), ...plain, ...metrics]
      .filter(({ of }) => names?.includes(of.port.name) ?? this.isForClients(of))
      .map(each => ({
        name: plain.includes(each) ? each.port.name : each.of.port.name, port: headless ? atPods(each.port) : each.port,
      }));
  }

  /** Whether there is a port for the Service for clients. */
  public get areThere(): boolean {
    return this.ports().some(port => isInService(port) && this.isForClients(port));
  }

  private isForClients({ port: { access } }: OpenPort): boolean {
    return !this.peersApart || !access._peersOnly;
  }

  /** The ports as they are, without what stands in front of them. */
  public direct(): ServicePort[] {
    const ports = this.ports().filter(isInService);
    const metrics = ports.filter(({ port }) => port.access._monitoringOnly);
    return [...ports.filter(each => !metrics.includes(each)), ...metrics]
      .map(({ port: { name, number, transport } }) => ({ name, port: number, targetPort: number, protocol: transport }));
  }

  /** The port of the Service that ingress controllers and gateways call for a port of the application. */
  public exposed(name: string, headless = false): ServicePort | undefined {
    const ports = this.clientPorts();
    const found = [...this.plainPorts(ports), ...ports].find(({ of }) => of.port.name === name)?.port;
    return found && headless ? atPods(found) : found;
  }

  /** Where callers reach a port of the pods. */
  public target(port: OpenPort): NetworkPort {
    return networkPort(port, this.entryOf(port) ?? port.port.number);
  }

  /** Where those who have no certificate reach a port of the pods. */
  public plainTarget(port: OpenPort): NetworkPort {
    return networkPort(port, this.plainEntryOf(port) ?? this.entryOf(port) ?? port.port.number);
  }

  /** Where callers reach a port of the pods, by all ways that are open to them. */
  public doors(port: OpenPort): NetworkPort[] {
    const target = this.target(port);
    return this.hasDoor(port) ? [target, networkPort(port, port.port.number)] : [target];
  }

  /** Ports whose numbers with and without a certificate are the same. */
  public get doubleDoors(): OpenPort[] {
    const ports = this.clientPorts();
    const plain = this.doorPorts(ports);
    return plain.filter(({ port }) => ports.some(each => each.port.port === port.port && each.port.protocol === port.protocol))
      .map(({ of }) => of);
  }

  private hasDoor(port: OpenPort): boolean {
    return port.plaintext !== undefined && this.entryOf(port) !== undefined;
  }

  /** Those of the Service for clients, and of which port of the pods each is. */
  public clientPorts(): ClientPort[] {
    let mainIsNext = true;
    return this.ports().filter(isInService).map(of => {
      const { port, short } = of;
      const entry = this.entryOf(of);
      const http = port.protocol !== TrafficProtocol.TCP && port.transport === Transport.TCP;
      const isMain = mainIsNext && !port.access._monitoringOnly;
      mainIsNext &&= !isMain;
      const isWeb = short && isMain && http;
      const usual = isWeb ? (entry ? 443 : 80) : port.number;
      const withTls = entry !== undefined && http && (short || port.name === 'http');
      return {
        of,
        port: {
          name: withTls ? `${port.name}s` : port.name,
          port: port.servicePort ?? usual,
          // By number: before 1.29 a Service cannot find a sidecar's ports by name.
          targetPort: entry ?? port.number,
          protocol: port.transport,
          ...(entry === undefined && isHttp2(of) && H2C),
        },
        plainNumber: isWeb ? 80 : port.number,
      };
    });
  }

  /** Ports that callers also reach as they are: by the names and numbers that they have without a proxy. */
  private doorPorts(ports: ClientPort[]): ClientPort[] {
    return ports.filter(({ of }) => this.hasDoor(of)).map(({ of, port: { name }, plainNumber }) => ({
      of,
      port: {
        name: name === of.port.name ? `plain-${name}` : of.port.name,
        port: of.plaintext!._servicePorts[of.port.name] ?? plainNumber!,
        targetPort: of.port.number,
        protocol: Transport.TCP,
        ...(isHttp2(of) && H2C),
      },
    }));
  }

  /** A component that requires certificates opens a second port for clients that have none. */
  private plainPorts(ports: ClientPort[]): ClientPort[] {
    const doors = this.doorPorts(ports);
    const taken = [...ports, ...doors].map(({ port }) => port.port);
    return [...doors, ...ports.flatMap(({ of }) => {
      const entry = of.exposed && !this.hasDoor(of) ? this.plainEntryOf(of) : undefined;
      return entry === undefined ? [] : [{ of, entry }];
    }).map(({ of, entry }, n) => ({
      of,
      port: {
        name: n === 0 ? 'plain' : `plain-${of.port.name}`,
        port: n === 0 && !taken.includes(80) ? 80 : entry,
        targetPort: entry,
        protocol: Transport.TCP,
        ...(isHttp2(of) && H2C),
      },
    }))];
  }

  /** The sidecar's port before a port of the application, if there is one. */
  public entryOf({ port, field }: OpenPort): number | undefined {
    return isOfApplication(field) ? this.pod.entryOf(port.name) : undefined;
  }

  private plainEntryOf(of: OpenPort): number | undefined {
    if (this.hasDoor(of)) return of.port.number;
    const { exposedEntries } = this.pod._read();
    const named = exposedEntries.get(of.port.name);
    if (named !== undefined || !exposedEntries.has('')) return named?.port;
    const isFirst = this.ports().find(({ exposed }) => exposed)?.field === of.field;
    return isFirst ? exposedEntries.get('')!.port : undefined;
  }
}

/** Its name gives the addresses of the pods, so that another number would lead nowhere. */
function atPods(port: ServicePort): ServicePort {
  return { ...port, port: port.targetPort };
}

/** A range has no place there, and what only probes use is the kubelet's. */
function isInService({ port: { access, lastNumber } }: OpenPort): boolean {
  return lastNumber === undefined && !access._nobody;
}

function isHttp2({ port: { protocol } }: OpenPort): boolean {
  return protocol === TrafficProtocol.HTTP2;
}

function isOfApplication(field: string): boolean {
  return !field.startsWith('pod.');
}

export function networkPort({ port: { transport, lastNumber } }: OpenPort, number: number): NetworkPort {
  return { port: number, protocol: transport, ...(lastNumber !== undefined && { endPort: lastNumber }) };
}

/** The API server refuses a Service whose ports share a name, or a number and a protocol. */
export function endpointProblems(ports: ServicePort[], field = 'container.ports'): Problem[] {
  const numbers = repeated(ports.map(({ port, protocol }) => `${port} ${protocol}`)).map(each => Number(each.split(' ')[0]));
  return [...repeated(ports.map(port => port.name)), ...numbers].map(value => ({
    field,
    value,
    rule: 'would appear twice in the ports of the Service',
    fix: 'Give the port another name and number.',
  }));
}
