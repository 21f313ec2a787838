import { visible } from '../../output/plain';

/** Text that is HTML or SVG already. Whatever else gets into a page is escaped: manifests say what others want. */
export class Markup {
  constructor(public readonly text: string) {}
}

type Part = Markup | string | number | undefined | false | readonly Part[];

/** A template of markup; what is put into it is escaped, unless it is markup itself. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((text, n) => n === 0 ? text : textOf(parts[n - 1]) + text).join(''));
}

function textOf(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  return part === undefined || part === false ? '' : escaped(`${part as string | number}`);
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };

/** For text and for attributes in quotes. */
export function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, character => ENTITIES[character]);
}
