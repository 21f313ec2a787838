import { madeOf, optionOf } from '../validation/options';

/**
 * Ports to which pods may connect: those of the pods, not those of a Service. Of a workload of this app they are the
 * application's, also where a proxy stands before them; of others, with a proxy, 8443.
 */
export interface EgressPorts {
  /**
   * TCP ports.
   *
   * @default - all ports, unless udpPorts names some
   */
  readonly ports?: number[];

  /**
   * UDP ports.
   *
   * @default - all ports, unless ports names some
   */
  readonly udpPorts?: number[];
}

/** A workload to which pods may connect. */
export interface EgressWorkload extends EgressPorts {
  /**
   * Its namespace.
   *
   * @default - the namespace of the workload that connects
   */
  readonly namespace?: string;
}

/** Somebody to whom pods may connect. */
export class EgressPeer {
  /** The API server, at the `apiServerRanges` and `apiServerPorts` of the cluster. */
  public static readonly API_SERVER = new EgressPeer('API server', {});

  /** A workload of this app, by name. The synth fails if the app has no such workload. */
  public static workload(name: string, options?: EgressWorkload): EgressPeer {
    const to = { name, namespace: optionOf(options, 'namespace'), ...portsOf(options) };
    return madeOf(new EgressPeer('workload', to), options, ['namespace', ...PORTS]);
  }

  /** A workload of the same cluster that another app declares. */
  public static external(name: string, namespace: string, ports?: EgressPorts): EgressPeer {
    return madeOf(new EgressPeer('external', { name, namespace, ...portsOf(ports) }), ports, PORTS);
  }

  /** Every pod of a namespace. */
  public static namespace(name: string, ports?: EgressPorts): EgressPeer {
    return madeOf(new EgressPeer('namespace', { namespace: name, ...portsOf(ports) }), ports, PORTS);
  }

  /** Ranges of addresses, such as `203.0.113.0/24`. A host by its name no NetworkPolicy knows. */
  public static ranges(cidr: string[], ports?: EgressPorts): EgressPeer {
    return madeOf(new EgressPeer('ranges', { ranges: cidr, ...portsOf(ports) }), ports, PORTS);
  }

  private constructor(
    /** Such as `workload` or `ranges`. */
    public readonly kind: string,
    /** @internal */
    public readonly _to: EgressTarget,
  ) {}
}

/** @internal */
export interface EgressTarget extends EgressPorts {
  readonly name?: string;
  readonly namespace?: string;
  readonly ranges?: string[];
}

const PORTS = ['ports', 'udpPorts'];

function portsOf(options: EgressPorts | undefined): EgressPorts {
  return { ports: optionOf(options, 'ports'), udpPorts: optionOf(options, 'udpPorts') };
}

/** Where pods may connect to. */
export class Egress {
  /** Anywhere: each callee decides who may call it. */
  public static readonly OPEN = new Egress();

  /**
   * Only to these, and to what every pod needs: DNS (port 53, anywhere), the pods of the workload itself, the daemons of the
   * runtime, and what the runtime's containers in the pod call, such as the secret store.
   */
  public static only(...peers: EgressPeer[]): Egress {
    return new Egress(peers);
  }

  private constructor(
    /** Undefined if it is open. */
    public readonly peers?: EgressPeer[],
  ) {}
}

/** What the NetworkPolicy of a workload says, besides who may reach its ports. */
export interface NetworkOptions {
  /**
   * Where its pods may connect to.
   *
   * @default Egress.OPEN
   */
  readonly egress?: Egress;
}
