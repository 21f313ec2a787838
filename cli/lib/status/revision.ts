import { ROLE_LABEL, SHARD_LABEL } from '../cluster/labels';
import { DaemonSet, Deployment, Job, Pod, ReplicaSet, StatefulSet } from './snapshot/objects';
import { KubernetesObject } from '../cluster/kubernetes-object';

const HASH = 'pod-template-hash';
const REVISION = 'controller-revision-hash';
/** The only thing by which one sees which pods of a daemon set are new. */
const GENERATION = 'deprecated.daemonset.template.generation';

/** What makes the pods of a workload. */
export interface Makers {
  readonly deployments: readonly Deployment[];
  readonly replicaSets: readonly ReplicaSet[];
  readonly statefulSets: readonly StatefulSet[];
  readonly daemonSets: readonly DaemonSet[];
  readonly jobs: readonly Job[];
}

/** Whether a pod is of the revision that its maker wants now. One whose revision is not known is. */
export function isOfRevision(pod: Pod, { deployments, replicaSets, statefulSets, jobs, daemonSets }: Makers): boolean {
  const { labels = {} } = pod.metadata;
  const owner = ownerOf(pod);
  if (owner?.kind === 'ReplicaSet') {
    const newest = deployments.length === 0 ? undefined : newestReplicaSet(deployments[0], replicaSets);
    return newest === undefined || newest.metadata.labels?.[HASH] === labels[HASH];
  }
  if (owner?.kind === 'StatefulSet') {
    const revision = statefulSets.find(({ metadata }) => metadata.name === owner.name)?.status?.updateRevision;
    return revision === undefined || revision === labels[REVISION];
  }
  if (owner?.kind === 'DaemonSet') {
    const wanted = daemonSets.find(({ metadata }) => metadata.name === owner.name)?.metadata.annotations?.[GENERATION];
    return wanted === undefined || wanted === labels['pod-template-generation'];
  }
  if (owner?.kind === 'Job') return jobs.some(({ metadata }) => metadata.name === owner.name);
  return true;
}

/** The replica set of a deployment's newest revision. */
export function newestReplicaSet({ metadata }: Deployment, replicaSets: readonly ReplicaSet[]): ReplicaSet | undefined {
  // Another controller's may have the name, too.
  const own = replicaSets.filter(set => {
    const owner = ownerOf(set);
    return owner?.kind === 'Deployment' && owner.name === metadata.name && owner.uid === (metadata.uid ?? owner.uid);
  });
  const revision = (set: ReplicaSet) => Number(set.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return own.reduce<ReplicaSet | undefined>(
    (best, set) => (best === undefined || revision(set) > revision(best) ? set : best),
    undefined,
  );
}

/** Whether all pods of a deployment are of the newest revision, and as many as it wants. */
export function isRolledOut({ spec, status }: Deployment): boolean {
  const { updatedReplicas = 0, replicas = 0 } = status ?? {};
  return updatedReplicas >= (spec?.replicas ?? 1) && replicas <= updatedReplicas;
}

/** Of each shard, role and run the newest job: former runs stay until somebody removes them. */
export function currentJobs(jobs: readonly Job[]): Job[] {
  const newest = new Map<string, Job>();
  for (const job of jobs) {
    const { labels = {}, creationTimestamp = '' } = job.metadata;
    const key = `${labels[SHARD_LABEL] ?? ''} ${labels[ROLE_LABEL] ?? ''}`;
    const other = newest.get(key);
    if (other === undefined || (other.metadata.creationTimestamp ?? '') < creationTimestamp) newest.set(key, job);
  }
  return [...newest.values()];
}

export function ownerOf({ metadata }: KubernetesObject) {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}
