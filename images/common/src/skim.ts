const [QUOTE, BACKSLASH, COLON, COMMA] = Buffer.from('"\\:,');
const OPENING = new Set(Buffer.from('{['));
const CLOSING = new Set(Buffer.from('}]'));
const SPACE = new Set(Buffer.from(' \t\r\n'));
const NULL = Buffer.from('null');
const LONGEST_NAME = 64;
const NO_NAME = '"'.repeat(LONGEST_NAME);

/**
 * Passes on JSON that arrives in parts, with `null` for the values of some fields, at whatever depth. What is left out is never
 * in memory as a whole: a pod has a megabyte of it where its author likes, and six as JSON.
 */
export class Skim {
  private inString = false;
  private escaped = false;
  /** The string that is open, or has just ended; it may be the name of a field. */
  private name = '';
  private skipping = false;
  private depth = 0;

  constructor(private readonly without: ReadonlySet<string>) {}

  /** What is to be kept of the next part. */
  public rest(part: Buffer): Buffer {
    if (this.without.size === 0) return part;
    const kept: Buffer[] = [];
    let from = 0;
    for (let at = 0; at < part.length; at++) {
      const byte = part[at];
      if (this.inString) {
        at = this.textEnd(part, at);
      } else if (byte === QUOTE) {
        this.inString = true;
        this.name = '';
      } else if (this.skipping) {
        if (this.ends(byte)) from = at;
      } else if (byte === COLON && this.without.has(this.name)) {
        kept.push(part.subarray(from, at + 1), NULL);
        this.skipping = true;
      } else if (!SPACE.has(byte)) {
        this.name = '';
      }
    }
    if (!this.skipping) kept.push(part.subarray(from));
    return Buffer.concat(kept);
  }

  /** Goes on in the open string, up to the next quotation mark: where it is, or the end of the part. */
  private textEnd(part: Buffer, start: number): number {
    const found = part.indexOf(QUOTE, start);
    const end = found === -1 ? part.length : found;
    let first = end;
    while (first > start && part[first - 1] === BACKSLASH) first--;
    const isEscaped = (end - first + Number(first === start && this.escaped)) % 2 === 1;
    // The name of no field has a quotation mark or is longer.
    if (!this.skipping) this.name += part.toString('latin1', start, Math.min(end, start + LONGEST_NAME - this.name.length));
    this.inString = found === -1 || isEscaped;
    this.escaped = found === -1 && isEscaped;
    if (found !== -1 && isEscaped) this.name = NO_NAME;
    return end;
  }

  /** Whether the value that is left out has ended before this byte. */
  private ends(byte: number): boolean {
    if (OPENING.has(byte)) this.depth++;
    else if (CLOSING.has(byte) && this.depth > 0) this.depth--;
    else if (this.depth === 0 && (byte === COMMA || CLOSING.has(byte))) this.skipping = false;
    return !this.skipping;
  }
}
