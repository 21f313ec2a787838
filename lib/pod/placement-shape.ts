import { PlacementRules, PodRule } from './placement';
import { admits, isComplete, LABELS_SHAPE, NODE_MATCH_SHAPE, POD_MATCH_SHAPE } from './placement-match';
import { Cluster } from '../cluster/cluster';
import { TOLERATION_SHAPE } from '../requirements/toleration';
import { eachOf, flat, named, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { BOOLEAN, COUNT } from '../validation/scalars';
import { suggest } from '../validation/suggest';
import { valueObject } from '../validation/value-object';

const FIX = 'Write for example Placement.pool("gpu").';

const KEY = text(KINDS.labelKey, { fix: 'Write for example "topology.kubernetes.io/zone".' });

const WEIGHT: Rule = (value, field, problems) => {
  const weight = COUNT(value, field, problems) as number | undefined;
  if (weight === undefined || (weight >= 1 && weight <= 100)) return weight;
  problems.push({ field, value, rule: 'must be from 1 to 100', fix: 'Write for example 50.' });
  return undefined;
};

const SKEW: Rule = (value, field, problems) => {
  const skew = COUNT(value, field, problems) as number | undefined;
  if (skew !== 0) return skew;
  problems.push({ field, value, rule: 'must be at least 1', fix: 'Write 1 or more.' });
  return undefined;
};

const POD_RULE = shape({
  pods: POD_MATCH_SHAPE, options: optional(flat(shape({ preferred: optional(WEIGHT), topologyKey: optional(KEY) }))),
});

/** A rule whose pods or matches are refused is left out. */
function having(member: string, rule: Rule): Rule {
  return (value, field, problems) => {
    const kept = rule(value, field, problems) as Record<string, unknown> | undefined;
    return kept?.[member] === undefined ? undefined : kept;
  };
}

const at = (method: string, rule: Rule) => named(`placement.${method}`, eachOf(rule));

const RULES = shape({
  pools: at('pool', text(KINDS.label)),
  labels: at('nodes', LABELS_SHAPE),
  tolerations: at('tolerating', TOLERATION_SHAPE),
  nodes: at('nodeAffinity', shape({
    matches: eachOf(NODE_MATCH_SHAPE), options: optional(flat(shape({ preferred: optional(WEIGHT) }))),
  })),
  apart: at('apartFrom', having('pods', POD_RULE)),
  near: at('nearTo', having('pods', POD_RULE)),
  spreads: at('spreadOver', shape({
    topologyKey: KEY, options: optional(flat(shape({ maxSkew: optional(SKEW), required: optional(BOOLEAN) }))),
  })),
});

export const PLACEMENT_SHAPE = valueObject('_rules', shape({ _rules: RULES }, FIX), FIX);

/** @param others labels of nodes that the workload's kind has a property of its own for */
export function placementProblems(
  rules: PlacementRules, { name, nodePools }: Cluster, others: object = {}, runsOnEveryNode = false,
): Problem[] {
  const { pools, labels, nodes } = rules;
  const known = nodePools.filter(pool => pools.includes(pool.name));
  return [
    ...pools.filter(pool => !nodePools.some(each => each.name === pool)).map(value => ({
      field: 'placement.pool',
      value,
      rule: `is no node pool of the cluster ${name}`,
      fix: suggest('node pools', nodePools.map(pool => pool.name), value),
    })),
    ...contradictions([others as Record<string, string>, ...known.map(pool => pool.labels), ...labels]),
    ...unmatchable(Object.assign({}, others, ...known.map(pool => pool.labels), ...labels), rules),
    // For a daemon, neither has a meaning.
    ...(runsOnEveryNode ? [] : apartAndNear(rules)),
    ...nodes.flatMap(({ matches }) => matches.filter(match => !isComplete(match))).map(match => ({
      field: 'placement.nodeAffinity',
      value: match.label,
      rule: 'needs a value',
      fix: 'Write the value of the label on the nodes.',
    })),
    ...nodes.filter(({ matches }) => matches.length === 0).map(() => ({
      field: 'placement.nodeAffinity', rule: 'must say something', fix: 'Write for example [NodeMatch.exists("gpu")].',
    })),
  ];
}

/** Labels that nodes must have, and at the same time must not have. */
function unmatchable(labels: Record<string, string>, { nodes }: PlacementRules): Problem[] {
  const required = nodes.filter(({ options }) => options?.preferred === undefined).flatMap(({ matches }) => matches);
  return required.filter(match => Object.hasOwn(labels, match.label) && !admits(match, labels[match.label])).map(match => ({
    field: 'placement.nodeAffinity',
    value: match.label,
    rule: `contradicts ${match.label}=${labels[match.label]}: no node is both`,
    fix: 'Keep one of the two.',
  }));
}

/** Pods that must be where they must not be. */
function apartAndNear({ apart, near }: PlacementRules): Problem[] {
  const keyOf = ({ pods, options }: PodRule) => JSON.stringify([pods, options?.topologyKey ?? '']);
  const required = (pods: PodRule[]) => pods.filter(({ options }) => options?.preferred === undefined).map(keyOf);
  const nowhere = required(apart).some(each => required(near).includes(each));
  return must(!nowhere, {
    field: 'placement.nearTo', rule: 'contradicts apartFrom: both are of the same pods and places', fix: 'Keep one of the two.',
  });
}

/** No node has two values of one label. */
function contradictions(labels: Record<string, string>[]): Problem[] {
  const first = new Map<string, string>();
  return labels.flatMap(each => Object.entries(each)).flatMap(([label, value]) => {
    const other = first.get(label);
    if (other === undefined) first.set(label, value);
    return other === undefined || other === value ? [] : [{
      field: 'placement.nodes',
      value: `${label}=${value}`,
      rule: `contradicts ${label}=${other}: no node has both`,
      fix: 'Keep one of the two, or write nodeAffinity with both values.',
    }];
  });
}
