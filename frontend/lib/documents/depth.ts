import { CST } from 'yaml';

/**
 * What is nested more deeply than a number of steps, of what a parser has read; undefined if nothing is. What makes nodes of it
 * calls itself for each step. Too many may end the whole process: V8 does so if it compiles a regular expression where the stack
 * is nearly full.
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
