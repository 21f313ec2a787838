import { Listener } from '../../common/src/list-watch';

/** Called with an object before and after a change; undefined where it does not exist. */
export type Changed<T> = (before: T | undefined, after: T | undefined) => void;

/** A copy of some objects by name, up to date while the API server answers, and kept as it was while it does not. */
export class Copy<T extends { readonly name: string }> implements Listener<T> {
  public readonly items = new Map<string, T>();

  /** Whether the whole list has been received once. */
  public synced = false;

  constructor(private readonly onChange: Changed<T>) {}

  public list(all: T[]): void {
    this.synced = true;
    const names = new Set(all.map(({ name }) => name));
    for (const name of [...this.items.keys()]) if (!names.has(name)) this.set(name, undefined);
    for (const each of all) this.changed(each);
  }

  public changed(object: T): void {
    this.set(object.name, object);
  }

  public deleted({ name }: T): void {
    this.set(name, undefined);
  }

  private set(name: string, after: T | undefined): void {
    const before = this.items.get(name);
    if (after === undefined) this.items.delete(name);
    else this.items.set(name, after);
    this.onChange(before, after);
  }
}
