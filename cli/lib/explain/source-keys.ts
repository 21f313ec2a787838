interface Place {
  readonly line: number;
  readonly column: number;
}

/** What matters of TypeScript here: what is skipped as a whole, brackets, and the ends of what they divide. */
const TOKEN = new RegExp([
  /\/\/[^\n]*/, /\/\*[\s\S]*?\*\//, /'(?:[^'\\\n]|\\.)*'/, /"(?:[^"\\\n]|\\.)*"/, /`(?:[^`\\]|\\[\s\S])*`/,
  /[A-Za-z_$][\w$]*/, /[()[\]{},:]/, /\.\.\./,
].map(({ source }) => source).join('|'), 'g');

/**
 * Where the properties of a call such as `new PinterestService(chart, 'api', { ... })` are written, by their paths. What is
 * spread or made elsewhere is not found. This is no parser: a text that it does not understand gives fewer places, not wrong
 * lines.
 */
export function keysOfCall(text: string, { line, column }: Place): Map<string, Place> {
  const found = new Map<string, Place>();
  const begin = offsetOf(text, line, column);
  const tokens = new RegExp(TOKEN);
  tokens.lastIndex = begin;
  /** The open brackets; those of objects with the property in which they are. */
  const open: { readonly bracket: string; readonly path?: string }[] = [];
  let key: string | undefined;
  let isKey = false;
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const [token] = match;
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    const inside = open.at(-1);
    const object = inside?.bracket === '{' ? inside.path : undefined;
    if ('([{'.includes(token)) {
      // An object right in the call is its properties, and one after a key is that of the key.
      const path = token !== '{' ? undefined : open.length === 1 ? '' : object !== undefined && key !== undefined ? key
        : undefined;
      open.push({ bracket: token, path });
      [key, isKey] = [undefined, token === '{'];
    } else if (')]}'.includes(token)) {
      open.pop();
      if (open.length === 0) break;
      [key, isKey] = [undefined, false];
    } else if (token === ',') {
      [key, isKey] = [undefined, true];
    } else if (object !== undefined && isKey && token !== ':' && token !== '...') {
      key = [object, token.replace(/^['"]|['"]$/g, '')].filter(Boolean).join('.');
      if (!found.has(key)) found.set(key, placeAt(text, match.index));
      isKey = false;
    } else if (token !== ':') {
      // A value that is no object: braces further in it are none of the property.
      if (token === '...') key = undefined;
      isKey = false;
    }
  }
  return found;
}

function offsetOf(text: string, line: number, column: number): number {
  let offset = 0;
  for (let n = 1; n < line; n++) {
    const end = text.indexOf('\n', offset);
    if (end < 0) return text.length;
    offset = end + 1;
  }
  return offset + column - 1;
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
