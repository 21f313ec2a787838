import { Entry, entryOf } from './entry';
import { Pod } from './pod';
import { Listener } from '../../common/src/list-watch';
import { log, said } from '../../common/src/log';

/** The entries that there should be, by pod. A pod that has none is not kept. */
export class Pods implements Listener<Pod> {
  /** Whether the API server has told of every pod at least once. */
  public listed = false;
  private readonly entries = new Map<string, Entry>();
  private tell: (changed: Entry[]) => void = () => undefined;

  /** Tells of each entry that is now wanted or no longer; nobody else is told from now on. */
  public onChange(tell: (changed: Entry[]) => void): void {
    this.tell = tell;
  }

  public wanted(): Entry[] {
    return [...this.entries.values()];
  }

  public changed(pod: Pod): void {
    this.set(pod.metadata.uid, this.read(pod));
  }

  public deleted({ metadata: { uid } }: Pod): void {
    this.set(uid, undefined);
  }

  /** All pods that there are: what was known of others is void. */
  public list(pods: Pod[]): void {
    const uids = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const uid of [...this.entries.keys()].filter(each => !uids.has(each))) this.set(uid, undefined);
    for (const pod of pods) this.changed(pod);
    this.listed = true;
  }

  private read(pod: Pod): Entry | undefined {
    try {
      return entryOf(pod);
    } catch (error) {
      log('a pod cannot be registered', { pod: `${pod.metadata.namespace}/${pod.metadata.name}`, error: said(error) });
      return undefined;
    }
  }

  private set(uid: string, entry: Entry | undefined): void {
    const before = this.entries.get(uid);
    if (before?.id === entry?.id) return;
    if (entry) this.entries.set(uid, entry);
    else this.entries.delete(uid);
    this.tell([before, entry].filter(each => each !== undefined));
  }
}
