import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';

/**
 * Over zones, then over nodes, as evenly as there is room: each version of a Deployment for itself,
 * so that a rolling update does not end lopsided.
 */
export function spread(podLabels: Record<string, string>): TopologySpreadConstraint[] {
  return ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: podLabels },
    matchLabelKeys: ['pod-template-hash'],
  }));
}
