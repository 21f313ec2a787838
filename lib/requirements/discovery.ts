import { Requirement } from './requirement';

/** Name of the component that fulfils it. */
export const DISCOVERY = 'discovery';

/** Where and with which port a workload is found. */
export interface DiscoveryOptions {
  /**
   * The folder of its entries in ZooKeeper, such as `/discovery/api/prod`.
   *
   * @default - `<root>/<service>.<namespace>/<environment>`, the root and the environment being the cluster's
   */
  readonly path?: string;

  /**
   * Name of the port that clients call; where a proxy stands before it, they are led to the proxy.
   *
   * @default - the first port of the container that is not `metrics`
   */
  readonly port?: string;
}

/** How clients that read ZooKeeper find the pods of a workload that are ready. */
export class Discovery extends Requirement {
  /** An entry for each pod that is called `<32 hex>-<ip>:<port>` and holds nothing: readers take what follows the first `-`. */
  public static kingpin(options: DiscoveryOptions = {}): Discovery {
    return new Discovery('kingpin', options);
  }

  /**
   * An entry for each pod that is called `member_<number>` and holds JSON, as Finagle reads it. Other ports of the workload are
   * additional endpoints by their names; the shard is the pod's number in a PinterestStatefulSet, else 0.
   */
  public static serverset(options: DiscoveryOptions = {}): Discovery {
    return new Discovery('serverset', options);
  }

  /** Clients do not find it in ZooKeeper. */
  public static none(): Discovery {
    return new Discovery('none', {});
  }

  /** Those among what a workload asks for. */
  public static among(requirements: Requirement[]): Discovery[] {
    return requirements.filter(each => each instanceof Discovery);
  }

  private constructor(
    /** `kingpin`, `serverset` or `none`. */
    public readonly format: string,
    /** Where its entries are. */
    public readonly options: DiscoveryOptions,
  ) {
    super(DISCOVERY);
  }
}
