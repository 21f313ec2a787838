import {
  Autoscaler,
  Certificate,
  CertificateRequest,
  Claim,
  CronJob,
  DaemonSet,
  Deployment,
  DisruptionBudget,
  Event,
  Job,
  Pod,
  PodMetrics,
  ReplicaSet,
  StatefulSet,
} from './snapshot/objects';

/** A workload of the library: all kinds have a namespace of names in common. */
export interface WorkloadId {
  readonly namespace: string;
  readonly name: string;
  /** Such as `PinterestService`. */
  readonly kind: string;
  readonly team?: string;
  /** How that team is reached. */
  readonly contact?: string;
}

/** What a cluster has of a workload. */
export interface Workload extends WorkloadId {
  /** The controllers that it may have; none are what it is about. */
  readonly deployments: readonly Deployment[];
  readonly statefulSets: readonly StatefulSet[];
  readonly daemonSets: readonly DaemonSet[];
  readonly cronJobs: readonly CronJob[];
  /** Those of the newest run: of each shard or role one. */
  readonly jobs: readonly Job[];
  readonly replicaSets: readonly ReplicaSet[];
  /** Pods of the revision or run that is wanted now. Those of former ones only leave. */
  readonly pods: readonly Pod[];
  readonly formerPods: readonly Pod[];
  /** Warnings about any of these, the latest first. */
  readonly events: readonly Event[];
  /** Of a cluster's autoscaler that has been asked for a node. */
  readonly scalings: readonly Event[];
  readonly autoscalers: readonly Autoscaler[];
  readonly budgets: readonly DisruptionBudget[];
  readonly claims: readonly Claim[];
  readonly certificates: readonly Certificate[];
  readonly requests: readonly CertificateRequest[];
  readonly metrics: readonly PodMetrics[];
}

export const keyOf = ({ namespace, name }: Pick<WorkloadId, 'namespace' | 'name'>): string => `${namespace}/${name}`;
