/** A text, or what is wrong with its bytes. */
export interface Decoded {
  readonly text: string;
  /** What the bytes are, if they are no UTF-8; the text is as far as it can be read, or up to the first wrong byte. */
  readonly instead?: 'UTF-16' | 'something else';
}

/** Programs that read YAML take UTF-8, with or without a mark before it; what others make of other bytes is their guess. */
export function decode(bytes: Buffer): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), instead: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const text = bytes.toString('utf8');
    // Of a replacement character that is written as such, nothing is wrong.
    const at = [...text.matchAll(/\ufffd/g)].find(({ index }) => bytes.subarray(
      Buffer.byteLength(text.slice(0, index)), Buffer.byteLength(text.slice(0, index)) + 3,
    ).toString('latin1') !== '\xef\xbf\xbd')?.index;
    return { text: text.slice(0, at), instead: 'something else' };
  }
}

/** By its mark, or by its first two characters, which are of ASCII. */
function utf16Of([first, second, third, fourth]: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (second === 0 && fourth === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && third === 0) ? 'utf-16be' : undefined;
}
