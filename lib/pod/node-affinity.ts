import type { Affinity, NodeSelectorRequirement } from 'kubernetes-types/core/v1';

/** Adds to an affinity that nodes need all these labels. Terms are alternatives, so each of them gets the requirement. */
export function onNodesWith(labels: string[], affinity: Affinity = {}): Affinity {
  const required: NodeSelectorRequirement[] = labels.map(key => ({ key, operator: 'Exists' }));
  const { nodeAffinity = {} } = affinity;
  const terms = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  const nodeSelectorTerms = terms.map(term => ({ ...term, matchExpressions: [...(term.matchExpressions ?? []), ...required] }));
  return {
    ...affinity, nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  };
}
