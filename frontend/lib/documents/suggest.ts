/** A sentence that names what may be meant: the nearest one, or all if they are few. */
export function suggest(what: string, names: readonly string[], given: string): string {
  const near = nearest(names, given);
  if (near !== undefined) return `Did you mean ${near}?`;
  return names.length === 0 ? `There are no ${what}.` : `Known ${what}: ${names.join(', ')}.`;
}

/** The one that may be meant. */
export function nearest(names: readonly string[], given: string): string | undefined {
  const near = names.map(name => ({ name, away: distance(name.toLowerCase(), given.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.max(1, Math.floor(name.length / 3))).sort((a, b) => a.away - b.away);
  if (near.length > 0) return near[0].name;
  const longer = names.filter(name => name.startsWith(given) || given.startsWith(name));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Nobody misspells a word by more. */
const LONGEST = 60;

/** How many letters must be changed to get from one word to the other. */
export function distance(a: string, b: string): number {
  if (a.length > LONGEST || b.length > LONGEST) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
