/** What moves a terminal's cursor, changes its colours, or turns the direction of text: other characters than one sees. */
// eslint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** Text of others on one line, with such characters written out. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, character => (
    character === '\n' ? '\\n' : character === '\t' ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  ));
}

/** The same of text with several lines. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

/** `1 workload`, `2 workloads`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
