import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';

/**
 * Over zones, then over nodes, as evenly as there is room: pods that differ in one of the labels for themselves,
 * so that a rolling update does not end lopsided.
 */
export function spread(podLabels: Record<string, string>, matchLabelKeys?: string[]): TopologySpreadConstraint[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: podLabels },
    matchLabelKeys,
  }));
}
