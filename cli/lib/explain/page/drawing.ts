import { markup, Markup } from './markup';
import { visible } from '../../output/plain';

/** A drawing for wide windows, or for narrow ones: SVG shrinks its text, and nobody could read it. */
export interface Canvas {
  readonly narrow: boolean;
  readonly width: number;
}

export const CANVASES: readonly Canvas[] = [{ narrow: false, width: 1040 }, { narrow: true, width: 340 }];

/** In the font of drawings, at most. */
const CHARACTER = 7.3;
const LINE = 18;
const PADDING = 10;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Its first line is its name. */
  readonly lines: readonly string[];
  /** Who has made it: a class of the look. */
  readonly author: string;
  /** Where in the page it is told. */
  readonly href: string;
  /** What a screen reader says of it. */
  readonly label: string;
  readonly id: string;
  /** What it is connected with, by ids. */
  readonly peers?: readonly string[];
}

export function heightOf(lines: readonly string[]): number {
  return lines.length * LINE + 2 * PADDING - 4;
}

/** A link, so that the keyboard reaches it, and that leads to where the thing is told. */
export function boxOf({ x, y, width, lines, author, href, label, id, peers = [] }: Box): Markup {
  const height = heightOf(lines);
  const texts = lines.map((line, n) => (
    markup`<text x="${x + PADDING + 6}" y="${y + PADDING + 10 + n * LINE}" class="${n === 0 ? 'name' : 'more'}">${
      fitting(line, width - 2 * PADDING - 6)}</text>`
  ));
  return markup`<a href="#${href}" class="box ${author}" aria-label="${label}" data-id="${id}" data-peers="${peers.join(' ')}">
<title>${label}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>
<rect class="edge" x="${x}" y="${y}" width="5" height="${height}" rx="2"/>${texts}</a>`;
}

/** As much of a text as there is room for. */
export function fitting(text: string, width: number): string {
  const characters = Math.floor(width / CHARACTER);
  const shown = visible(text);
  return shown.length <= characters ? shown : `${shown.slice(0, Math.max(1, characters - 1))}…`;
}

export interface Drawn {
  readonly height: number;
  readonly content: Markup;
}

/** The two drawings of something, of which a window shows one. */
export function drawings(title: string, draw: (canvas: Canvas) => Drawn): Markup {
  return markup`${CANVASES.map(canvas => {
    const { height, content } = draw(canvas);
    const { narrow, width } = canvas;
    return markup`
<svg class="${narrow ? 'narrow' : 'wide'}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group"
  aria-label="${title}">${content}</svg>`;
  })}`;
}

export type Point = readonly [x: number, y: number];

/** A curve from the right of one thing to the left of another, with an arrow. */
export function arrow([x1, y1]: Point, [x2, y2]: Point, [from, to]: readonly [string, string]): Markup {
  const bend = Math.max(20, (x2 - x1) / 2);
  const curve = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 6} ${y2}`;
  const head = `M${x2 - 7} ${y2 - 4}L${x2} ${y2}L${x2 - 7} ${y2 + 4}z`;
  return markup`<path class="arrow" data-from="${from}" data-to="${to}" d="${curve}"/>
<path class="head" data-from="${from}" data-to="${to}" d="${head}"/>`;
}
