import { fileNameFix, isFileName, isFilePath } from './file-name';
import { Problem } from '../validation/problem';

/**
 * The paths of an output, of which no two may be one file, or a file and a folder, on any file system:
 * some take `Api` and `api` for one name, and some two spellings of the same letter.
 */
export class OutputPaths {
  private readonly files = new Map<string, string>();
  private readonly folders = new Map<string, string>();
  /** Of the path before, which mostly is in the same folder. */
  private latest = '';

  /** Adds a path, and says what is wrong with it. */
  public add(path: string): Problem[] {
    const problem = this.problemOf(path);
    this.files.set(folded(path), path);
    for (const folder of this.foldersOf(path)) this.folders.set(folded(folder), folder);
    this.latest = folderOf(path);
    return problem ? [{ field: 'file', value: path, ...problem }] : [];
  }

  /** Whether it is, on some file system, a file or folder of the output, or in one of its files. */
  public isTaken(path: string): boolean {
    return this.files.has(folded(path)) || this.folders.has(folded(path)) || this.clashOfFolders(path) !== undefined;
  }

  private problemOf(path: string): Pick<Problem, 'rule' | 'fix'> | undefined {
    if (!isFilePath(path)) return { rule: 'must be a path of file names that all systems have', fix: fixOf(path) };
    const clash = this.clashOfFolders(path);
    if (clash) return clash;
    const same = this.files.get(folded(path));
    if (same === path) return { rule: 'would be written twice', fix: RENAME };
    // Otherwise their folders have one name, which was said of the first file.
    if (same !== undefined && folderOf(same) === folderOf(path)) {
      return { rule: `has the same name as ${JSON.stringify(same)} ${SOMEWHERE}`, fix: RENAME };
    }
    const folder = this.folders.get(folded(path));
    return folder === undefined ? undefined : { rule: `is a file, but ${JSON.stringify(folder)} is a folder`, fix: RENAME };
  }

  private clashOfFolders(path: string): Pick<Problem, 'rule' | 'fix'> | undefined {
    for (const folder of this.foldersOf(path)) {
      const key = folded(folder);
      const file = this.files.get(key);
      if (file !== undefined) return { rule: `is in a folder, but ${JSON.stringify(file)} is a file`, fix: RENAME };
      const other = this.folders.get(key);
      if (other !== undefined && other !== folder) {
        return { rule: `is in a folder of the same name as ${JSON.stringify(other)} ${SOMEWHERE}`, fix: RENAME };
      }
    }
    return undefined;
  }

  /** Those that the path before did not have. */
  private foldersOf(path: string): string[] {
    const folder = folderOf(path);
    if (folder === '' || folder === this.latest) return [];
    const parts = folder.split('/');
    return parts.map((_, n) => parts.slice(0, n + 1).join('/'));
  }
}

const RENAME = 'Rename one of the two objects or charts.';

const SOMEWHERE = 'where case and the form of letters do not count, as on Windows and macOS';

function fixOf(path: string): string {
  return fileNameFix(path.split('/').find(part => !isFileName(part))!);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The same for all names that some file system takes for one. */
export function folded(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
