import { KIND_LABEL, OURS } from '../../cluster/labels';
import { Resource, resource } from '../../cluster/resource';

/** What is read of a cluster to tell how its workloads are. */
export interface Reading {
  readonly resource: Resource;
  /** As people call it. */
  readonly called: string;
  readonly labels?: string;
  readonly fields?: string;
  /** Whether the objects are in no namespace. */
  readonly clusterWide?: boolean;
  /** Whether a cluster may be without it. */
  readonly optional?: boolean;
}


const reading = (apiVersion: string, plural: string, called: string, more: Partial<Reading> = {}): Reading => (
  { resource: resource(apiVersion, plural), called, ...more }
);

const ALL = {
  pods: reading('v1', 'pods', 'pods', { labels: KIND_LABEL }),
  deployments: reading('apps/v1', 'deployments', 'deployments', { labels: OURS }),
  replicaSets: reading('apps/v1', 'replicasets', 'replica sets', { labels: KIND_LABEL }),
  statefulSets: reading('apps/v1', 'statefulsets', 'stateful sets', { labels: OURS }),
  daemonSets: reading('apps/v1', 'daemonsets', 'daemon sets', { labels: OURS }),
  jobs: reading('batch/v1', 'jobs', 'jobs', { labels: KIND_LABEL }),
  cronJobs: reading('batch/v1', 'cronjobs', 'cron jobs', { labels: OURS }),
  events: reading('v1', 'events', 'events', { fields: 'type!=Normal' }),
  scalings: reading('v1', 'events', 'events', { fields: 'reason=TriggeredScaleUp' }),
  autoscalers: reading('autoscaling/v2', 'horizontalpodautoscalers', 'autoscalers', { labels: OURS }),
  budgets: reading('policy/v1', 'poddisruptionbudgets', 'disruption budgets'),
  claims: reading('v1', 'persistentvolumeclaims', 'volume claims'),
  certificates: reading('cert-manager.io/v1', 'certificates', 'certificates', { labels: OURS, optional: true }),
  requests: reading('cert-manager.io/v1', 'certificaterequests', 'certificate requests', { optional: true }),
  metrics: reading('metrics.k8s.io/v1beta1', 'pods', 'use of CPU', { labels: KIND_LABEL, optional: true }),
  nodes: reading('v1', 'nodes', 'nodes', { clusterWide: true }),
} satisfies Readonly<Record<string, Reading>>;

export type ReadingName = keyof typeof ALL;

/** By the names of a snapshot's lists. */
export const READINGS: Readonly<Record<ReadingName, Reading>> = ALL;
