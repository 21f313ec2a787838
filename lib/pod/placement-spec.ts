import type {
  Affinity, PodAffinityTerm, PodSpec, Toleration as TolerationSpec, TopologySpreadConstraint, WeightedPodAffinityTerm,
} from 'kubernetes-types/core/v1';
import { PlacementRules, PodRule } from './placement';
import { nodeRequirement, PodMatch } from './placement-match';
import { Cluster } from '../cluster/cluster';
import { NAME_LABEL } from '../labels/keys';
import { Toleration, tolerationSpec } from '../requirements/toleration';

type Labels = Record<string, string>;

/** A pod spec with a placement added: what the kind has written stays. */
export function placed(spec: Partial<PodSpec>, rules: PlacementRules, cluster: Cluster, podLabels: Labels): Partial<PodSpec> {
  const pools = cluster.nodePools.filter(({ name }) => rules.pools.includes(name));
  const nodeSelector: Labels = Object.assign({}, spec.nodeSelector, ...pools.map(({ labels }) => labels), ...rules.labels);
  const taints = pools.flatMap(pool => pool.taints ?? []).map(taint => tolerationSpec(Toleration.taint(taint)));
  const tolerations = onceEach([...spec.tolerations ?? [], ...taints, ...rules.tolerations.map(tolerationSpec)]);
  const affinity = affinityOf(rules, podLabels);
  const constraints = spreadTogether(spec.topologySpreadConstraints ?? [], rules, podLabels);
  return {
    ...spec,
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(tolerations.length > 0 && { tolerations }),
    ...(Object.keys(affinity).length > 0 && { affinity }),
    ...(constraints.length > 0 && { topologySpreadConstraints: constraints }),
  };
}

function onceEach(tolerations: TolerationSpec[]): TolerationSpec[] {
  return [...new Map(tolerations.map(each => [JSON.stringify(each), each])).values()];
}

function affinityOf({ nodes, near, apart }: PlacementRules, podLabels: Labels): Affinity {
  const required = nodes.filter(({ options }) => options?.preferred === undefined).flatMap(({ matches }) => matches);
  const preferred = nodes.flatMap(({ matches, options }) => options?.preferred === undefined ? [] : [{
    weight: options.preferred, preference: { matchExpressions: matches.map(nodeRequirement) },
  }]);
  const nodeAffinity = {
    ...(required.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: required.map(nodeRequirement) }],
      },
    }),
    ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
  };
  return {
    ...(Object.keys(nodeAffinity).length > 0 && { nodeAffinity }),
    ...(near.length > 0 && { podAffinity: podTerms(near, podLabels) }),
    ...(apart.length > 0 && { podAntiAffinity: podTerms(apart, podLabels) }),
  };
}

function podTerms(rules: PodRule[], podLabels: Labels) {
  const required: PodAffinityTerm[] = [];
  const preferred: WeightedPodAffinityTerm[] = [];
  for (const { pods, options = {} } of rules) {
    const term = {
      labelSelector: { matchLabels: labelsOf(pods, podLabels) },
      topologyKey: options.topologyKey ?? 'kubernetes.io/hostname',
      ...(pods.namespace !== undefined && { namespaces: [pods.namespace] }),
    };
    if (options.preferred === undefined) required.push(term);
    else preferred.push({ weight: options.preferred, podAffinityTerm: term });
  }
  return {
    ...(required.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: required }),
    ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
  };
}

function labelsOf({ name, labels }: PodMatch, podLabels: Labels): Labels {
  if (labels) return labels;
  return name === undefined ? podLabels : { [NAME_LABEL]: name };
}

/** The API server takes one of each key and strictness: where the kind has one, the placement says how even it must be. */
function spreadTogether(
  constraints: TopologySpreadConstraint[], { spreads }: PlacementRules, podLabels: Labels,
): TopologySpreadConstraint[] {
  const matchLabelKeys = constraints[0]?.matchLabelKeys;
  const all = new Map(constraints.map(each => [`${each.topologyKey} ${each.whenUnsatisfiable}`, each]));
  for (const { topologyKey, options = {} } of spreads) {
    const whenUnsatisfiable = options.required ? 'DoNotSchedule' : 'ScheduleAnyway';
    const key = `${topologyKey} ${whenUnsatisfiable}`;
    const { maxSkew = 1 } = options;
    const known = options.required ? all.get(key)?.maxSkew : undefined;
    all.set(key, {
      maxSkew: Math.min(maxSkew, known ?? maxSkew),
      topologyKey,
      whenUnsatisfiable,
      labelSelector: { matchLabels: podLabels },
      ...(matchLabelKeys && { matchLabelKeys }),
    });
  }
  return [...all.values()];
}
