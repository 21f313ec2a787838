import { Construct } from 'constructs';
import { READY_NODE_LABELS } from '../../cluster/startup-gate';
import { PodPlan } from '../../pod/pod-plan';
import { Component } from '../component';
import { Phase } from '../phase';
import { WorkloadIntent } from '../workload-intent';

/** Pods start only on nodes on which the daemons of their release are ready. Daemons themselves start anywhere. */
export class StartupComponent extends Component {
  public readonly name = 'startup';
  public readonly phase = Phase.ENVIRONMENT;

  public suits(workload: WorkloadIntent): boolean {
    return workload.cluster.startupGate !== undefined && workload.kind !== 'PinterestDaemon';
  }

  public addTo(pod: PodPlan, workload: WorkloadIntent, _beside: Construct): void {
    pod.requireNode(READY_NODE_LABELS + workload.release);
  }
}
