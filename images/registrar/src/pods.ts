import { Entry, entryOf } from './entry';
import { Pod } from './pod';
import { Listener } from '../../common/src/list-watch';
import { log, messageOf } from '../../common/src/log';

/** The entries that should exist, by pod. Pods without an entry are not kept. */
export class Pods implements Listener<Pod> {
  /** Whether the API server has listed every pod once. */
  public listed = false;
  private readonly entries = new Map<string, Entry>();
  private notify: (changed: Entry[]) => void = () => undefined;

  /** Sets the one listener, which gets each entry that is now wanted or no longer wanted. */
  public onChange(notify: (changed: Entry[]) => void): void {
    this.notify = notify;
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

  /** All pods: others no longer exist. */
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
      log('a pod cannot be registered', { pod: `${pod.metadata.namespace}/${pod.metadata.name}`, error: messageOf(error) });
      return undefined;
    }
  }

  private set(uid: string, entry: Entry | undefined): void {
    const before = this.entries.get(uid);
    if (before?.id === entry?.id) return;
    if (entry) this.entries.set(uid, entry);
    else this.entries.delete(uid);
    this.notify([before, entry].filter(each => each !== undefined));
  }
}
