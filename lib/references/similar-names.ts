import { Likeness, likeness, tracesOf } from './typo';

/** How many names are looked for one by one, before an index of all pays. */
const FEW = 20;

/** Finds among many names the one that is meant by another, in a time that does not grow with their number. */
export class SimilarNames {
  private index?: Map<string, string[]>;
  private asked = 0;

  constructor(private readonly names: readonly string[]) {}

  /** The name that was meant, if there is one; of several nobody knows which. */
  public meantBy(name: string): { readonly name: string; readonly likeness: Likeness } | undefined {
    let meant: { readonly name: string; readonly likeness: Likeness } | undefined;
    for (const each of this.candidates(name)) {
      const like = likeness(name, each);
      if (like === Likeness.NONE) continue;
      if (meant !== undefined) return undefined;
      meant = { name: each, likeness: like };
    }
    return meant;
  }

  private candidates(name: string): Iterable<string> {
    if (this.asked++ < FEW) return this.names;
    const index = this.index ??= indexOf(this.names);
    return new Set(tracesOf(name).flatMap(trace => index.get(trace) ?? []));
  }
}

function indexOf(names: readonly string[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const name of names) {
    for (const trace of new Set(tracesOf(name))) {
      const list = index.get(trace);
      if (list) list.push(name);
      else index.set(trace, [name]);
    }
  }
  return index;
}
