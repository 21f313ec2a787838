/** What is known of one address in a folder. */
export interface Slot {
  /** The nodes with this address; all but one are to go. */
  present: string[];
  /** The id of the entry that the one node is, if it is as it should be. */
  right?: string;
  /** Whether a write is refused for what it is: that is not tried again, unless something else is wanted. */
  refused?: string;
  failures: number;
  /** Not to be tried before, in milliseconds. */
  due: number;
}

/** A folder in which this registrar has entries, or wants them. */
export class Folder {
  public readonly slots = new Map<string, Slot>();
  /** Addresses to look at. */
  public readonly dirty = new Set<string>();
  public audited = 0;
  public failures = 0;

  /** @param unsure whether it may contain entries that this registrar does not know */
  constructor(public readonly path: string, public unsure: boolean) {}

  public slot(address: string): Slot {
    const slot = this.slots.get(address) ?? { present: [], failures: 0, due: 0 };
    this.slots.set(address, slot);
    return slot;
  }

  /** Takes what a listing has found in the place of all that was known; how often something failed stays known. */
  public found(nodes: ReadonlyArray<{ readonly address: string; readonly path: string; readonly right?: string }>): void {
    for (const [address, slot] of this.slots) {
      slot.present = [];
      slot.right = undefined;
      this.dirty.add(address);
    }
    for (const { address, path, right } of nodes) {
      const slot = this.slot(address);
      slot.present.push(path);
      slot.right = slot.present.length === 1 ? right : undefined;
      this.dirty.add(address);
    }
    this.unsure = false;
  }
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 300_000;

/** How long to wait after so many failures in a row: twice as long each time, varied by a quarter. */
export function pauseAfter(failures: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (failures - 1)) * (0.75 + Math.random() / 2);
}
