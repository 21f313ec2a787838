/**
 * A word of a command that somebody may copy into a shell. Most names of a cluster are plain, but what a pod or an event only
 * mentions may be anything.
 */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replace(/'/g, '\'\\\'\'')}'`;
}
