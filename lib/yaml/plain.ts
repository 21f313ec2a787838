/**
 * A blank at either end, which readers trim; what begins something other than text; `-`, `?` and `:` are text where text follows.
 */
const NOT_TEXT = /^[\s,[\]{}#&*!|>'"%@`]|^[-?:](?:\s|$)|^---|^\.\.\.|\s$/;

/** What ends a key or a line, or begins a comment; about tabs readers differ. */
const CUTS_TEXT = /:(?:\s|$)|\s#|[\t\n]/;

/** What some reader takes for a boolean, for nothing, for a number that is none, for a merge or for a default; in any case. */
const WORD = /^(?:y|yes|n|no|on|off|true|false|null|~|<<|=|[-+]?\.inf|\.nan)$/i;

/**
 * Numbers of YAML 1.1, of YAML 1.2 and of Go, base 60 among them;
 * also `.`, `e3` and the like, which a reader takes for a number that is none.
 */
const NUMBER = /^[-+]?(?:0b[01]*|0o[0-7]*|0x[0-9a-f]*|[0-9]*(?:\.[0-9]*)?(?:e[-+]?[0-9]+)?|[0-9]+(?::[0-9]+)+(?:\.[0-9]*)?)$/i;

const DATE = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s]|$)/;

/**
 * Whether every reader of YAML 1.1 and 1.2 takes the text, written as it is, for the same string. It has no characters to escape.
 */
export function readsAsItself(text: string): boolean {
  return !NOT_TEXT.test(text) && !CUTS_TEXT.test(text) && !WORD.test(text) && !DATE.test(text)
    // Go leaves underscores out before it looks for a number.
    && !NUMBER.test(text.includes('_') ? text.replaceAll('_', '') : text);
}
