/** What went wrong with a file of the output, for people: the file, what was done with it, why not, and what to do. */
export class FileError extends Error {}

/** Something else has changed the folder meanwhile: to be tried again, from the start. */
export class ChangedMeanwhile extends FileError {}

/** Of an error of the file system: why, and what to do. */
const REASONS: Record<string, [string, string]> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['there is no more space for this user', 'Free some space'],
  EACCES: ['there is no permission', 'Give yourself the right to write there'],
  EPERM: ['that is not permitted', 'Look at its owner and attributes, and give yourself the right to write there'],
  EROFS: ['the file system is read-only', 'Choose another folder, or make this one writable'],
  EISDIR: ['it is a folder', 'Remove it'],
  ENOTDIR: ['a part of its path is a file', 'Remove that file'],
  ELOOP: ['a part of its path is a symbolic link', 'Remove the link'],
  ENAMETOOLONG: ['its path is too long', 'Shorten the names, or choose another folder'],
  EXDEV: ['it is on another file system', 'Mount the whole output folder, not parts of it'],
  EMFILE: ['too many files are open', 'Raise the limit'],
  ENOENT: ['it is gone', 'See what else changes that folder'],
  EIO: ['the disk does not answer', 'See what is wrong with the disk'],
};

/** @param done what is done with the file: written, read */
export function named<T>(file: string, done: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined || error instanceof FileError) throw error;
    const [reason, fix] = REASONS[code] ?? [(error as Error).message, 'Mend that'];
    throw new FileError(`${file} cannot be ${done}: ${reason} (${code}). ${fix}, and run the program again.`);
  }
}

/** Of an error of the file system: ENOENT. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : undefined;
}

/** Does something where these errors mean that there is nothing to do. */
export function unless(codes: string[], work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!codes.includes(codeOf(error) ?? '')) throw error;
  }
}
