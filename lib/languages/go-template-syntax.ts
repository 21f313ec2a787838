/** What opens a block that `end` closes. */
const OPENERS = new Set(['if', 'range', 'with', 'block', 'define']);

/** What may follow `else` at once. */
const AFTER_ELSE = new Set(['if', 'with']);

/** The texts and marks of an action. A string's escapes are Go's. */
const TOKEN = new RegExp([
  String.raw`\s+`,
  String.raw`"(?:[^"\\\n]|\\(?:[abfnrtv\\"]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}))*"`,
  '`[^`]*`',
  String.raw`'(?:[^'\\\n]|\\[^\n])+'`,
  String.raw`:=|[=|,()]`,
  String.raw`[$.]?[\p{L}_][\p{L}\p{Nd}_]*|[$.]`,
  String.raw`[-+]?\.?[0-9][\p{L}\p{Nd}_.+]*`,
].join('|'), 'uy');

/**
 * What is wrong with the form of a Go template, in words; undefined if its delimiters, strings, parentheses and blocks are right.
 * It knows no functions: those are the agent's.
 */
export function goTemplateFault(template: string): string | undefined {
  const blocks: string[] = [];
  let at = template.indexOf('{{');
  while (at >= 0) {
    const line = `in line ${template.slice(0, at).split('\n').length}`;
    const action = actionAt(template, at + 2);
    if (typeof action === 'string') return `${action} ${line}`;
    const fault = action.words === undefined ? undefined : blockFault(action.words, blocks);
    if (fault !== undefined) return `${fault} ${line}`;
    at = template.indexOf('{{', action.end);
  }
  return blocks.length > 0 ? `has no {{ end }} for {{ ${blocks[blocks.length - 1]} }}` : undefined;
}

interface Action {
  /** Its tokens; undefined in a comment. */
  readonly words?: string[];
  /** Where the text after it begins. */
  readonly end: number;
}

/** The action that begins behind the delimiter, or what is wrong with it. */
function actionAt(template: string, start: number): Action | string {
  const from = /^-\s/.test(template.slice(start, start + 2)) ? start + 1 : start;
  const comment = /^\s?\/\*/.exec(template.slice(from, from + 3));
  if (comment && (from > start || !/^\s/.test(comment[0]))) return commentAt(template, from + comment[0].length);
  const words: string[] = [];
  let depth = 0;
  let at = from;
  for (;;) {
    const end = /^(?:\s-)?\}\}/.exec(template.slice(at, at + 4));
    if (end) {
      if (depth > 0) return 'has a "(" that is not closed';
      return words.length > 0 ? { words, end: at + end[0].length } : 'has an empty {{ }}';
    }
    TOKEN.lastIndex = at;
    const [word] = TOKEN.exec(template) ?? [];
    if (word === undefined) return at >= template.length ? 'has a "{{" that is not closed' : 'has what Go cannot read';
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (depth < 0) return 'has a ")" without "("';
    if (word.trim() !== '') words.push(word);
    at += word.endsWith('\n') || word.trim() !== '' ? word.length : blanksBeforeEnd(template, at, word.length);
  }
}

/** A blank and "-" belong to the delimiter. */
function blanksBeforeEnd(template: string, at: number, length: number): number {
  return template.startsWith('-}}', at + length) && length > 1
    ? length - 1
    : template.startsWith('-}}', at + length) ? 0 : length;
}

function commentAt(template: string, start: number): Action | string {
  const close = template.indexOf('*/', start);
  const end = close < 0 ? null : /^(?:\s-)?\}\}/.exec(template.slice(close + 2, close + 6));
  return end ? { end: close + 2 + end[0].length } : 'has a comment that is not closed';
}

/** Opens and closes blocks. */
function blockFault(words: string[], blocks: string[]): string | undefined {
  const [first, second] = words;
  if (words.some((word, n) => word === '|' && [undefined, '|', '(', ':=', '='].includes(words[n - 1]))) {
    return 'has a "|" without a value';
  }
  if ((first === 'break' || first === 'continue') && second === undefined && !blocks.includes('range')) {
    return `has {{ ${first} }} outside of {{ range }}`;
  }
  if (OPENERS.has(first)) {
    if (second === undefined) return `has {{ ${first} }} without a value`;
    blocks.push(first);
  } else if (first === 'end') {
    if (second !== undefined) return `has "${second}" after "end"`;
    if (blocks.pop() === undefined) return 'has {{ end }} without a block';
  } else if (first === 'else') {
    const block = blocks[blocks.length - 1];
    if (block === undefined || block === 'define' || block === 'block') return 'has {{ else }} without {{ if }}';
    if (second !== undefined && !AFTER_ELSE.has(second)) return `has "${second}" after "else"`;
  }
  return undefined;
}
