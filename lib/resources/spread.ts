import type { TopologySpreadConstraint } from 'kubernetes-types/core/v1';

/**
 * Spreads pods over zones, then over nodes, as evenly as there is room. Pods that differ in a label of `matchLabelKeys`
 * are counted apart, so that they are still even after a rolling update.
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
