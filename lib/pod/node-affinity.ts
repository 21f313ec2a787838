import type { Affinity, NodeSelectorRequirement } from 'kubernetes-types/core/v1';

/** An affinity, and nodes that have all those labels. Terms are alternatives: each of them must say so. */
export function onNodesWith(labels: string[], affinity: Affinity = {}): Affinity {
  const required: NodeSelectorRequirement[] = labels.map(key => ({ key, operator: 'Exists' }));
  const { nodeAffinity = {} } = affinity;
  const terms = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  const nodeSelectorTerms = terms.map(term => ({ ...term, matchExpressions: [...(term.matchExpressions ?? []), ...required] }));
  return {
    ...affinity, nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  };
}
