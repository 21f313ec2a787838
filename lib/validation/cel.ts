/**
 * A string as a literal of the Common Expression Language, in which admission policies are written. Only here values enter such
 * an expression: whatever is in them stays data. What is not printable ASCII is written by its number.
 */
export function celString(value: string): string {
  return `'${[...value].map(escaped).join('')}'`;
}

/** Strings as a list literal. */
export function celList(values: string[]): string {
  return `[${values.map(celString).join(', ')}]`;
}

/** What no text can hold, half of a pair: UTF-8 has no bytes for it, either. */
const LONE_SURROGATE = /^[\uD800-\uDFFF]$/;
const REPLACEMENT = 0xFFFD;

function escaped(character: string): string {
  if (character === '\'' || character === '\\') return `\\${character}`;
  if (/^[ -~]$/.test(character)) return character;
  const code = LONE_SURROGATE.test(character) ? REPLACEMENT : character.codePointAt(0)!;
  return code > 0xFFFF ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
