/**
 * A value as the collector's configuration must write it to mean just that. The collector replaces `${env:NAME}`, also in the
 * middle of a value, by what may be a credential, and reads `$$` as one dollar.
 *
 * Operators of log receivers take no such values: their `EXPR(...)` is a language of its own, for which there is no escape.
 */
export function literal(value: string): string {
  return value.replace(/\$/g, '$$$$');
}
