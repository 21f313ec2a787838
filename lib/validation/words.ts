/** Nobody reads more of a value. */
const LONGEST = 200;

/** What a terminal, a log or an editor shows as something else, or not at all: JSON leaves it as it is. */
const INVISIBLE = /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/** A value as messages show it: quoted, on one line, and cut. It never throws, whatever the value is. */
export function inWords(value: unknown): string {
  const words = visible(jsonOf(value));
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST)}... (${words.length} characters)`;
}

/** An item of a map, as the field of a problem: `config.files["app.yaml"]`. */
export function keyed(field: string, key: unknown): string {
  return `${field}[${inWords(key)}]`;
}

/** Text on one line, without what a terminal would not show. */
export function visible(text: string): string {
  return text.replace(/[\0-\x1f]/g, escaped).replace(INVISIBLE, escaped);
}

/** A DNS label that takes the place of a refused name, and is told from those of others. */
export function slug(value: unknown): string {
  const words = jsonOf(value).slice(0, 200).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+/, '');
  return words.slice(0, 12).replace(/-+$/, '') || 'unnamed';
}

/** What sort of value it is, as a message says it. */
export function sortOf(value: unknown): string {
  if (value === null || value === undefined) return 'missing';
  if (isList(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Whether it is an object of no class, as `{ }` makes it. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether it is a list; of a proxy that has been revoked nobody can tell. */
export function isList(value: unknown): value is unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

function jsonOf(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value}`;
  try {
    return JSON.stringify(value, shortened) ?? String(value);
  } catch {
    return asString(value);
  }
}

/** A list may say that it has thousands of millions of items. */
function shortened(_: string, value: unknown): unknown {
  return Array.isArray(value) && value.length > LONGEST ? value.slice(0, LONGEST) : value;
}

/** Any value as text: what has none, like a symbol, is described. */
export function asString(value: unknown): string {
  try {
    return String(value);
  } catch {
    return sortOf(value);
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
