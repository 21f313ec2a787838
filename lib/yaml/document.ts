import { yamlKey, yamlNumber, yamlString } from './scalar';
import { Unwritable, unwritable } from './unwritable';
import { isShared } from '../resources/shared';

const STEP = '  ';
const DEEPEST = 500 * STEP.length;

type Mapping = { [key: string]: unknown };

/** Documents as one file. */
export function yamlDocuments(values: unknown[]): string {
  return values.map(yamlDocument).join('---\n');
}

/** A document of JSON-like data in block style, which ends with a newline. No line is folded, and no alias stands for what came before. */
export function yamlDocument(value: unknown): string {
  return `${node(value, '')}\n`;
}

/** A value from where it begins; the lines that follow have the indentation. */
function node(value: unknown, indent: string): string {
  if (typeof value === 'string') return yamlString(value, indent);
  if (typeof value === 'number') return yamlNumber(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'object') throw unwritable(value);
  return isShared(value) ? sharedNode(value, indent) : collection(value, indent);
}

/** What many documents share is the same text wherever it is as far from the margin. */
function sharedNode(value: object, indent: string): string {
  const texts = shared.get(value) ?? new Map<string, string>();
  shared.set(value, texts);
  const text = texts.get(indent) ?? collection(value, indent);
  texts.set(indent, text);
  return text;
}

const shared = new WeakMap<object, Map<string, string>>();

function collection(value: object, indent: string): string {
  if (indent.length > DEEPEST) throw new Unwritable('is nested too deep. Does something hold itself?');
  if (Array.isArray(value)) return items(value, indent) || '[]';
  if (isMapping(value)) return entries(value, indent) || '{}';
  throw unwritable(value);
}

/** An item begins on the line of its dash, whatever it is. */
function items(list: unknown[], indent: string): string {
  let text = '';
  for (let index = 0; index < list.length; index++) {
    try {
      text += `${text && `\n${indent}`}- ${node(list[index], indent + STEP)}`;
    } catch (error) {
      throw Unwritable.under(index, error);
    }
  }
  return text;
}

/** A scalar is on the line of its key; what is in a list or a mapping is below. */
function entries(mapping: Mapping, indent: string): string {
  let text = '';
  for (const key of Object.keys(mapping)) {
    const value = mapping[key];
    if (value === undefined) continue;
    try {
      const written = node(value, indent + STEP);
      text += `${text && `\n${indent}`}${yamlKey(key, indent)}:${isBelow(value, written) ? `\n${indent}${STEP}` : ' '}${written}`;
    } catch (error) {
      throw Unwritable.under(key, error);
    }
  }
  return text;
}

function isBelow(value: unknown, written: string): boolean {
  return typeof value === 'object' && value !== null && written !== '[]' && written !== '{}';
}

/** Plain objects, of whatever realm. */
function isMapping(value: unknown): value is Mapping {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
