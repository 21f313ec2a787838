import { ComponentScope } from './component-scope';
import { InstallTarget } from './install-target';
import { Phase } from './phase';
import { IReleaseComponent } from './release-component';
import { WorkloadIntent } from './workload-intent';
import { PodPlan } from '../pod/pod-plan';

/**
 * A piece of the runtime, such as the traffic proxy: what it adds to a pod, beside the workload, and on the cluster.
 *
 * Its methods are called while the construct tree is built; they only add, and read nothing but their arguments.
 */
export abstract class Component implements IReleaseComponent {
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
   * @param _beside the scope of such objects, where problems are reported, too
   */
  public addTo(_pod: PodPlan, _workload: WorkloadIntent, _beside: ComponentScope): void {}

  /** Adds what the cluster needs once: daemons, issuers, RBAC. */
  public install(_target: InstallTarget): void {}

  /** What its release fixes of it, such as its images. Reports tell by it what a new release changes. */
  public settings(): { [name: string]: string } {
    return {};
  }
}
