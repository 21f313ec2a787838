import { DaemonSet, Node, NodeSelectorRequirement, NodeSelectorTerm, Taint, TAINT, Toleration } from './objects';

/**
 * Whether a DaemonSet should have a pod on a node, by the rules of the DaemonSet controller. A missing pod does not mean
 * that it should not: it may not have been created yet.
 */
export function runsOn(daemon: DaemonSet, node: Node): boolean {
  return Object.entries(daemon.nodeSelector).every(([label, value]) => node.labels[label] === value)
    && (daemon.nodeSelectorTerms?.some(term => matches(term, node)) ?? true)
    && node.taints.filter(taint => repels(taint)).every(taint => daemon.tolerations.some(each => tolerates(each, taint)));
}

/** Taints for temporary conditions of a node do not mean that the daemon does not belong there. */
function repels({ key, effect }: Taint): boolean {
  return effect !== 'PreferNoSchedule' && key !== TAINT && !/^node\.(cloudprovider\.)?kubernetes\.io\//.test(key);
}

function tolerates({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (!key) return operator === 'Exists';
  return key === taint.key && (operator === 'Exists' || value === (taint.value ?? ''));
}

function matches({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  return matchExpressions.every(each => satisfies(each, node.labels[each.key]))
    && matchFields.every(each => satisfies(each, each.key === 'metadata.name' ? node.name : undefined));
}

function satisfies({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt': return value !== undefined && Number(value) < Number(values[0]);
    default: return false;
  }
}
