import { Construct } from 'constructs';
import { Phase } from './phase';
import { WorkloadIntent } from './workload-intent';
import { Cluster } from '../platform/cluster';
import { PodPlan } from '../pod/pod-plan';

/** Where a release's daemons and cluster objects are installed. */
export interface InstallTarget {
  /** The cluster that is installed on. */
  readonly cluster: Cluster;

  /** The release that is installed: put it in every name, so that two releases never collide. */
  readonly release: string;
}

/**
 * A piece of the runtime, such as the traffic proxy: what it adds to a pod, beside the workload, and on the cluster.
 *
 * Its methods are called while the construct tree is built; they only add, and read nothing but their arguments.
 */
export abstract class Component {
  /** Unique in a release, such as `traffic`. */
  public abstract readonly name: string;

  /** When it acts. */
  public abstract readonly phase: Phase;

  /** Whether this workload gets the component. By default every workload does. */
  public suits(_workload: WorkloadIntent): boolean {
    return true;
  }

  /**
   * Adds to the pod (variables, volumes, init containers, sidecars), and objects beside the workload, in its namespace.
   *
   * @param _beside the scope of such objects
   */
  public addTo(_pod: PodPlan, _workload: WorkloadIntent, _beside: Construct): void {}

  /** Adds what the cluster needs once: daemons, issuers, RBAC. */
  public install(_scope: Construct, _target: InstallTarget): void {}
}
