/** The longest path that is registered; one that the library derives from names has at most 200 characters and its root. */
export const LONGEST_PATH = 512;
const MOST_LEVELS = 12;

/** ASCII only, so that no two spellings look alike, and nothing that ZooKeeper or a reader could read in another way. */
const SEGMENT = /^[-A-Za-z0-9_.:@]{1,300}$/;

/** What registrars write themselves has addresses of IPv6 in brackets, too. */
const NAME = /^[-A-Za-z0-9_.:@[\]]{1,300}$/;

/** A name of one level. */
export function isSegment(text: string): boolean {
  return SEGMENT.test(text) && text !== '.' && text !== '..';
}

/** An absolute path, without an empty, relative or encoded part, within the limits. */
export function isPath(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > LONGEST_PATH || !text.startsWith('/')) return false;
  const segments = segmentsOf(text);
  return segments.length <= MOST_LEVELS && segments.every(isSegment);
}

export function segmentsOf(path: string): string[] {
  return path.split('/').slice(1);
}

/** The folder of a node; empty for one at the top. */
export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Whether a registrar may have written a name; whoever else wrote it, it is left alone. */
export function isName(text: string): boolean {
  return NAME.test(text) && text !== '.' && text !== '..';
}

/**
 * Writes the path of a node in a folder, and nothing else does: it has exactly one level more.
 *
 * @throws if the name is not one of a level
 */
export function join(folder: string, name: string): string {
  if (!isName(name)) throw new Error(`"${name.slice(0, 80)}" cannot be a name in ZooKeeper`);
  return `${folder}/${name}`;
}

/** Whether a path is another one or in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
