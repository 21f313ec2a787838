import { FileError } from './file-error';

/** Files of an app of this process. A reference to the app itself would keep all its constructs. */
interface Written {
  readonly app: WeakRef<object>;
  readonly files: ReadonlySet<string>;
}

/** By output folder, for the latest folders. */
const WRITTEN = new Map<string, Written[]>();
const FOLDERS = 100;

/**
 * No app changes or removes what another app of the same process wrote: both would be the same program, with one list, and
 * the second would remove what the first one wrote.
 *
 * @throws if a file is of another app
 */
export function spareNeighbours(folder: string, app: object, changed: Iterable<string>, nameOf: (file: string) => string): void {
  const others = (WRITTEN.get(folder) ?? []).filter(each => each.app.deref() !== app);
  if (others.length === 0) return;
  for (const file of changed) {
    if (!others.some(other => other.files.has(file))) continue;
    throw new FileError(`${nameOf(file)} is of another app of this program, which wrote it before. `
      + 'Give each app a folder of its own; in one folder, a name and charts of its own: new PinterestApp({ name: "boards" }).');
  }
}

export function remember(folder: string, app: object, files: Iterable<string>): void {
  const others = (WRITTEN.get(folder) ?? []).filter(each => each.app.deref() !== app);
  WRITTEN.delete(folder);
  WRITTEN.set(folder, [...others, { app: new WeakRef(app), files: new Set(files) }]);
  for (const oldest of WRITTEN.keys()) if (WRITTEN.size > FOLDERS) WRITTEN.delete(oldest);
}

