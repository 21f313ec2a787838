/**
 * A program with all that is in strings, comments and regular expressions blanked out, character for character: what is left of
 * brackets, commas and names is code. Of a template, what stands in `${}` goes too.
 */
export function maskedSource(text: string): string {
  return text.replace(NOT_CODE, found => found.replace(/[^\n]/g, ' '));
}

const NOT_CODE = new RegExp([
  /\/\/[^\n]*/,
  /\/\*[^]*?\*\//,
  /'(?:[^'\\\n]|\\[^])*'/,
  /"(?:[^"\\\n]|\\[^])*"/,
  /`(?:[^`\\]|\\[^])*`/,
  // Only where a value may begin: elsewhere it divides.
  /(?<=[=(,:[!&|?{};]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/,
].map(({ source }) => source).join('|'), 'g');

/** Where the bracket at a place is closed; the end of the text if it is not. */
export function closingOf(masked: string, open: number): number {
  let depth = 0;
  for (let at = open; at < masked.length; at++) {
    if ('([{'.includes(masked[at])) depth++;
    else if (')]}'.includes(masked[at]) && --depth === 0) return at;
  }
  return masked.length;
}

/** The parts between the commas in a pair of brackets, by where each begins and ends, without white space. */
export function partsOf(masked: string, open: number): { readonly start: number; readonly end: number }[] {
  const close = closingOf(masked, open);
  const parts: { start: number; end: number }[] = [];
  let start = open + 1;
  for (let at = open + 1; at <= close; at++) {
    if ('([{'.includes(masked[at])) {
      at = closingOf(masked, at);
    } else if (at === close || masked[at] === ',') {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  return parts;
}
