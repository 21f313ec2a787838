import { ComponentScope } from './component-scope';
import { InstallTarget } from './install-target';
import { Phase } from './phase';
import { IReleaseComponent } from './release-component';
import { WorkloadIntent } from './workload-intent';
import { PodPlan } from '../pod/pod-plan';
import { FieldReasons } from '../tree/field-reasons';

/**
 * A part of the runtime, such as the traffic proxy: what it adds to a pod, next to the workload, and on the cluster.
 *
 * Its methods are called while the construct tree is built. They must only add, and read nothing but their arguments.
 */
export abstract class Component implements IReleaseComponent {
  /** Its name, unique in a release, such as `traffic`. */
  public abstract readonly name: string;

  /** When it acts, relative to other components. */
  public abstract readonly phase: Phase;

  /**
   * What it is for, as half a sentence without a full stop: `mTLS: checks callers, drains`. `pinterest explain` says it of what
   * the component has added.
   *
   * @default - nothing is said
   */
  public readonly purpose?: string;

  /** Whether this workload gets the component. By default every workload does. */
  public suits(_workload: WorkloadIntent): boolean {
    return true;
  }

  /**
   * Adds variables, volumes, init containers and sidecars to the pod, and objects next to the workload, in its namespace.
   *
   * @param _beside the scope for such objects and for problem reports
   */
  public addTo(_pod: PodPlan, _workload: WorkloadIntent, _beside: ComponentScope): void {}

  /** Adds what a cluster needs once, such as daemons, issuers or RBAC. */
  public install(_target: InstallTarget): void {}

  /** The settings that a release freezes, such as images. Reports compare them to show what a new release changes. */
  public settings(): { [name: string]: string } {
    return {};
  }

  /** Why it adds what it adds. @internal */
  public _reasons(): FieldReasons {
    return {};
  }
}
