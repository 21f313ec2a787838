/**
 * Text of the cluster, safe for a terminal: what could move the cursor, change colours, or turn the order of characters is shown
 * by its code, as is a line break.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, shown);
}

/** The same of several lines, such as a log, which keeps its line breaks and tabs. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(HIDDEN, character => (character === '\n' || character === '\t' ? character : shown(character)));
}

/** JSON in which strings have such characters by their codes, too: the same value, and nothing for a terminal to obey. */
export function visibleJson(value: unknown): string {
  const coded = (half: string) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replace(HIDDEN, character => (
    character === '\n' ? character : character.split('').map(coded).join('')
  ));
}

/** Controls, formats (such as those of direction), surrogates without their half, and separators of lines and paragraphs. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

function shown(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`;
}
