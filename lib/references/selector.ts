import { Fields, fieldsOf, isFields, itemsOf } from './fields';
import { asString } from '../validation/words';

/** Which pods are meant. */
export interface Selector {
  /** The labels that a pod must have. */
  readonly labels: Fields;
  /** `matchExpressions`. */
  readonly expressions: readonly unknown[];
}

/** That of a Service, or of a ReplicationController. */
export function selectorOfLabels(labels: unknown): Selector {
  return { labels: fieldsOf(labels), expressions: NONE };
}

export function selectorOf(selector: unknown): Selector {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  return { labels: fieldsOf(matchLabels), expressions: itemsOf(matchExpressions) };
}

const NONE: readonly unknown[] = [];

export function hasLabels({ labels }: Selector): boolean {
  return Object.keys(labels).length > 0;
}

export function selects({ labels, expressions }: Selector, of: Fields): boolean {
  for (const key of Object.keys(labels)) if (of[key] !== labels[key]) return false;
  return expressions.every(expression => isFields(expression) && holds(expression, of));
}

/** What is no expression holds for no pod: nothing is said of it then. */
function holds({ key, operator, values }: Fields, of: Fields): boolean {
  const value = of[asString(key)];
  switch (operator) {
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'In': return value !== undefined && itemsOf(values).includes(value);
    case 'NotIn': return value === undefined || !itemsOf(values).includes(value);
    default: return false;
  }
}
