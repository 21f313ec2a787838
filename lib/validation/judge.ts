import { Construct } from 'constructs';
import { characterProblems } from './character';
import { isLeftOver } from './left-over';
import { has } from './look';
import { messageOf } from './message';
import { hadNoOptions, wrongOptions } from './options';
import { Problem, report } from './problem';
import { failedIn, Fields, setOwn, snapshot } from './snapshot';
import { TextKind } from './text-kind';
import { unknownFields } from './unknown-fields';
import { isList, keyed, sortOf } from './words';

/**
 * Judges a value of any type, as plain JavaScript or Python may pass it, and adds what is wrong to the problems.
 * Returns the value itself, or if it is refused one that takes its place, so that building goes on.
 */
export type Rule = (value: unknown, field: string, problems: Problem[]) => unknown;

/** Judges what a construct was given, and reports what is wrong. */
export function judged<T>(scope: Construct, given: T, rule: Rule): T {
  const { value, problems } = judge(given, rule);
  report(scope, ...problems);
  return value;
}

/** Judges a value that has no construct yet. */
export function judge<T>(given: T, rule: Rule, field = ''): { readonly value: T; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  return { value: rule(given, field, problems) as T, problems };
}

export interface TextOptions {
  /** What to write, as a sentence. */
  readonly fix?: string;
  /** In place of the kind's rule. */
  readonly rule?: string;
  /** What takes the place of a value that is refused, so that it is still told from others. */
  readonly standIn?: (value: unknown) => string;
  /** Whether no message may contain the value. */
  readonly secret?: boolean;
}

/** A string of a kind. */
export function text(kind: TextKind, options: TextOptions = {}): Rule {
  // To remember strings that are right takes as long as to judge them anew.
  return (value, field, problems) => {
    if (typeof value === 'string' && isOf(kind, value)) return value;
    problems.push(textProblem(value, field, kind, options));
    return options.standIn?.(value) ?? kind.example;
  };
}

/** Problems of a string of a kind. */
export function textProblems(field: string, value: unknown, kind: TextKind, options: TextOptions = {}): Problem[] {
  return typeof value === 'string' && isOf(kind, value) ? [] : [textProblem(value, field, kind, options)];
}

function isOf(kind: TextKind, value: string): boolean {
  return kind.holds(value) && !isLeftOver(value, kind.prose);
}

/** A value whose problems a function finds; in place of one that has some there is another. */
export function judgedBy(find: (field: string, value: unknown) => Problem[], standIn?: unknown): Rule {
  return (value, field, problems) => {
    const wrong = find(field, value);
    problems.push(...wrong);
    return wrong.length > 0 ? standIn : value;
  };
}

function textProblem(value: unknown, field: string, kind: TextKind, options: TextOptions): Problem {
  const fix = options.fix ?? `Write for example "${kind.example}".`;
  const shown = options.secret ? undefined : value;
  if (value === undefined || value === null) return { field, value: value ?? undefined, rule: options.rule ?? kind.rule, fix };
  if (typeof value !== 'string') return { field, value: shown, rule: `must be a string, and is ${sortOf(value)}`, fix };
  if (kind.holds(value)) {
    return { field, value: shown, rule: 'is what a program writes where a value is missing', fix };
  }
  const [character] = kind.prose && !options.secret ? characterProblems(field, value) : [];
  return character ?? { field, value: shown, rule: options.rule ?? kind.rule, fix };
}

/** Judged elsewhere. */
export const AS_IT_IS: Rule = value => value;

/** A value that may be left out. */
export function optional(rule: Rule): Rule {
  const optionalRule: Rule = (value, field, problems) => (
    value === undefined || value === null ? undefined : rule(value, field, problems)
  );
  OPTIONAL.add(optionalRule);
  return optionalRule;
}

const OPTIONAL = new WeakSet<Rule>();

/** A string that may be empty. */
export function emptyOr(rule: Rule): Rule {
  return (value, field, problems) => value === '' ? value : rule(value, field, problems);
}

/** Judges a frozen constant of texts, which many workloads hand in, only once if it is right. */
export function onceIfFrozen(rule: Rule): Rule {
  const right = new WeakSet<object>();
  return (value, field, problems) => {
    if (typeof value !== 'object' || value === null) return rule(value, field, problems);
    if (right.has(value)) return value;
    const before = problems.length;
    const kept = rule(value, field, problems);
    if (problems.length === before && Object.isFrozen(value)) right.add(value);
    return kept;
  };
}

/**
 * An object with these fields, and no others: nobody would notice that one of another name has no effect. What a class made may
 * have fields of its own. Without `standIn`, a value that is no object becomes undefined.
 */
export function shape(fields: Record<string, Rule>, fix?: string, standIn?: object): Rule {
  return shapeOf(fields, fix, standIn, new Set(Object.keys(fields)));
}

/** An object with these fields among others. */
export function openShape(fields: Record<string, Rule>, fix?: string, standIn?: object): Rule {
  return shapeOf(fields, fix, standIn);
}

