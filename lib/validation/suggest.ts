/** Nobody reads a longer list. */
const MOST = 20;

/**
 * Lists the names that could have been meant: `Known names: api, web.`
 *
 * @param meant what was written; a long list is cut to its neighbours in alphabetical order
 */
export function suggest(what: string, names: Iterable<string>, meant = ''): string {
  const list = [...new Set(names)].sort();
  if (list.length === 0) return `There are no ${what}.`;
  if (list.length <= MOST) return `Known ${what}: ${list.join(', ')}.`;
  const place = list.findIndex(name => name >= meant);
  const first = Math.min(Math.max((place < 0 ? list.length : place) - MOST / 2, 0), list.length - MOST);
  return `Known ${what}, of ${list.length}: ${list.slice(first, first + MOST).join(', ')}.`;
}
