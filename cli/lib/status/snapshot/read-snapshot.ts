import { ReadingName, READINGS } from './readings';
import { slim } from './slim';
import { Snapshot, Unread } from './snapshot';
import { ClusterReader, Listed } from '../../cluster/cluster-reader';
import { KubernetesObject } from '../../cluster/kubernetes-object';
import { FailureReason } from '../../cluster/read';

/** A snapshot, and the state of each list from which a watch can go on. */
export interface ReadSnapshot {
  readonly snapshot: Snapshot;
  readonly lists: readonly ReadList[];
}

export interface ReadList {
  readonly what: ReadingName;
  readonly namespace?: string;
  readonly listed: Listed<KubernetesObject>;
}

/**
 * Reads each kind of object once, page by page.
 *
 * @param namespaces all of them without it
 * @param skipped what is known already
 */
export async function readSnapshot(
  cluster: ClusterReader,
  namespaces?: readonly string[],
  now = Date.now(),
  skipped: (what: ReadingName, namespace?: string) => boolean = () => false,
): Promise<ReadSnapshot> {
  const failures: Unread[] = [];
  const lists: ReadList[] = [];
  const places: readonly (string | undefined)[] = namespaces ?? [undefined];
  const names = Object.keys(READINGS) as ReadingName[];
  await Promise.all(
    names.flatMap(what =>
      (READINGS[what].clusterWide ? [undefined] : places).map(async namespace => {
        if (skipped(what, namespace)) return;
        const read = await readList(cluster, what, namespace);
        if (read.failure === undefined) lists.push({ what, namespace, listed: read.value });
        else if (!isNoMatter(what, read.failure.reason)) failures.push({ what, namespace, failure: read.failure });
      }),
    ),
  );
  return { snapshot: snapshotOf(lists, failures, now), lists };
}

export function readList(cluster: ClusterReader, what: ReadingName, namespace?: string) {
  const { resource, labels, fields } = READINGS[what];
  return cluster.list<KubernetesObject>(resource, { namespace, labels, fields }, slim);
}

/** Failures in an order that is the same each time. */
export function snapshotOf(
  lists: readonly Pick<ReadList, 'what' | 'listed'>[],
  failures: readonly Unread[],
  now: number,
): Snapshot {
  const names = Object.keys(READINGS) as ReadingName[];
  const items = names.map(name => [name, lists.filter(({ what }) => what === name).flatMap(({ listed }) => listed.items)]);
  const order = (one: Unread) => `${`${names.indexOf(one.what)}`.padStart(3)} ${one.namespace ?? ''}`;
  const sorted = [...failures].sort((one, other) => (order(one) < order(other) ? -1 : 1));
  return { now, failures: sorted, ...Object.fromEntries(items) } as Snapshot;
}

/** A cluster without cert-manager or metrics-server has nothing to say of them. */
function isNoMatter(what: ReadingName, reason: FailureReason): boolean {
  return reason === FailureReason.NOT_FOUND && READINGS[what].optional === true;
}
