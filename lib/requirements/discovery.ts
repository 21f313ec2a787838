import { amongOf } from './among';
import { Requirement } from './requirement';

/** Name of the component that registers pods. */
export const DISCOVERY = 'discovery';

/** Where clients find a workload, and at which port. */
export interface DiscoveryOptions {
  /**
   * The ZooKeeper folder of its entries, such as `/discovery/api/prod`. If it is not the default one, the Namespace must allow
   * it: the infrastructure team lists it in the annotation `pinterest.com/discovery-paths` there. Without that the pods run, but
   * are not registered; from Kubernetes 1.30 on they are not even created.
   *
   * @default - `<root>/<service>.<namespace>/<environment>`, with the cluster's root and environment
   */
  readonly path?: string;

  /**
   * Name of the port that clients call. If a proxy is in front of it, the entries have the proxy's port.
   *
   * @default - the first port of the container that is not `metrics`
   */
  readonly port?: string;
}

/** How clients find the ready pods of a workload in ZooKeeper. */
export class Discovery extends Requirement {
  /** An entry for each pod, named `<32 hex>-<ip>:<port>` and empty: readers take what follows the first `-`. */
  public static kingpin(options: DiscoveryOptions = {}): Discovery {
    return new Discovery('kingpin', options);
  }

  /**
   * An entry for each pod, named `member_<number>`, with JSON as Finagle reads it. Other ports of the workload are
   * additional endpoints under their names; the shard is the pod's number in a PinterestStatefulSet, else 0.
   */
  public static serverset(options: DiscoveryOptions = {}): Discovery {
    return new Discovery('serverset', options);
  }

  /** No entries: clients do not find the workload in ZooKeeper. */
  public static none(): Discovery {
    return new Discovery('none', {});
  }

  /** The Discovery requirements among a workload's requirements. */
  public static among(requirements: Requirement[]): Discovery[] {
    return amongOf(requirements, Discovery, 'Discovery.among');
  }

  private constructor(
    /** `kingpin`, `serverset` or `none`. */
    public readonly format: string,
    /** The folder and port of its entries. */
    public readonly options: DiscoveryOptions,
  ) {
    super(DISCOVERY);
  }
}
