import {
  Autoscaler, Certificate, CertificateRequest, Claim, CronJob, DaemonSet, Deployment, DisruptionBudget, Event, Job, Node, Pod,
  PodMetrics, ReplicaSet, StatefulSet,
} from './objects';
import { ReadingName } from './readings';
import { Failure } from '../../cluster/read';

/** What a cluster has at a time. What could not be read is empty here, and among the failures. */
export interface Snapshot {
  /** In milliseconds. */
  readonly now: number;
  readonly pods: readonly Pod[];
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly statefulSets: readonly StatefulSet[];
  readonly daemonSets: readonly DaemonSet[];
  readonly jobs: readonly Job[];
  readonly cronJobs: readonly CronJob[];
  readonly events: readonly Event[];
  readonly scalings: readonly Event[];
  readonly autoscalers: readonly Autoscaler[];
  readonly budgets: readonly DisruptionBudget[];
  readonly claims: readonly Claim[];
  readonly certificates: readonly Certificate[];
  readonly requests: readonly CertificateRequest[];
  readonly metrics: readonly PodMetrics[];
  readonly nodes: readonly Node[];
  readonly failures: readonly Unread[];
}

/** What could not be read. */
export interface Unread {
  readonly what: ReadingName;
  /** None for what is in no namespace, or was read in all of them. */
  readonly namespace?: string;
  readonly failure: Failure;
}
