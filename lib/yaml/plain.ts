/**
 * Blanks at either end, which readers trim, and what starts something other than text; `-`, `?` and `:` only before a blank.
 */
const NOT_TEXT = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^---|^\.\.\.|\s$/;

/** What ends a key or a line, or starts a comment; also tabs, about which readers differ. */
const CUTS_TEXT = /:(?:\s|$)|\s#|[\t\n]/;

/** What some reader takes for a boolean, null, infinity, NaN, a merge key or a default, in upper or lower case. */
const WORD = /^(?:y|yes|n|no|on|off|true|false|null|~|<<|=|[-+]?\.inf|\.nan)$/i;

/**
 * Numbers of YAML 1.1, of YAML 1.2 and of Go, base 60 among them;
 * also `.`, `e3` and the like, which some readers mistake for a number.
 */
const NUMBER = /^[-+]?(?:0b[01]*|0o[0-7]*|0x[0-9a-f]*|[0-9]*(?:\.[0-9]*)?(?:e[-+]?[0-9]+)?|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)$/i;

const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s]|$)/;

/**
 * Whether every reader of YAML 1.1 and 1.2 reads the unquoted text as the same string. It must have no characters to escape.
 */
export function readsAsItself(text: string): boolean {
  return !NOT_TEXT.test(text) && !CUTS_TEXT.test(text) && !WORD.test(text) && !DATE.test(text)
    // Go removes underscores before it parses a number.
    && !NUMBER.test(text.includes('_') ? text.replaceAll('_', '') : text);
}
