import { visible } from '../../cluster/visible';
import { Style } from '../../output/style';

/** A line of an answer. What it says may come from anywhere: it is made safe for a terminal when it is shown. */
export interface Line {
  /** In steps of two spaces. */
  readonly indent: number;
  readonly text: string;
  readonly tone?: 'title' | 'new' | 'gone' | 'changed' | 'aside';
  /** What stands to the right of it, such as its place in the source. */
  readonly aside?: string;
}

/** Lines that belong together. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Further to the right no aside is aligned. */
const WIDEST = 90;

export function sectionText({ title, lines }: Section, style: Style): string {
  return [style.bold(title), ...linesText(lines, style)].join('\n');
}

/** Asides stand in one column. */
export function linesText(lines: readonly Line[], style: Style): string[] {
  const plain = lines.map(({ indent, text }) => '  '.repeat(indent) + visible(text));
  const column = Math.max(
    0,
    ...plain.filter((text, n) => lines[n].aside !== undefined && text.length <= WIDEST).map(text => text.length),
  );
  return lines.map(({ tone, aside }, n) => {
    const shown = toned(plain[n], tone, style);
    return aside === undefined
      ? shown
      : `${shown}${' '.repeat(Math.max(column - plain[n].length, 0))}   ${style.dim(visible(aside))}`;
  });
}

function toned(text: string, tone: Line['tone'], style: Style): string {
  switch (tone) {
    case 'title': return style.bold(text);
    case 'new': return style.green(text);
    case 'gone': return style.red(text);
    case 'changed': return style.yellow(text);
    case 'aside': return style.dim(text);
    default: return text;
  }
}
