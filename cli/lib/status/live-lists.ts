import { readList, ReadList, ReadSnapshot, readSnapshot, snapshotOf } from './snapshot/read-snapshot';
import { ReadingName, READINGS } from './snapshot/readings';
import { slim } from './snapshot/slim';
import { Unread } from './snapshot/snapshot';
import { ClusterReader } from '../cluster/cluster-reader';
import { KubernetesObject } from '../cluster/kubernetes-object';
import { FailureReason } from '../cluster/read';

/** What changes all the time during a rollout. The rest is read anew now and then: each watch is a process. */
const WATCHED: readonly ReadingName[] = ['pods', 'events', 'deployments', 'replicaSets', 'statefulSets', 'daemonSets', 'jobs'];
const ALWAYS: readonly ReadingName[] = ['pods', 'events'];
const REREAD_MS = 10_000;
const PAUSE_MS = 1000;

/** Lists of a cluster that are kept up to date by watches. */
export class LiveLists {
  private readonly watched = new Map<string, { readonly list: ReadList; readonly items: Map<string, KubernetesObject> }>();
  private rest: readonly ReadList[] = [];
  private failures: readonly Unread[] = [];
  private readAt = 0;
  private changed?: () => void;

  constructor(
    private readonly cluster: ClusterReader,
    private readonly namespaces: readonly string[] | undefined,
    private readonly signal: AbortSignal,
  ) {}

  /** Has something called after each change. */
  public onChange(changed: () => void): void {
    this.changed = changed;
  }

  /** What the cluster has now. */
  public async snapshot(now = Date.now()): Promise<ReadSnapshot> {
    if (now - this.readAt > REREAD_MS) await this.read(now);
    const kept = [...this.watched.values()].map(({ list, items }) => ({
      ...list,
      listed: { ...list.listed, items: [...items.values()] },
    }));
    const lists = [...kept, ...this.rest];
    return { lists, snapshot: snapshotOf(lists, this.failures, now) };
  }

  /** Reads all that is not watched yet. */
  private async read(now: number): Promise<void> {
    const skipped = (what: ReadingName, namespace?: string) => this.watched.has(keyOf(what, namespace));
    const { lists, snapshot } = await readSnapshot(this.cluster, this.namespaces, now, skipped);
    this.readAt = now;
    this.failures = snapshot.failures;
    const [watched, rest] = [lists.filter(isWatched), lists.filter(list => !isWatched(list))];
    this.rest = rest;
    for (const list of watched) this.watch(list);
  }

  private watch(list: ReadList): void {
    const entry = { list, items: new Map(list.listed.items.map(item => [idOf(item), item])) };
    this.watched.set(keyOf(list.what, list.namespace), entry);
    void this.follow(list.what, list.namespace, list.listed.resourceVersion, entry.items);
  }

  private async follow(
    what: ReadingName,
    namespace: string | undefined,
    from: string,
    items: Map<string, KubernetesObject>,
  ): Promise<void> {
    const { resource, labels, fields } = READINGS[what];
    let version = from;
    while (!this.signal.aborted) {
      const ended = await this.cluster.watch<KubernetesObject>(
        resource,
        { namespace, labels, fields },
        version,
        ({ type, object }) => {
          version = object.metadata.resourceVersion ?? version;
          if (type === 'DELETED') items.delete(idOf(object));
          else items.set(idOf(object), slim(object));
          this.changed?.();
        },
        this.signal,
      );
      if (this.signal.aborted || ended.reason === FailureReason.ENDED) return;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
      // What the watch has missed.
      const { value } = await readList(this.cluster, what, namespace);
      if (value === undefined) continue;
      version = value.resourceVersion;
      items.clear();
      for (const item of value.items) items.set(idOf(item), item);
      this.changed?.();
    }
  }
}

/** Kinds that are not there yet are only read: they are watched once there is one. */
function isWatched({ what, listed }: ReadList): boolean {
  return WATCHED.includes(what) && (ALWAYS.includes(what) || listed.items.length > 0);
}

const keyOf = (what: ReadingName, namespace: string | undefined): string => `${what} ${namespace ?? ''}`;
const idOf = ({ metadata: { namespace, name } }: KubernetesObject): string => `${namespace}/${name}`;
