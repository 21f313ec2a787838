import { visible as onOneLine } from '../cluster/visible';

/** Text of others on one line, with what a terminal would obey or not show written out; a tab is a space. */
export function visible(text: string): string {
  return onOneLine(text.replaceAll('\t', ' '));
}

/** The same of text with several lines. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join('\n');
}

/** `1 workload`, `2 workloads`. */
export function count(number: number, singular: string, plural = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}
