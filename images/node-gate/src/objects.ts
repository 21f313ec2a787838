export const TAINT = 'pinterest.com/startup';

/** On DaemonSets and their pods: the release that they belong to. */
export const RUNTIME_LABEL = 'pinterest.com/runtime';

/** The needed part of a Node. */
export interface Node {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly taints: Taint[];
}

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

export interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: NodeSelectorRequirement[];
  readonly matchFields?: NodeSelectorRequirement[];
}

/** The needed part of a DaemonSet. */
export interface DaemonSet {
  readonly name: string;
  readonly release: string;
  readonly nodeSelector: Record<string, string>;
  /** One of these must match; undefined if there is no such rule. */
  readonly nodeSelectorTerms?: NodeSelectorTerm[];
  readonly tolerations: Toleration[];
}

/** The needed part of a Pod. */
export interface DaemonPod {
  readonly name: string;
  readonly node: string;
  readonly daemon: string;
  readonly ready: boolean;
}

export function nodeOf({ metadata, spec }: any): Node {
  return { name: metadata.name, labels: metadata.labels ?? {}, taints: spec.taints ?? [] };
}

export function daemonSetOf({ metadata, spec }: any): DaemonSet {
  const { nodeSelector = {}, affinity, tolerations = [] } = spec.template.spec;
  return {
    name: metadata.name,
    release: metadata.labels[RUNTIME_LABEL],
    nodeSelector,
    nodeSelectorTerms: affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms,
    tolerations,
  };
}

export function daemonPodOf({ metadata, spec, status }: any): DaemonPod {
  const owner = metadata.ownerReferences?.find((each: any) => each.controller && each.kind === 'DaemonSet');
  const ready = status.conditions?.some((each: any) => each.type === 'Ready' && each.status === 'True') ?? false;
  return {
    name: metadata.name,
    node: spec.nodeName ?? '',
    daemon: owner?.name ?? '',
    ready: ready && !metadata.deletionTimestamp,
  };
}
