export const TAINT = 'pinterest.com/startup';

/** On DaemonSets and their pods: the release that they belong to. */
export const RUNTIME_LABEL = 'pinterest.com/runtime';

/** The needed part of a Node. */
export interface Node {
  readonly name: string;
  /** Another one after it was deleted and added again. */
  readonly uid: string;
  /** In milliseconds; Kubernetes has whole seconds only. */
  readonly created: number;
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
  readonly uid: string;
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
  /** The uid of its DaemonSet; empty if it has none. */
  readonly daemon: string;
  readonly created: number;
  /** When it became ready, in milliseconds; undefined if it is not. */
  readonly readySince?: number;
}

export function nodeOf({ metadata, spec }: any): Node {
  return {
    name: metadata.name,
    uid: metadata.uid,
    created: Date.parse(metadata.creationTimestamp),
    labels: metadata.labels ?? {},
    taints: spec.taints ?? [],
  };
}

export function daemonSetOf({ metadata, spec }: any): DaemonSet {
  const { nodeSelector = {}, affinity, tolerations = [] } = spec.template.spec;
  return {
    name: metadata.name,
    uid: metadata.uid,
    release: metadata.labels[RUNTIME_LABEL],
    nodeSelector,
    nodeSelectorTerms: affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms,
    tolerations,
  };
}

export function daemonPodOf({ metadata, spec, status }: any): DaemonPod {
  const owner = metadata.ownerReferences?.find((each: any) => each.controller && each.kind === 'DaemonSet');
  const ready = status.conditions?.find((each: any) => each.type === 'Ready' && each.status === 'True');
  return {
    name: metadata.name,
    node: spec.nodeName ?? '',
    daemon: owner?.uid ?? '',
    created: Date.parse(metadata.creationTimestamp),
    ...(ready && !metadata.deletionTimestamp && { readySince: Date.parse(ready.lastTransitionTime) }),
  };
}

/**
 * Whether a pod has become ready on this very node: what was ready on a former node of the same name says nothing of this one.
 * Within one second only a pod that was created since can have.
 */
export function isReadyOn({ node, created, readySince }: DaemonPod, { name, created: nodeCreated }: Node): boolean {
  if (node !== name || readySince === undefined) return false;
  return readySince > nodeCreated || (readySince === nodeCreated && created >= nodeCreated);
}
