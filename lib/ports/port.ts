import { isNamedForMetrics } from './metrics-name';
import { PortAccess } from './port-access';
import { PortProxy } from './port-proxy';
import { TrafficProtocol } from './traffic-protocol';
import { Transport } from './transport';
import { madeOf, optionOf } from '../validation/options';

/** Options of a port. */
export interface PortOptions {
  /**
   * Its name, in the Service, in the container and in other properties. No two ports of a pod share one.
   *
   * @default - what is spoken: http, grpc, http2, tcp, udp, sctp or metrics
   */
  readonly name?: string;

  /**
   * The number under which the Service shows it.
   *
   * @default - its own number
   */
  readonly servicePort?: number;

  /**
   * Who may reach it.
   *
   * @default - the callers of the workload; of metrics, and of a TCP port that is called `metrics` or something that ends in
   * `-metrics`, PortAccess.MONITORING
   */
  readonly access?: PortAccess;

  /**
   * Whether the proxy of a cluster with identity stands in front of it.
   *
   * @default - it does, if the port is TCP and anybody but peers, monitoring and the kubelet may reach it
   */
  readonly proxy?: PortProxy;

  /**
   * The last number of a range of ports that begins with this one, such as those of a media server. The range is open by its
   * NetworkPolicy, but is in no Service, and no proxy can stand before it.
   *
   * @default - one port alone
   */
  readonly lastNumber?: number;
}

/** A port on which a container listens: its number, what is spoken, and who may reach it. */
export class Port {
  /** HTTP. Through a proxy callers use HTTP/1.1 or HTTP/2, and the application gets HTTP/1.1. */
  public static http(number: number, options?: PortOptions): Port {
    return new Port('http', number, Transport.TCP, TrafficProtocol.HTTP, options);
  }

  /** gRPC: HTTP/2 without TLS, from the first byte on. */
  public static grpc(number: number, options?: PortOptions): Port {
    return new Port('grpc', number, Transport.TCP, TrafficProtocol.HTTP2, options);
  }

  /** HTTP/2 without TLS, from the first byte on. */
  public static http2(number: number, options?: PortOptions): Port {
    return new Port('http2', number, Transport.TCP, TrafficProtocol.HTTP2, options);
  }

  /** Anything over TCP. */
  public static tcp(number: number, options?: PortOptions): Port {
    return new Port('tcp', number, Transport.TCP, TrafficProtocol.TCP, options);
  }

  /** Anything over UDP. No proxy can stand before it. */
  public static udp(number: number, options?: PortOptions): Port {
    return new Port('udp', number, Transport.UDP, TrafficProtocol.TCP, options);
  }

  /** Anything over SCTP. No proxy can stand before it. */
  public static sctp(number: number, options?: PortOptions): Port {
    return new Port('sctp', number, Transport.SCTP, TrafficProtocol.TCP, options);
  }

  /** Metrics by HTTP, for monitoring. */
  public static metrics(number: number, options?: PortOptions): Port {
    return new Port('metrics', number, Transport.TCP, TrafficProtocol.HTTP, options, PortAccess.MONITORING);
  }

  public readonly name: string;
  public readonly servicePort?: number;
  public readonly access: PortAccess;
  public readonly proxy?: PortProxy;
  public readonly lastNumber?: number;

  private constructor(
    /** What is spoken, in one word. */
    public readonly spoken: string,
    public readonly number: number,
    public readonly transport: Transport,
    /** What a proxy understands of it; of UDP and SCTP it has no meaning. */
    public readonly protocol: TrafficProtocol,
    options: PortOptions | undefined,
    access?: PortAccess,
  ) {
    this.name = optionOf(options, 'name') ?? spoken;
    this.servicePort = optionOf(options, 'servicePort');
    const isForMonitoring = transport === Transport.TCP && isNamedForMetrics(this.name);
    this.access = optionOf(options, 'access') ?? access ?? (isForMonitoring ? PortAccess.MONITORING : PortAccess.CALLERS);
    this.proxy = optionOf(options, 'proxy');
    this.lastNumber = optionOf(options, 'lastNumber');
    madeOf(this, options, ['name', 'servicePort', 'access', 'proxy', 'lastNumber']);
  }
}
