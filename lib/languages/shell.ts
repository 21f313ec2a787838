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

/** What images name as their STOPSIGNAL: PostgreSQL stops fast by SIGINT, nginx waits for its clients by SIGQUIT. */
const STOP_SIGNALS = ['TERM', 'INT', 'QUIT', 'USR1', 'WINCH'];

/** Passes on a signal to stop as the very one that the kubelet sends. */
export function passOnStop(): string {
  return `for signal in ${STOP_SIGNALS.join(' ')}; do trap "kill -$signal $child" "$signal"; done`;
}
