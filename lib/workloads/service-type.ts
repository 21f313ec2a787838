/** Options of a Service of the type NodePort. */
export interface NodePortOptions {
  /**
   * Numbers on the nodes, by the names of ports; `plain` is that of the proxy without a certificate.
   *
   * @default - the cluster chooses
   */
  readonly ports?: { [name: string]: number };

  /**
   * Whether a node sends requests only to pods of its own: these see the address of the client.
   *
   * @default false
   */
  readonly localTraffic?: boolean;
}

/** Options of a Service of the type LoadBalancer. */
export interface LoadBalancerOptions {
  /**
   * Annotations that the cloud's controller reads.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Ranges of addresses that the load balancer lets in, such as `203.0.113.0/24`.
   *
   * @default - all
   */
  readonly sourceRanges?: string[];

  /**
   * Whether a node sends requests only to pods of its own: these see the address of the client.
   *
   * @default false
   */
  readonly localTraffic?: boolean;

  /**
   * The class of the load balancer, such as `service.k8s.aws/nlb`. It cannot change later.
   *
   * @default - the default of the cluster
   */
  readonly className?: string;
}

/** How a Service is reached. */
export class ServiceType {
  /** At an address inside the cluster. */
  public static readonly CLUSTER_IP = new ServiceType('ClusterIP', {});

  /**
   * Without an address: its name gives the addresses of the pods, at whose own ports clients call: at the proxy's, 8443 for the
   * first, where one stands before them. It cannot change later.
   */
  public static readonly HEADLESS = new ServiceType('Headless', {});

  /**
   * At an address inside the cluster that others know already, such as that of the cluster's DNS. It must be of the cluster's
   * range for Services, and cannot change later.
   */
  public static clusterIp(address: string): ServiceType {
    // Nothing at all would be taken for any address.
    return new ServiceType('ClusterIP', { address: address ?? '' });
  }

  /** At a port of each node. All its ports need an access that lets addresses outside in: PortAccess.WORLD or ranges. */
  public static nodePort(options?: NodePortOptions): ServiceType {
    return new ServiceType('NodePort', options ?? {});
  }

  /** By a load balancer of the cloud. All its ports need an access that lets addresses outside in: PortAccess.WORLD or ranges. */
  public static loadBalancer(options?: LoadBalancerOptions): ServiceType {
    return new ServiceType('LoadBalancer', options ?? {});
  }

  private constructor(
    /** ClusterIP, Headless, NodePort or LoadBalancer. */
    public readonly kind: string,
    /** @internal */
    public readonly _options: NodePortOptions & LoadBalancerOptions & { readonly address?: string },
  ) {}
}
