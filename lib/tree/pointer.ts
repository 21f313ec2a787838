/** The names and numbers in a JSON pointer: `metadata`, `labels`, `a/b` of `/metadata/labels/a~1b`. */
export function tokensOf(pointer: string): string[] {
  return pointer.split('/').slice(1).map(token => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}
