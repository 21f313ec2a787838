/**
 * Any text as one word of HAProxy's configuration, whatever is in it: quotes, spaces and line breaks included. What is not plain
 * is written as the bytes of its UTF-8. NUL and the empty text, which HAProxy takes for the end of the line, become U+FFFD: that
 * equals nothing else.
 */
export function word(text: string): string {
  if (PLAIN.test(text)) return text;
  return [...Buffer.from(text.replaceAll('\0', '\uFFFD') || '\uFFFD')]
    .map(byte => PLAIN.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}

/** Any text as a word in which HAProxy looks for `%[...]`: `lf-string`, the value of `set-header`. */
export function format(text: string): string {
  return word(text.replaceAll('%', '%%'));
}

/** Any text as part of the name of a section. Two texts have two names. */
export function sectionName(text: string): string {
  if (PLAIN_NAME.test(text)) return text;
  return [...Buffer.from(text)]
    .map(byte => /[A-Za-z0-9-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `_${byte.toString(16)}.`)
    .join('');
}

/** What most ports are called. */
const PLAIN_NAME = /^[A-Za-z0-9-]*$/;

/** What means itself, wherever it stands. */
const PLAIN = /^[A-Za-z0-9_./:-]+$/;
