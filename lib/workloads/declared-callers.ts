import { Construct } from 'constructs';
import { Placement } from './placement';
import { registered, registeredNames } from './registry';
import { Caller } from '../ports/caller';
import { CallerPeer } from '../resources/network';
import { Problem } from '../validation/problem';
import { suggest } from '../validation/suggest';

/** A caller of a workload, with what the NetworkPolicy and the proxy need. */
export interface DeclaredCaller extends CallerPeer {
  /** Undefined of pods that are no workload. */
  readonly spiffeId?: string;
  /** Where it is declared. */
  readonly field: string;
  /** Whether another app declares it. */
  readonly elsewhere: boolean;
}

export function declaredCallers(
  callers: Caller[], { cluster, namespace: own }: Placement, field = 'callers',
): DeclaredCaller[] {
  return callers.map(({ name, namespace = own, elsewhere, podLabels }) => ({
    name,
    namespace,
    elsewhere,
    field,
    ...(podLabels && { podLabels }),
    spiffeId: name === '' ? undefined : cluster.spiffeId(namespace, name),
  }));
}

/** The SPIFFE ids of those that have one. */
export function spiffeIdsOf(callers: DeclaredCaller[]): string[] {
  return callers.flatMap(({ spiffeId }) => spiffeId ?? []);
}

/** Callers that the app does not have. Call it once the whole tree is built. */
export function missingCallers(scope: Construct, callers: DeclaredCaller[], cluster: string): Problem[] {
  return callers
    .filter(({ elsewhere, namespace, name }) => !elsewhere && registered(scope, cluster, namespace, name).length === 0)
    .map(({ namespace, name, field }) => ({ value: `${namespace}/${name}`, field }))
    .map(({ value, field }) => ({
      field,
      value,
      rule: `is not a workload of this app on the cluster ${cluster}`,
      fix: `${suggest('workloads', registeredNames(scope, cluster), value)} `
        + 'Write Caller.external(name, namespace) for a workload of another app.',
    }));
}
