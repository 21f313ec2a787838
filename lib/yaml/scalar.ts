import { literalBlock } from './literal-block';
import { readsAsItself } from './plain';
import { unwritable, Unwritable } from './unwritable';

/**
 * Control characters except tab and newline, other line breaks, and code points that are no characters:
 * readers reject or change them unless they are escaped.
 */
const SPECIAL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;

/** Readers search at most 1024 characters for the colon of a key without `?`. */
const LONGEST_KEY = 1000;

/** Most strings of a fleet are short and repeat. */
const REMEMBERED_LENGTH = 64;
const REMEMBERED_STRINGS = 4_000;
const rememberedStrings = new Map<string, string>();

/** Kept apart from other strings: keys are few, and half of what is written. */
const rememberedKeys = new Map<string, string>();

/** A string as a value; its further lines get the indentation. */
export function yamlString(text: string, indent: string): string {
  return text.includes('\n') && !SPECIAL.test(text) ? literalBlock(text, indent) ?? quoted(text) : onOneLine(text);
}

/** A key without its colon; with `?` if it is long. */
export function yamlKey(key: string, indent: string): string {
  const written = onOneLine(key, rememberedKeys);
  return written.length > LONGEST_KEY ? `? ${written}\n${indent}` : written;
}

/** A number as in JSON, but with a dot before an exponent: PyYAML reads 1e+21 as a string. */
export function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw unwritable(value);
  const written = JSON.stringify(value);
  return written.includes('e') && !written.includes('.') ? written.replace('e', '.0e') : written;
}

function onOneLine(text: string, remembered = rememberedStrings): string {
  if (text.length > REMEMBERED_LENGTH) return plainOrQuoted(text);
  const cached = remembered.get(text);
  if (cached !== undefined) return cached;
  const written = plainOrQuoted(text);
  if (remembered.size === REMEMBERED_STRINGS) remembered.clear();
  remembered.set(text, written);
  return written;
}

function plainOrQuoted(text: string): string {
  return !SPECIAL.test(text) && readsAsItself(text) ? text : quoted(text);
}

/** In double quotes, or in single ones where those avoid `\"`. */
function quoted(text: string): string {
  if (text.includes('"') && !/['\n\t]/.test(text) && !SPECIAL.test(text)) return `'${text}'`;
  if (/\p{Surrogate}/u.test(text)) {
    throw new Unwritable('contains half a character (a lone surrogate), which UTF-8 cannot encode. Write the whole character.');
  }
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
