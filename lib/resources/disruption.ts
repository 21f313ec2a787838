/**
 * One pod in ten, but at least one, may be evicted at a time. A pod that is not ready may always go:
 * it serves nobody, and would only hold up the drain of its node.
 */
export function disruptionBudgetSpec(podLabels: Record<string, string>) {
  return {
    maxUnavailable: '10%',
    selector: { matchLabels: podLabels },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
}
