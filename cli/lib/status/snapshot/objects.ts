import type * as apps from 'kubernetes-types/apps/v1';
import type * as batch from 'kubernetes-types/batch/v1';
import type * as core from 'kubernetes-types/core/v1';
import { KubernetesObject } from '../../cluster/kubernetes-object';

/** What is read of a cluster. Each field may be missing: the object may be new, or of another version. */
type Of<T> = KubernetesObject & Omit<T, 'apiVersion' | 'kind' | 'metadata'>;

export type Pod = Of<core.Pod>;
export type Node = Of<core.Node>;
export type Claim = Of<core.PersistentVolumeClaim>;
export type Service = Of<core.Service>;
export type Deployment = Of<apps.Deployment>;
export type ReplicaSet = Of<apps.ReplicaSet>;
export type StatefulSet = Of<apps.StatefulSet>;
export type DaemonSet = Of<apps.DaemonSet>;
export type CronJob = Of<batch.CronJob>;
export type ContainerStatus = core.ContainerStatus;

/** With what versions after 1.30 have. */
export type Job = Of<batch.Job> & { readonly status?: batch.JobStatus & { readonly failedIndexes?: string } };

export interface Event extends KubernetesObject {
  readonly involvedObject?: {
    readonly kind?: string;
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
  };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** Of cert-manager. */
export interface Certificate extends KubernetesObject {
  readonly spec?: { readonly secretName?: string; readonly issuerRef?: { readonly kind?: string; readonly name?: string } };
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly notAfter?: string;
    readonly lastFailureTime?: string;
    readonly failedIssuanceAttempts?: number;
  };
}

export interface CertificateRequest extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly Condition[]; readonly failureTime?: string };
}

export interface Autoscaler extends KubernetesObject {
  readonly spec?: {
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
  };
  readonly status?: {
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly conditions?: readonly Condition[];
  };
}

export interface DisruptionBudget extends KubernetesObject {
  readonly spec?: { readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> } };
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly currentHealthy?: number;
    readonly desiredHealthy?: number;
    readonly expectedPods?: number;
  };
}

/** What the containers of a pod use, by metrics-server. */
export interface PodMetrics extends KubernetesObject {
  readonly timestamp?: string;
  readonly containers?: readonly {
    readonly name: string;
    readonly usage?: { readonly cpu?: string; readonly memory?: string };
  }[];
}
