/** A word of a shell script, which the shell reads as this very text. A shell has no form for a NUL. */
export function shellWord(text: string): string {
  return `'${text.replaceAll('\'', '\'\\\'\'')}'`;
}

/** Words, as the arguments of a command or the list of a loop. */
export function shellWords(texts: string[]): string {
  return texts.map(shellWord).join(' ');
}
