import { WorkloadIntent } from './workload-intent';

/**
 * A copy for one component, whose fields it may set without changing what others see.
 * It is not frozen, since jsii marks each struct that goes to another language.
 */
export function ownIntent(intent: WorkloadIntent): WorkloadIntent {
  return {
    ...intent,
    owner: { ...intent.owner },
    ports: copies(intent.ports),
    directPorts: copies(intent.directPorts),
    calls: copies(intent.calls),
  };
}

function copies<T extends object>(list: T[]): T[] {
  return Object.freeze(list.map(each => ({ ...each }))) as T[];
}
