import { literalBlock } from './literal-block';
import { readsAsItself } from './plain';
import { unwritable, Unwritable } from './unwritable';

/**
 * Control characters but tab and newline, other line ends, and what is no character:
 * readers refuse or change them unless escaped.
 */
const SPECIAL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\p{Surrogate}]/u;

/** Readers look no further than 1024 characters for the colon of a key without `?`. */
const LONGEST_KEY = 1000;

/** Most strings of a fleet are short and repeat. */
const REMEMBERED_LENGTH = 64;
const REMEMBERED_STRINGS = 4_000;
const rememberedStrings = new Map<string, string>();

/** By themselves, for they are few, and half of what is written. */
const rememberedKeys = new Map<string, string>();

/** A string from where it begins; the lines that follow have the indentation. */
export function yamlString(text: string, indent: string): string {
  return text.includes('\n') && !SPECIAL.test(text) ? literalBlock(text, indent) ?? quoted(text) : onOneLine(text);
}

/** A key, up to its colon. */
export function yamlKey(key: string, indent: string): string {
  const written = onOneLine(key, rememberedKeys);
  return written.length > LONGEST_KEY ? `? ${written}\n${indent}` : written;
}

/** JSON's form, with the dot without which PyYAML takes 1e+21 for a string. */
export function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw unwritable(value);
  const written = JSON.stringify(value);
  return written.includes('e') && !written.includes('.') ? written.replace('e', '.0e') : written;
}

function onOneLine(text: string, remembered = rememberedStrings): string {
  if (text.length > REMEMBERED_LENGTH) return plainOrQuoted(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const written = plainOrQuoted(text);
  if (remembered.size === REMEMBERED_STRINGS) remembered.clear();
  remembered.set(text, written);
  return written;
}

function plainOrQuoted(text: string): string {
  return !SPECIAL.test(text) && readsAsItself(text) ? text : quoted(text);
}

/** Double quotes; single ones where they spare `\"`. */
function quoted(text: string): string {
  if (text.includes('"') && !/['\n\t]/.test(text) && !SPECIAL.test(text)) return `'${text}'`;
  if (/\p{Surrogate}/u.test(text)) {
    throw new Unwritable('holds half of a character (a lone surrogate), which no file in UTF-8 can. Write the whole character.');
  }
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
