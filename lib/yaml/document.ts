import { yamlKey, yamlNumber, yamlString } from './scalar';
import { isShared } from './shared';
import { Unwritable, unwritable } from './unwritable';

const STEP = '  ';
const DEEPEST = 500 * STEP.length;

/** By indentation. */
const sharedTexts = new WeakMap<object, Map<string, string>>();

/** Documents as one file. */
export function yamlDocuments(values: unknown[]): string {
  return inOneFile(values.map(yamlDocument));
}

/** Documents that are text already, as one file. */
export function inOneFile(documents: string[]): string {
  return documents.join('---\n');
}

/**
 * A document of JSON-like data in block style, which ends with a newline.
 * No line is folded, and no alias stands for what came before.
 */
export function yamlDocument(value: unknown): string {
  // Lines that are joined once: a string that grows all the time is three times slower.
  const lines: string[] = [];
  write(value, '', '', lines);
  lines.push('');
  return lines.join('\n');
}

/** Goes on with a line that is begun; the lines that follow have the indentation. */
function write(value: unknown, begun: string, indent: string, lines: string[]): void {
  if (!isFull(value)) lines.push(begun + scalar(value, indent));
  else if (isShared(value)) lines.push(begun + sharedText(value, indent));
  else writeFull(value, begun, indent, lines);
}

/** What many documents share is the same text wherever it is as far from the margin. */
function sharedText(value: Full, indent: string): string {
  const texts = sharedTexts.get(value) ?? new Map<string, string>();
  sharedTexts.set(value, texts);
  const known = texts.get(indent);
  if (known !== undefined) return known;
  const lines: string[] = [];
  writeFull(value, '', indent, lines);
  const text = lines.join('\n');
  texts.set(indent, text);
  return text;
}

function writeFull(value: Full, begun: string, indent: string, lines: string[]): void {
  if (indent.length > DEEPEST) throw new Unwritable('is nested too deep. Does something hold itself?');
  if (Array.isArray(value)) writeItems(value, begun, indent, lines);
  else writeEntries(value, begun, indent, lines);
}

/** An item begins on the line of its dash, whatever it is. */
function writeItems(list: unknown[], begun: string, indent: string, lines: string[]): void {
  for (let index = 0; index < list.length; index++) {
    try {
      write(list[index], `${index === 0 ? begun : indent}- `, indent + STEP, lines);
    } catch (error) {
      throw Unwritable.under(index, error);
    }
  }
}

/** A scalar is on the line of its key; what is in a list or a mapping is below. */
function writeEntries(mapping: Mapping, begun: string, indent: string, lines: string[]): void {
  const below = indent + STEP;
  let line = begun;
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

/** Whether it is a list or a mapping, with something in it. */
function isFull(value: unknown): value is Full {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (!isPlain(value)) throw unwritable(value);
  for (const key in value) if ((value as Mapping)[key] !== undefined) return true;
  return false;
}

/** Not an instance of a class; of whatever realm. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
