import { READY_NODE_LABELS } from '../../labels/keys';
import { PodPlan } from '../../pod/pod-plan';
import { Component } from '../component';
import { ComponentScope } from '../component-scope';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Lets pods start only on nodes where the daemons of their release are ready. Daemons themselves start on any node. */
export class StartupComponent extends Component {
  public readonly name = 'startup';
  public readonly phase = Phase.ENVIRONMENT;
  public readonly purpose?: string = 'pods only on nodes whose daemons are ready';

  public suits(workload: WorkloadIntent): boolean {
    return workload.cluster.startupGate !== undefined && !workload.runsOnEveryNode;
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, _beside: ComponentScope): void {
    pod.requireNode(READY_NODE_LABELS + workload.release);
  }
}
