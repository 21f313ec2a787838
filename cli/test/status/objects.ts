import { Deployment, Event, Job, Pod, ReplicaSet } from '../../lib/status/snapshot/objects';
import { Snapshot } from '../../lib/status/snapshot/snapshot';

/** Commands look at the clock. */
export const NOW = Math.floor(Date.now() / 1000) * 1000;

/** A time so many seconds ago. */
export const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

const labels = (name: string, kind: string) => ({
  'app.kubernetes.io/name': name,
  'pinterest.com/crd_type': kind,
  'pinterest.com/team': 'boards',
  'app.kubernetes.io/managed-by': 'cdk8s-pinterest',
});
const annotations = { 'pinterest.com/contact': 'boards@example.com' };

/** What differs from a cluster without anything. */
export function snapshot(parts: Partial<Snapshot>): Snapshot {
  return {
    now: NOW,
    pods: [],
    deployments: [],
    replicaSets: [],
    statefulSets: [],
    daemonSets: [],
    jobs: [],
    cronJobs: [],
    events: [],
    scalings: [],
    autoscalers: [],
    budgets: [],
    claims: [],
    certificates: [],
    requests: [],
    metrics: [],
    nodes: [],
    failures: [],
    ...parts,
  };
}

interface ServiceOptions {
  readonly replicas?: number;
  /** Ready pods of each revision, the newest last. */
  readonly revisions: readonly (readonly Pod[])[];
  readonly generation?: number;
  readonly observed?: number;
  readonly conditions?: readonly object[];
}

/** A service as the controllers leave it. */
export function service(
  name: string,
  { replicas = 2, revisions, generation = 1, observed = generation, conditions = [] }: ServiceOptions,
): Partial<Snapshot> {
  const ready = (pods: readonly Pod[]) =>
    pods.filter(pod => pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')).length;
  const uid = (n: number) => `${name}-${n}`;
  const replicaSets = revisions.map(
    (pods, n): ReplicaSet => ({
      kind: 'ReplicaSet',
      metadata: {
        name: uid(n),
        namespace: 'shop',
        uid: uid(n),
        labels: { ...labels(name, 'PinterestService'), 'pod-template-hash': `h${n}` },
        annotations: { 'deployment.kubernetes.io/revision': `${n + 1}` },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid: name, controller: true }],
      },
      spec: { replicas: n === revisions.length - 1 ? replicas : pods.length, selector: {} },
      status: { replicas: pods.length, readyReplicas: ready(pods) },
    }),
  );
  const last = revisions.at(-1) ?? [];
  const deployment: Deployment = {
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      uid: name,
      generation,
      labels: labels(name, 'PinterestService'),
      annotations,
      creationTimestamp: ago(3600),
    },
    spec: { replicas, selector: {}, template: { metadata: { labels: labels(name, 'PinterestService') } } },
    status: {
      observedGeneration: observed,
      replicas: revisions.flat().length,
      updatedReplicas: last.length,
      readyReplicas: ready(revisions.flat()),
      conditions: [{ type: 'Progressing', status: 'True', lastUpdateTime: ago(30) as never }, ...(conditions as never[])],
    },
  };
  const pods = revisions.flatMap((some, n) =>
    some.map(
      (pod, at): Pod => ({
        ...pod,
        kind: 'Pod',
        metadata: {
          ...pod.metadata,
          name: `${name}-${n}-${at}`,
          namespace: 'shop',
          uid: `${name}-${n}-${at}`,
          labels: { ...labels(name, 'PinterestService'), 'pod-template-hash': `h${n}` },
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: uid(n), uid: uid(n), controller: true }],
        },
      }),
    ),
  );
  return { deployments: [deployment], replicaSets, pods };
}

type Status = NonNullable<Pod['status']>;
type ContainerState = NonNullable<Status['containerStatuses']>[number];

/** A pod with the container `app`. */
export function podWith(state: Partial<ContainerState> = {}, status: Partial<Status> = {}, spec: object = {}): Pod {
  const isReady = state.ready ?? false;
  return {
    metadata: { name: '', creationTimestamp: ago(600) },
    spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'registry.example.com/api:1' }], ...spec } as never,
    status: {
      phase: 'Running',
      startTime: ago(600) as never,
      conditions: ['Ready', 'ContainersReady'].map(type => ({
        type,
        status: isReady ? 'True' : 'False',
        lastTransitionTime: ago(600) as never,
      })),
      containerStatuses: [
        { name: 'app', image: 'registry.example.com/api:1', imageID: '', ready: isReady, restartCount: 0, ...state },
      ],
      ...status,
    },
  };
}

export const READY: Partial<ContainerState> = { ready: true, state: { running: { startedAt: ago(600) as never } } };
export const waiting = (reason: string, message = ''): Partial<ContainerState> => ({ state: { waiting: { reason, message } } });

export function event(kind: string, uid: string, reason: string, message: string, seconds = 10): Event {
  return {
    metadata: { name: `${uid}.1`, namespace: 'shop' },
    involvedObject: { kind, uid, name: uid, namespace: 'shop' },
    type: 'Warning',
    reason,
    message,
    firstTimestamp: ago(600),
    lastTimestamp: ago(seconds),
  };
}

export function job(
  name: string,
  hash: string,
  status: Job['status'],
  spec: Partial<NonNullable<Job['spec']>> = {},
  created = 600,
): Job {
  return {
    kind: 'Job',
    metadata: {
      name: `${name}-${hash}`,
      namespace: 'shop',
      uid: hash,
      labels: labels(name, 'PinterestJobSet'),
      creationTimestamp: ago(created),
    },
    spec: { completions: 1, template: {} as never, ...spec },
    status,
  };
}

/** Several workloads of one cluster. */
export function together(...parts: readonly Partial<Snapshot>[]): Snapshot {
  const names = new Set(parts.flatMap(part => Object.keys(part)));
  const lists = [...names]
    .filter(name => name !== 'now')
    .map(name => [name, parts.flatMap(part => (part as Record<string, unknown[]>)[name] ?? [])]);
  return snapshot(Object.fromEntries(lists) as Partial<Snapshot>);
}
