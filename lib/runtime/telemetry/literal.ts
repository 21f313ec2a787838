/**
 * A value as the collector's configuration must write it to mean just that. The collector replaces `${env:NAME}`, also in the
 * middle of a value, by what may be a credential, and reads `$$` as one dollar.
 *
 * Operators of log receivers take no such values: their `EXPR(...)` is a language of its own, for which there is no escape.
 */
export function literal(value: string): string {
  return value.replace(/\$/g, '$$$$');
}

/** A configuration as a file. JSON is YAML, but for characters that YAML takes for line breaks, or does not take at all. */
export function written(config: object): string {
  return JSON.stringify(config, undefined, 2)
    // One line for each of many alike.
    .replace(/^ {4}"filelog\/containers-.*\{\n[^]*?^ {4}\}/gm, receiver => `    ${receiver.trim().replace(/\n */g, ' ')}`)
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, character =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
