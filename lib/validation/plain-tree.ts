import { text, textProblems } from './judge';
import { KINDS } from './kinds';
import { messageOf } from './message';
import { Problem } from './problem';
import { failedIn } from './snapshot';
import { isPlainObject, keyed, sortOf } from './words';

/** The API server reads no deeper objects. */
const DEEPEST = 50;

const TEXT = text(KINDS.text);

/** Judges what becomes a part of a manifest as it is: text, numbers, booleans, and lists and objects of these. */
export function plainTree(value: unknown, field: string, problems: Problem[]): void {
  try {
    // Fields are put into words only if something is wrong.
    if (!isRight(value, 0)) judgeTree(value, field, problems, 0);
  } catch (error) {
    failedIn(field, problems)('', messageOf(error));
  }
}

function isRight(value: unknown, depth: number): boolean {
  if (isSimple(value)) return true;
  if (typeof value === 'string') return textProblems('', value, KINDS.text).length === 0;
  return isPlain(value) && depth <= DEEPEST && Object.values(value).every(item => isRight(item, depth + 1));
}

function judgeTree(value: unknown, field: string, problems: Problem[], depth: number): void {
  if (isSimple(value)) return;
  if (typeof value === 'string') {
    TEXT(value, field, problems);
  } else if (!isPlain(value) || depth > DEEPEST) {
    problems.push({
      field, value, rule: `must be text, a number, true or false, and is ${sortOf(value)}`, fix: 'Write it as Kubernetes does.',
    });
  } else {
    for (const [key, item] of Object.entries(value)) {
      judgeTree(item, Array.isArray(value) ? `${field}[${key}]` : inner(field, key), problems, depth + 1);
    }
  }
}

function isSimple(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'boolean' || Number.isFinite(value);
}

function inner(field: string, key: string): string {
  if (field === '') return key;
  return /^\w+$/.test(key) ? `${field}.${key}` : keyed(field, key);
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (Array.isArray(value) || isPlainObject(value));
}
