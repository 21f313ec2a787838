/** More than this nobody reads. */
const MOST = 20;

/**
 * Says what could have been meant: `Known names: api, web.`
 *
 * @param meant what was written; of many names those are told that stand around it in the alphabet
 */
export function suggest(what: string, names: Iterable<string>, meant = ''): string {
  const list = [...new Set(names)].sort();
  if (list.length === 0) return `There are no ${what}.`;
  if (list.length <= MOST) return `Known ${what}: ${list.join(', ')}.`;
  const place = list.findIndex(name => name >= meant);
  const first = Math.min(Math.max((place < 0 ? list.length : place) - MOST / 2, 0), list.length - MOST);
  return `Known ${what}, of ${list.length}: ${list.slice(first, first + MOST).join(', ')}.`;
}
