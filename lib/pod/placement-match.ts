import type { NodeSelectorRequirement } from 'kubernetes-types/core/v1';
import { eachOf, emptyOr, mapOf, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { COUNT } from '../validation/scalars';
import { valueObject } from '../validation/value-object';

/** What a label of a node must say. */
export class NodeMatch {
  /** One of these values. */
  public static isIn(label: string, values: string[]): NodeMatch {
    return new NodeMatch(label, 'In', values);
  }

  /** None of these values; a node without the label is right, too. */
  public static isNotIn(label: string, values: string[]): NodeMatch {
    return new NodeMatch(label, 'NotIn', values);
  }

  /** Any value. */
  public static exists(label: string): NodeMatch {
    return new NodeMatch(label, 'Exists');
  }

  /** The node does not have the label. */
  public static isMissing(label: string): NodeMatch {
    return new NodeMatch(label, 'DoesNotExist');
  }

  /** A whole number above this one. */
  public static isAbove(label: string, number: number): NodeMatch {
    return new NodeMatch(label, 'Gt', undefined, number);
  }

  /** A whole number below this one. */
  public static isBelow(label: string, number: number): NodeMatch {
    return new NodeMatch(label, 'Lt', undefined, number);
  }

  private constructor(
    /** The label's name. */
    public readonly label: string,
    /** As Kubernetes calls it: `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`. */
    public readonly operator: string,
    public readonly values?: string[],
    public readonly number?: number,
  ) {}
}

/** Which pods. */
export class PodMatch {
  /** The pods of the workload itself. */
  public static readonly SELF = new PodMatch();

  /** The pods of a workload by its name; in the same namespace unless another one is said. */
  public static workload(name: string, namespace?: string): PodMatch {
    return new PodMatch(name ?? '', undefined, namespace);
  }

  /** The pods with these labels; in the same namespace unless another one is said. */
  public static labelled(labels: { [label: string]: string }, namespace?: string): PodMatch {
    // Without labels it would be the workload itself.
    return new PodMatch(undefined, labels ?? ('' as any), namespace);
  }

  private constructor(
    /** The name of their workload. */
    public readonly name?: string,
    public readonly labels?: { [label: string]: string },
    public readonly namespace?: string,
  ) {}
}

const NODE_FIX = 'Write for example NodeMatch.exists("gpu").';
const POD_FIX = 'Write for example PodMatch.SELF.';
const OPERATORS = { In: 'In', NotIn: 'NotIn', Exists: 'Exists', DoesNotExist: 'DoesNotExist', Gt: 'Gt', Lt: 'Lt' };

export const LABELS_SHAPE = mapOf(KINDS.labelKey, emptyOr(text(KINDS.labelValue, { fix: 'Write the value of the label.' })));

export const NODE_MATCH_SHAPE = valueObject('operator', shape({
  label: text(KINDS.labelKey),
  operator: oneOf(OPERATORS, 'operator', NODE_FIX),
  values: (value, field, problems) => value === undefined ? undefined : VALUES(value, field, problems),
  number: optional(COUNT),
}, NODE_FIX), NODE_FIX);
const VALUES = eachOf(emptyOr(text(KINDS.labelValue, { fix: 'Write the value of the label.' })));

/** Without any they would be all pods of the namespace. */
const SOME_LABELS: Rule = (value, field, problems) => {
  const labels = LABELS_SHAPE(value, field, problems) as object;
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) {
    problems.push({ field, rule: 'must name a label', fix: 'Write for example { "app.kubernetes.io/name": "api" }.' });
  }
  return labels;
};

export const POD_MATCH_SHAPE = valueObject('namespace', shape({
  name: optional(text(KINDS.labelledName)), labels: optional(SOME_LABELS), namespace: optional(text(KINDS.label)),
}, POD_FIX), POD_FIX);

export function nodeRequirement({ label, operator, values, number }: NodeMatch): NodeSelectorRequirement {
  const list = number === undefined ? values : [`${number}`];
  return { key: label, operator, ...(list && { values: list }) };
}

/** Whether a node with this value of the label is right. */
export function admits({ operator, values = [], number = 0 }: NodeMatch, value: string): boolean {
  switch (operator) {
    case 'In': return values.includes(value);
    case 'NotIn': return !values.includes(value);
    case 'DoesNotExist': return false;
    case 'Gt': return Number(value) > number;
    case 'Lt': return Number(value) < number;
    default: return true;
  }
}

/** Whether it says what the API server wants to know. */
export function isComplete({ operator, values, number }: NodeMatch): boolean {
  if (operator === 'In' || operator === 'NotIn') return values !== undefined && values.length > 0;
  return number !== undefined || (operator !== 'Gt' && operator !== 'Lt');
}
