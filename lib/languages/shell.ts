/** Nothing in it has a meaning of its own: reserved words are in lower case. */
const PLAIN = /^[A-Z0-9]+$/;

/** A word of a shell script, which the shell reads as this very text. A shell has no form for a NUL. */
export function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}

/** Words, as the arguments of a command or the list of a loop. */
export function shellWords(texts: string[]): string {
  return texts.map(shellWord).join(' ');
}
