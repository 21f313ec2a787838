import { Budget } from './budget';
import { Entry, entryOf } from './entry';
import { Layout } from './layout';
import { Namespaces } from './namespaces';
import { ANNOTATION, Pod } from './pod';
import { Refusal } from './registration';
import { Listener } from '../../common/src/list-watch';
import { log, messageOf } from '../../common/src/log';

/** A pod may change so often at once, then every few seconds; removals are never delayed. */
const CHANGES = 10;
const CHANGE_MS = 3_000;

interface Known {
  pod: Pod;
  entry?: Entry;
  refusal?: string;
  readonly budget: Budget;
  later?: NodeJS.Timeout;
}

/** The entries that should exist. Of pods without the annotation nothing is kept, and of others nothing after their end. */
export class Pods implements Listener<Pod> {
  /** Whether the API server has listed every pod once. */
  public listed = false;
  private readonly known = new Map<string, Known>();
  /** By folder, address and pod; mostly one pod has an address. */
  private readonly entries = new Map<string, Map<string, Map<string, Entry>>>();
  private notify?: (path: string, address: string) => void;

  constructor(private readonly layout: Layout, private readonly namespaces: Namespaces) {
    namespaces.onChange(() => {
      for (const each of this.known.values()) this.settle(each);
    });
  }

  /** Sets the one listener, which gets each folder and address at which something else is wanted now. */
  public onChange(notify: (path: string, address: string) => void): void {
    this.notify = notify;
  }

  public folders(): string[] {
    return [...this.entries.keys()];
  }

  /** The addresses that a folder should have. */
  public addresses(path: string): string[] {
    return [...this.entries.get(path)?.keys() ?? []];
  }

  /** Of two pods with one address the younger has it: the other one's end is not known yet. */
  public wanted(path: string, address: string): Entry | undefined {
    const all = [...this.entries.get(path)?.get(address)?.values() ?? []];
    return all.reduce<Entry | undefined>(
      (first, each) => first === undefined || first.created < each.created ? each : first, undefined,
    );
  }

  /** How many pods ask for what they cannot have. */
  public get refused(): number {
    return [...this.known.values()].filter(({ refusal }) => refusal !== undefined).length;
  }

  public changed(pod: Pod): void {
    const { uid, annotations } = pod.metadata;
    const known = this.known.get(uid);
    if (known) known.pod = pod;
    else if (annotations?.[ANNOTATION] === undefined) return;
    else this.known.set(uid, { pod, budget: new Budget(CHANGES, CHANGE_MS) });
    this.settle(this.known.get(uid)!);
  }

  public deleted({ metadata: { uid } }: Pod): void {
    const known = this.known.get(uid);
    if (!known) return;
    clearTimeout(known.later);
    this.known.delete(uid);
    this.set(known, undefined);
  }

  /** All pods: others no longer exist. */
  public list(pods: Pod[]): void {
    const uids = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const { pod } of [...this.known.values()]) if (!uids.has(pod.metadata.uid)) this.deleted(pod);
    for (const pod of pods) this.changed(pod);
    this.listed = true;
  }

  private settle(known: Known): void {
    const entry = this.read(known);
    if (entry?.id === known.entry?.id) return;
    const wait = entry === undefined ? 0 : known.budget.take();
    this.set(known, wait === 0 ? entry : undefined);
    if (wait === 0 || known.later !== undefined) return;
    known.later = setTimeout(() => {
      known.later = undefined;
      this.settle(known);
    }, wait).unref();
  }

  private read(known: Known): Entry | undefined {
    try {
      const entry = entryOf(known.pod, this.layout, this.namespaces);
      known.refusal = undefined;
      return entry;
    } catch (error) {
      const refusal = messageOf(error);
      const { namespace, name } = known.pod.metadata;
      // Each pod has its own budget of lines, which an annotation that changes all the time does not exceed.
      if (refusal !== known.refusal && known.budget.take() === 0) {
        const what = error instanceof Refusal ? 'a pod cannot be registered' : 'a fault of the registrar';
        log(what, { pod: `${namespace}/${name}`, error: `the annotation ${refusal}` });
      }
      known.refusal = refusal;
      return undefined;
    }
  }

  private set(known: Known, entry: Entry | undefined): void {
    const { entry: before, pod: { metadata: { uid } } } = known;
    if (before?.id === entry?.id) return;
    known.entry = entry;
    if (before) this.forget(before, uid);
    if (entry) {
      const addresses = getOrSet(this.entries, entry.path, () => new Map<string, Map<string, Entry>>());
      getOrSet(addresses, entry.address, () => new Map<string, Entry>()).set(uid, entry);
    }
    if (before) this.notify?.(before.path, before.address);
    if (entry && (entry.path !== before?.path || entry.address !== before.address)) this.notify?.(entry.path, entry.address);
  }

  private forget({ path, address }: Entry, uid: string): void {
    const addresses = this.entries.get(path)!;
    addresses.get(address)!.delete(uid);
    if (addresses.get(address)!.size === 0) addresses.delete(address);
    if (addresses.size === 0) this.entries.delete(path);
  }
}

function getOrSet<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
