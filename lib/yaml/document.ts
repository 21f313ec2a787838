import { yamlKey, yamlNumber, yamlString } from './scalar';
import { isShared } from './shared';
import { Unwritable, unwritable } from './unwritable';

const STEP = '  ';
const DEEPEST = 500 * STEP.length;

/** The texts of each shared value, by indentation. */
const sharedTexts = new WeakMap<object, Map<string, string>>();

/** Documents as one file. */
export function yamlDocuments(values: unknown[]): string {
  return inOneFile(values.map(yamlDocument));
}

/** Documents that are already text, as one file. */
export function inOneFile(documents: string[]): string {
  return documents.join('---\n');
}

/**
 * JSON-like data as a YAML document in block style, which ends with a newline.
 * It has no folded lines, anchors or aliases.
 */
export function yamlDocument(value: unknown): string {
  // Lines are joined once: appending to one string takes three times as long.
  const lines: string[] = [];
  write(value, '', '', lines);
  lines.push('');
  return lines.join('\n');
}

/** Continues the line that starts with the prefix; further lines get the indentation. */
function write(value: unknown, prefix: string, indent: string, lines: string[]): void {
  if (!isFull(value)) lines.push(prefix + scalar(value, indent));
  else if (isShared(value)) lines.push(prefix + sharedText(value, indent));
  else writeFull(value, prefix, indent, lines);
}

/** A shared value is written once for each indentation. */
function sharedText(value: Full, indent: string): string {
  const texts = sharedTexts.get(value) ?? new Map<string, string>();
  sharedTexts.set(value, texts);
  const cached = texts.get(indent);
  if (cached !== undefined) return cached;
  const lines: string[] = [];
  writeFull(value, '', indent, lines);
  const text = lines.join('\n');
  texts.set(indent, text);
  return text;
}

function writeFull(value: Full, prefix: string, indent: string, lines: string[]): void {
  if (indent.length > DEEPEST) throw new Unwritable('is nested too deeply. Check whether an object in it contains itself.');
  if (Array.isArray(value)) writeItems(value, prefix, indent, lines);
  else writeEntries(value, prefix, indent, lines);
}

/** An item starts on the line of its dash, whatever its type. */
function writeItems(list: unknown[], prefix: string, indent: string, lines: string[]): void {
  for (let index = 0; index < list.length; index++) {
    try {
      write(list[index], `${index === 0 ? prefix : indent}- `, indent + STEP, lines);
    } catch (error) {
      throw Unwritable.under(index, error);
    }
  }
}

/** A scalar is on the line of its key; a list or mapping is below it. */
function writeEntries(mapping: Mapping, prefix: string, indent: string, lines: string[]): void {
  const below = indent + STEP;
  let line = prefix;
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value === undefined) continue;
    try {
      if (isFull(value)) {
        lines.push(`${line}${yamlKey(key, indent)}:`);
        write(value, below, below, lines);
      } else {
        lines.push(`${line}${yamlKey(key, indent)}: ${scalar(value, below)}`);
      }
    } catch (error) {
      throw Unwritable.under(key, error);
    }
    line = indent;
  }
}

function scalar(value: unknown, indent: string): string {
  switch (typeof value) {
    case 'string': return yamlString(value, indent);
    case 'number': return yamlNumber(value);
    case 'boolean': return String(value);
    case 'undefined': return 'null';
    case 'object': return value === null ? 'null' : Array.isArray(value) ? '[]' : '{}';
    default: throw unwritable(value);
  }
}

type Mapping = { [key: string]: unknown };
type Full = unknown[] | Mapping;

/** Whether it is a list or mapping that is not empty. */
function isFull(value: unknown): value is Full {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (!isPlain(value)) throw unwritable(value);
  for (const key in value) if ((value as Mapping)[key] !== undefined) return true;
  return false;
}

/** Whether it is a plain object, of any realm, and not an instance of a class. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
