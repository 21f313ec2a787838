import { closingOf, maskedSource, partsOf } from './masked-source';

/** A program's text, with what is code in it. */
interface Source {
  readonly text: string;
  readonly code: string;
}

const NAME = /[A-Za-z_$][\w$]*/y;
/** How often a name may stand for another one. */
const DEEPEST = 20;

/**
 * The line, from 1, in which a TypeScript program writes a property of a construct: the innermost step of its path that can be
 * found in the text, through the names of constants in the same file. It reads the text; it runs nothing.
 *
 * @param line where the construct is made, from 1, as is the column
 */
export function propertyLine(text: string, line: number, column: number, path: readonly string[]): number | undefined {
  const source = { text, code: maskedSource(text) };
  const open = source.code.indexOf('(', offsetOf(text, line, column));
  if (open < 0) return undefined;
  const props = partsOf(source.code, open).filter(({ start, end }) => text.slice(start, end).trim() !== '').at(-1);
  const found = props && find(source, props.start, path, 0);
  return found === undefined ? undefined : text.slice(0, found).split('\n').length;
}

/** Where a step of a path is written in the value that begins at a place. */
function find(source: Source, at: number, path: readonly string[], depth: number): number | undefined {
  const [step, ...rest] = path;
  if (step === undefined || depth > DEEPEST) return undefined;
  const literal = literalAt(source, at);
  if (literal === undefined) return undefined;
  if (source.code[literal] === '[') return findItem(source, literal, path, depth);
  const spreads: number[] = [];
  for (const { start } of partsOf(source.code, literal)) {
    const key = skipSpace(source.text, start);
    if (source.code.startsWith('...', key)) spreads.push(key + 3);
    else if (keyAt(source, key) === step) return find(source, valueAfter(source, key), rest, depth + 1) ?? key;
  }
  for (const spread of spreads.reverse()) {
    const found = find(source, spread, path, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An item of a list: by its number, or by its name, of which the text between its brackets speaks. */
function findItem(source: Source, list: number, [step, ...rest]: readonly string[], depth: number): number | undefined {
  const wanted = step.replace(/^\[|\]$/g, '');
  const parts = partsOf(source.code, list);
  const named = parts.find(({ start, end }) => quoted(source.text.slice(start, end)).includes(wanted));
  const part = named ?? (/^\d+$/.test(wanted) ? parts[Number(wanted)] : undefined);
  if (part === undefined) return undefined;
  return find(source, part.start, rest, depth + 1) ?? skipSpace(source.code, part.start);
}

/**
 * The object or list that a value is: written there, in a call there, or in the constant that is named there.
 *
 * @param before where the statement begins: what it names is declared above
 */
function literalAt(source: Source, at: number, before = at): number | undefined {
  const { code } = source;
  const start = skipSpace(code, at);
  if (code[start] === '{' || code[start] === '[') return start;
  const name = nameAt(code, start);
  if (name === undefined) return undefined;
  const after = skipSpace(code, start + name.length);
  if (',}]);'.includes(code[after])) return declarationOf(source, name, before);
  // Such as Exposure.ingress({ host }): the last object that it is given.
  const open = code.slice(after).search(/[(,}\n]/) + after;
  if (code[open] !== '(') return undefined;
  const arguments_ = partsOf(code, open).map(part => skipSpace(code, part.start));
  return arguments_.reverse().find(each => code[each] === '{' && each < closingOf(code, open));
}

/** What the nearest constant of a name above a place is set to. */
function declarationOf(source: Source, name: string, before: number): number | undefined {
  const declaration = new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^=;]*=`, 'g');
  const declared = [...source.code.slice(0, before).matchAll(declaration)];
  const last = declared.at(-1);
  return last === undefined ? undefined : literalAt(source, last.index + last[0].length, last.index);
}

/** The name of a field: as a word, or in quotes. */
function keyAt({ text, code }: Source, at: number): string | undefined {
  const [, inQuotes] = /^['"]([^'"]*)['"]/.exec(text.slice(at, at + 300)) ?? [];
  return inQuotes ?? nameAt(code, at);
}

/** Where the value of a field begins: after its colon, or, without one, its name is that of the value. */
function valueAfter({ text, code }: Source, key: number): number {
  const [name] = /^(?:'[^']*'|"[^"]*"|[\w$]+)/.exec(text.slice(key)) ?? [''];
  const after = skipSpace(code, key + name.length);
  return code[after] === ':' ? after + 1 : key;
}

function nameAt(code: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(code)?.[0];
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const [skipped] = /^(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)/.exec(text.slice(at, at + 2000)) ?? [''];
    if (skipped === '') return at;
    at += skipped.length;
  }
}

function quoted(text: string): string[] {
  return [...text.matchAll(/'([^'\n]*)'|"([^"\n]*)"/g)].map(([, one, other]) => one ?? other);
}

function offsetOf(text: string, line: number, column: number): number {
  let at = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at + column - 1;
}
