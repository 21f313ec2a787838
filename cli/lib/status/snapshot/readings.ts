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

/** The library's label on all objects, and the one that its pods and what makes them have. */
const MANAGED = 'app.kubernetes.io/managed-by=cdk8s-pinterest';
const WITH_PODS = 'pinterest.com/crd_type';

const reading = (apiVersion: string, plural: string, called: string, more: Partial<Reading> = {}): Reading => (
  { resource: resource(apiVersion, plural), called, ...more }
);

const ALL = {
  pods: reading('v1', 'pods', 'pods', { labels: WITH_PODS }),
  deployments: reading('apps/v1', 'deployments', 'deployments', { labels: MANAGED }),
  replicaSets: reading('apps/v1', 'replicasets', 'replica sets', { labels: WITH_PODS }),
  statefulSets: reading('apps/v1', 'statefulsets', 'stateful sets', { labels: MANAGED }),
  daemonSets: reading('apps/v1', 'daemonsets', 'daemon sets', { labels: MANAGED }),
  jobs: reading('batch/v1', 'jobs', 'jobs', { labels: WITH_PODS }),
  cronJobs: reading('batch/v1', 'cronjobs', 'cron jobs', { labels: MANAGED }),
  events: reading('v1', 'events', 'events', { fields: 'type!=Normal' }),
  scalings: reading('v1', 'events', 'events', { fields: 'reason=TriggeredScaleUp' }),
  autoscalers: reading('autoscaling/v2', 'horizontalpodautoscalers', 'autoscalers', { labels: MANAGED }),
  budgets: reading('policy/v1', 'poddisruptionbudgets', 'disruption budgets'),
  claims: reading('v1', 'persistentvolumeclaims', 'volume claims'),
  certificates: reading('cert-manager.io/v1', 'certificates', 'certificates', { labels: MANAGED, optional: true }),
  requests: reading('cert-manager.io/v1', 'certificaterequests', 'certificate requests', { optional: true }),
  metrics: reading('metrics.k8s.io/v1beta1', 'pods', 'use of CPU', { labels: WITH_PODS, optional: true }),
  nodes: reading('v1', 'nodes', 'nodes', { clusterWide: true }),
} satisfies Readonly<Record<string, Reading>>;

export type ReadingName = keyof typeof ALL;

/** By the names of a snapshot's lists. */
export const READINGS: Readonly<Record<ReadingName, Reading>> = ALL;
