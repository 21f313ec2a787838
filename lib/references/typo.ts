/*
 * Whether a name is another one with a slip of the pen. Names of an app are alike on purpose (`queue-a`, `queue-b`; `api-v1`,
 * `api-v2`), so this is far stricter than a suggestion may be: one slip, in a word of at least four letters, and no digit.
 */

/** The shortest word in which a slip is none of a deliberate difference. */
const SHORTEST = 4;

export enum Likeness {
  NONE,
  /** One of the two is the other's plural, which may well be another thing. */
  PLURAL,
  /** One letter is missing, too many, another one, or swapped with its neighbour; or the hash of a content is another one's. */
  SLIP,
}

export function likeness(one: string, other: string): Likeness {
  if (one === other) return Likeness.NONE;
  if (isHashed(one, other)) return Likeness.SLIP;
  if (Math.abs(one.length - other.length) > 1) return Likeness.NONE;
  const start = commonStart(one, other);
  const end = commonEnd(one, other, start);
  const [changed, into] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const swapped = changed.length === 2 && changed[0] === into[1] && changed[1] === into[0];
  if (!swapped && Math.max(changed.length, into.length) !== 1) return Likeness.NONE;
  if (/\d/.test(changed + into) || wordAt(one, start) < SHORTEST || wordAt(other, start) < SHORTEST) return Likeness.NONE;
  return changed + into === 's' && isWordEnd(one.length > other.length ? one : other, start) ? Likeness.PLURAL : Likeness.SLIP;
}

/** The texts of which two names that are alike have at least one in common. */
export function tracesOf(name: string): string[] {
  const traces = [name];
  if (HASH.test(name)) traces.push(name.slice(0, -HASH_LENGTH));
  for (let n = 0; n < name.length; n++) traces.push(name.slice(0, n) + name.slice(n + 1));
  return traces;
}

/** The hash of its content at the end of a name, as this library writes it: `api-config-cad3967b`. */
const HASH = /[^-]-[0-9a-f]{8}$/;
const HASH_LENGTH = 9;

function isHashed(one: string, other: string): boolean {
  return one.length === other.length && one.startsWith(other.slice(0, -HASH_LENGTH)) && HASH.test(one) && HASH.test(other);
}

function commonStart(one: string, other: string): number {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n++;
  return n;
}

function commonEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start;
  let n = 0;
  while (n < most && one[one.length - 1 - n] === other[other.length - 1 - n]) n++;
  return n;
}

/** How many letters the word has that is at a place, or the two that meet there. */
function wordAt(name: string, place: number): number {
  let start = place;
  let end = isLetter(name[place]) ? place : place + 1;
  while (isLetter(name[start - 1])) start--;
  while (isLetter(name[end])) end++;
  return end - start;
}

function isWordEnd(name: string, place: number): boolean {
  return !isLetter(name[place + 1]);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[a-z]/i.test(character);
}