function shapeOf(fields: Record<string, Rule>, fix = 'Write an object.', standIn?: object, known?: Set<string>): Rule {
  const rules = Object.entries(fields).map(([name, rule]) => ({ name, rule, mayBeMissing: OPTIONAL.has(rule) }));
  const names = Object.keys(fields);
  return (value, field, problems) => {
    if (typeof value !== 'object' || value === null || isList(value)) {
      problems.push({ field: field || 'props', value, rule: `must be an object, and is ${sortOf(value)}`, fix });
      return standIn;
    }
    const given = snapshot(value, names, failedIn(field, problems));
    const isOwnCopy = given !== value && Object.getPrototypeOf(given) === Object.prototype;
    if (known) problems.push(...isOwnCopy ? unknownFields(given, known, field) : wrongOptions(value, field));
    if (known && !isOwnCopy && hadNoOptions(value)) return standIn;
    let replaced: Fields | undefined;
    for (const { name, rule, mayBeMissing } of rules) {
      const item = given[name];
      // Most fields are left out.
      if (item === undefined && mayBeMissing) continue;
      const kept = field === '' ? rule(item, name, problems) : judgeWithin(rule, item, field, name, problems);
      if (kept === item) continue;
      // A plain copy that nobody else has is changed in place.
      if (isOwnCopy) given[name] = kept;
      else (replaced ??= {})[name] = kept;
    }
    return replaced ? copyWith(given, replaced) : given;
  };
}

/** The whole field is put into words only if something is wrong. */
function judgeWithin(rule: Rule, given: unknown, field: string, name: string, problems: Problem[]): unknown {
  const before = problems.length;
  const kept = rule(given, name, problems);
  if (problems.length === before) return kept;
  problems.length = before;
  return rule(given, `${field}.${name}`, problems);
}

/** Of the same class. */
function copyWith(value: object, replaced: Fields): object {
  const copy: object = Object.create(Object.getPrototypeOf(value));
  for (const [name, item] of Object.entries({ ...value, ...replaced })) setOwn(copy, name, item);
  return copy;
}

/** A list; an item that nothing can take the place of is left out. */
export function listOf(rule: Rule): Rule {
  return (value, field, problems) => judgeItems(value, field, problems, (item, n) => rule(item, `${field}[${n}]`, problems));
}

/** A list whose problems do not number its items, since these have names. */
export function eachOf(rule: Rule): Rule {
  return (value, field, problems) => judgeItems(value, field, problems, item => rule(item, field, problems));
}

/** No object of Kubernetes holds more; a list of plain JavaScript may say that it has four thousand million items. */
export const MOST_ITEMS = 50_000;

function judgeItems(
  value: unknown, field: string, problems: Problem[], judgeItem: (item: unknown, n: number) => unknown,
): unknown {
  if (!isList(value)) {
    problems.push({ field, value, rule: `must be a list, and is ${sortOf(value)}`, fix: 'Write it in [ ].' });
    return [];
  }
  try {
    if (value.length > MOST_ITEMS) {
      problems.push({
        field, value: value.length, rule: `must have at most ${MOST_ITEMS} items`, fix: 'Write fewer, or several workloads.',
      });
      return [];
    }
    // A list with holes has no items there for `map`.
    return Array.from(value, judgeItem).filter(item => item !== undefined);
  } catch (error) {
    failedIn(field, problems)('', messageOf(error));
    return [];
  }
}

/** Whose field the user did not write: problems name the one around it. */
export function flat(rule: Rule): Rule {
  return (value, field, problems) => rule(value, field.slice(0, Math.max(field.lastIndexOf('.'), 0)), problems);
}

/** Whose field has another name for the user. */
export function named(field: string, rule: Rule): Rule {
  return (value, _, problems) => rule(value, field, problems);
}

/** Values by name. */
export function mapOf(keyKind: TextKind, rule: Rule, options: TextOptions = {}): Rule {
  const keyRule = text(keyKind, options);
  return (value, field, problems) => {
    if (typeof value !== 'object' || value === null || isList(value)) {
      problems.push({ field, value, rule: `must be values by name, and is ${sortOf(value)}`, fix: 'Write { name: value }.' });
      return {};
    }
    const entries = Object.entries(snapshot(value, [], failedIn(field, problems)));
    if (entries.length > MOST_ITEMS) {
      problems.push({
        field, value: entries.length, rule: `must have at most ${MOST_ITEMS} items`, fix: 'Write fewer, or several workloads.',
      });
      return {};
    }
    const kept = entries.map(([key, item]) => {
      keyRule(key, field, problems);
      // The field is put into words only if something is wrong.
      const found: Problem[] = [];
      const right = rule(item, '', found);
      return [key, found.length === 0 ? right : rule(item, keyed(field, key), problems)] as const;
    });
    return Object.fromEntries(kept.filter(([, item]) => item !== undefined));
  };
}

/** One of an enumeration's values. */
export function oneOf(choices: object, name: string, fix = choicesOf(name, Object.keys(choices))): Rule {
  const known = new Set<unknown>(Object.values(choices));
  return (value, field, problems) => {
    if (known.has(value)) return value;
    problems.push({ field, value, rule: `is no ${name}`, fix });
    return undefined;
  };
}

function choicesOf(name: string, keys: string[]): string {
  return `Write ${keys.length > 1 ? 'one of ' : ''}${keys.map(key => `${name}.${key}`).join(', ')}.`;
}

/** A value object, told by one of its methods or fields. */
export function having(member: string, what: string, example: string): Rule {
  return (value, field, problems) => {
    if (has(value, member)) return value;
    problems.push({ field, value, rule: `must be ${what}`, fix: `Write for example ${example}.` });
    return undefined;
  };
}
