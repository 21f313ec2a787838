/**
 * How many pods may be evicted at a time; a percentage is rounded up. A pod that is not ready may always be evicted:
 * it serves nobody, and would only block the drain of its node.
 */
export function disruptionBudgetSpec(podLabels: Record<string, string>, maxUnavailable: string | number) {
  return {
    maxUnavailable,
    selector: { matchLabels: podLabels },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}
