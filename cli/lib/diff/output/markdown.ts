import { linesText } from './line';
import { sectionsOf } from './sections';
import { summaryOf } from './summary';
import { visible } from '../../cluster/visible';
import { Style } from '../../output/style';
import { Comparison } from '../comparison';

/** GitHub refuses comments of more than 65,536 characters, and GitLab of more than a million. */
const MOST = 60_000;

/**
 * The whole comparison, for the comment of a pull request: what is meant is open, the fields are folded. Whatever a file or a
 * cluster says stands between fences, where it is neither Markdown nor HTML.
 */
export function comparisonMarkdown(comparison: Comparison, most = MOST): string {
  const begin = [
    `### Against ${inCode(comparison.base)}: ${summaryOf(comparison)}`,
    ...comparison.notes.map(note => `> ${inCode(note)}`),
  ].join('\n\n');
  const left: string[] = [];
  let text = begin;
  for (const [n, { title, lines }] of sectionsOf(comparison).entries()) {
    const room = most - text.length - END;
    const { body, more } = fitting(linesText(lines, Style.PLAIN), room);
    if (more > 0) left.push(`${more} lines of "${title}"`);
    if (body !== '') text += `\n\n<details${n === 0 ? ' open' : ''}><summary>${title}</summary>\n\n${fenced(body)}\n\n</details>`;
  }
  return left.length === 0 ? text : `${text}\n\nLeft out for the size: ${left.join(', ')}. \`pinterest diff\` shows all.`;
}

/** Room for the words around a section, and for what is said of what was left out. */
const END = 600;

function fitting(lines: readonly string[], room: number): { readonly body: string; readonly more: number } {
  let used = 0;
  const fit = lines.findIndex(line => (used += line.length + 1) > room);
  const shown = fit < 0 ? lines : lines.slice(0, fit);
  return { body: shown.join('\n'), more: lines.length - shown.length };
}

/** Fences are longer than any row of backticks between them. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([found]) => found.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function inCode(text: string): string {
  return `\`${visible(text).replaceAll('`', "'")}\``;
}
