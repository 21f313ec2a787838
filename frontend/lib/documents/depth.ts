import { CST } from 'yaml';

/**
 * What is nested more deeply than a number of steps, of what a parser has read; undefined if nothing is. Whoever makes nodes of it
 * calls himself for each step, and may end the whole process where that is too many: V8 does if it compiles a regular expression
 * when the stack is nearly full.
 */
export function deeperThan(most: number, tokens: readonly CST.Token[]): CST.Token | undefined {
  let level = tokens.flatMap(token => token.type === 'document' ? token.value ?? [] : []);
  for (let depth = 0; depth <= most && level.length > 0; depth++) level = level.flatMap(within);
  return level[0];
}

function within(token: CST.Token): CST.Token[] {
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter(each => each !== undefined && each !== null));
}
