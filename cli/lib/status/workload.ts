import { Intended } from './intended';
import { Event, Job, Pod } from './snapshot/objects';
import { Snapshot } from './snapshot/snapshot';

/** A workload of the library: all kinds have a namespace of names in common. */
export interface WorkloadId {
  readonly namespace: string;
  readonly name: string;
  /** Such as `PinterestService`. */
  readonly kind: string;
  readonly team?: string;
  /** How that team is reached. */
  readonly contact?: string;
  /** What its app says; not known outside of a project. */
  readonly intended?: Intended;
}

/** What a cluster has of a workload; its controllers are what it is about. */
export interface Workload extends WorkloadId, Omit<Snapshot, 'now' | 'nodes' | 'failures'> {
  /** Those of the newest run: of each shard or role one. */
  readonly jobs: readonly Job[];
  /** Pods of the revision or run that is wanted now. Those of former ones only leave. */
  readonly pods: readonly Pod[];
  readonly formerPods: readonly Pod[];
  /** Warnings about any of these, the latest first. */
  readonly events: readonly Event[];
  /** Of a cluster's autoscaler that has been asked for a node. */
  readonly scalings: readonly Event[];
}

export const keyOf = ({ namespace, name }: Pick<WorkloadId, 'namespace' | 'name'>): string => `${namespace}/${name}`;
