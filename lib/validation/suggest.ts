/** Says what could have been meant: `Known names: api, web.` */
export function known(what: string, names: Iterable<string>): string {
  const list = [...new Set(names)].sort();
  return list.length === 0 ? `There are no ${what}.` : `Known ${what}: ${list.join(', ')}.`;
}
