import { ROLE_LABEL, SHARD_LABEL } from '../cluster/labels';
import { hasEnded, isEnding } from '../status/containers';
import { Pod } from '../status/snapshot/objects';

/** Which pods of a workload. */
export interface PodSelection {
  /** The number of a shard, or of a rank. */
  readonly index?: string;
  readonly role?: string;
  /** The name of a pod, or its end. */
  readonly pod?: string;
}

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** The number of a pod's shard or rank, or of a pod of a stateful set. */
export function indexOf({ metadata: { annotations, labels } }: Pod): string | undefined {
  return annotations?.[INDEX] ?? labels?.[SHARD_LABEL] ?? labels?.['apps.kubernetes.io/pod-index'];
}

/** Those that are meant, by their names. Of a shard that was tried more than once, the last try; of the others no former pods. */
export function selectPods(pods: readonly Pod[], { index, role, pod }: PodSelection): Pod[] {
  const found = pods.filter(each => (
    (index === undefined || indexOf(each) === index)
    && (role === undefined || each.metadata.labels?.[ROLE_LABEL] === role)
    && (pod === undefined || each.metadata.name === pod || each.metadata.name.endsWith(`-${pod}`))
  ));
  if (pod !== undefined) return byName(found);
  const live = found.filter(each => !isEnding(each));
  return byName(latestTries(live.length > 0 ? live : found));
}

/** The pod that took over from another one of the same number has its place. */
function latestTries(pods: readonly Pod[]): Pod[] {
  const latest = new Map<string, Pod>();
  for (const pod of pods) {
    const index = indexOf(pod);
    const place = index === undefined ? pod.metadata.name : `${pod.metadata.labels?.[ROLE_LABEL] ?? ''} ${index}`;
    const other = latest.get(place);
    if (other === undefined || isLater(pod, other)) latest.set(place, pod);
  }
  return [...latest.values()];
}

function isLater(one: Pod, other: Pod): boolean {
  if (hasEnded(one) !== hasEnded(other)) return hasEnded(other);
  return (one.metadata.creationTimestamp ?? '') > (other.metadata.creationTimestamp ?? '');
}

/** Shard 2 comes before shard 10. */
function byName(pods: readonly Pod[]): Pod[] {
  return [...pods].sort((one, other) => one.metadata.name.localeCompare(other.metadata.name, 'en', { numeric: true }));
}
