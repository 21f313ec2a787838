import { AppPort, WorkloadIntent } from './workload-intent';

/**
 * A copy for one component, whose fields it may set without changing what others see.
 * It is not frozen, since jsii marks each struct that goes to another language.
 */
export function ownIntent(intent: WorkloadIntent): WorkloadIntent {
  return {
    ...intent, owner: { ...intent.owner }, ports: copies(intent.ports), directPorts: copies(intent.directPorts),
  };
}

function copies(ports: AppPort[]): AppPort[] {
  return Object.freeze(ports.map(port => ({ ...port }))) as AppPort[];
}
