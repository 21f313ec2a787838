import { Line } from './line';
import { FieldChange } from '../fields/field-changes';
import { lineChanges } from '../fields/line-changes';
import { pathText } from '../fields/path';

/** Longer values are cut; with --output json they are whole. */
const LONGEST = 120;
/** Characters around a difference. */
const CONTEXT = 24;
const LONGEST_LINE = 240;
/** Of a text, so many lines are shown, with so many around each change. */
const MOST_LINES = 40;
const AROUND = 2;

/** A field as it was and as it is. Texts of several lines, and lists of words, are compared line by line. */
export function fieldLines({ path, before, after, order }: FieldChange, indent: number, aside?: string): Line[] {
  const name = pathText(path);
  if (order) return [{ indent, text: `${name}: in another order`, tone: 'changed', aside }];
  const [was, is] = [linesOf(before), linesOf(after)];
  if (was !== undefined && is !== undefined) {
    return [{ indent, text: `${name}:`, aside }, ...shownLines(was, is).map(each => ({ ...each, indent: indent + 1 }))];
  }
  if (before === undefined) return [{ indent, text: `${name}: ${valueText(after)}`, tone: 'new', aside: sided('new', aside) }];
  if (after === undefined) return [{ indent, text: `${name}: ${valueText(before)}`, tone: 'gone', aside: sided('gone', aside) }];
  return [{ indent, text: `${name}: ${changeText(before, after)}`, aside }];
}

/** Without colours one sees it, too. */
export function sided(what: string, aside?: string): string {
  return aside === undefined ? what : `${what}, ${aside}`;
}

/** Two values; of long texts only what is around their difference. */
function changeText(before: unknown, after: unknown): string {
  if (typeof before !== 'string' || typeof after !== 'string' || Math.max(before.length, after.length) <= LONGEST) {
    return `${valueText(before)} → ${valueText(after)}`;
  }
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [from, left] = [Math.max(0, start - CONTEXT), Math.max(0, end - CONTEXT)];
  const part = (text: string) =>
    `${from > 0 ? '...' : ''}${valueText(text.slice(from, text.length - left))}${left > 0 ? '...' : ''}`;
  return `${part(before)} → ${part(after)}`;
}

/** A value on one line, as JSON. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}

function linesOf(value: unknown): string[] | undefined {
  if (typeof value === 'string') return /\n./.test(value) ? value.replace(/\n$/, '').split('\n') : undefined;
  const isWords = Array.isArray(value) && value.length > 1 && value.every(each => typeof each === 'string');
  return isWords ? (value as string[]).map(each => JSON.stringify(each)) : undefined;
}

function shownLines(before: readonly string[], after: readonly string[]): Omit<Line, 'indent'>[] {
  const lines = lineChanges(before, after);
  const changed = lines.flatMap(({ type }, n) => type === 'same' ? [] : [n]);
  const near = new Set(changed.flatMap(n => Array.from({ length: 2 * AROUND + 1 }, (_, around) => n - AROUND + around)));
  const shown: Omit<Line, 'indent'>[] = [];
  let skipped = false;
  for (const [n, { type, text }] of lines.entries()) {
    if (near.has(n) && shown.length < MOST_LINES) {
      if (skipped) shown.push({ text: '...', tone: 'aside' });
      if (type === 'same') shown.push({ text: `  ${cut(text)}`, tone: 'aside' });
      else shown.push({ text: `${type === 'new' ? '+' : '-'} ${cut(text)}`, tone: type });
    }
    skipped = !near.has(n);
  }
  const rest = changed.length - shown.filter(({ tone }) => tone === 'new' || tone === 'gone').length;
  return rest > 0 ? [...shown, { text: `... and ${rest} more`, tone: 'aside' }] : shown;
}

/** A line of a text, which may be a whole file: it shall not hide the others. */
function cut(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}... (${line.length} characters)`;
}
