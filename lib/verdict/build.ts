import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** Where a program is. */
export interface Place {
  readonly file: string;
  /** The folder with the definitions of custom resources. */
  readonly definitions: string;
}

/**
 * What is another one whenever a program, or a definition beside it, is; undefined if there is no program. npm gives all files of
 * all packages the same date, so that the version of the package counts as well.
 */
export function buildOf({ file, definitions }: Place): string | undefined {
  const stats = statsOf(file);
  if (!stats?.isFile()) return undefined;
  const hash = createHash('sha256').update(`${file}\n${stats.size}\n${stats.mtimeMs}\n`);
  for (const each of [path.join(path.dirname(file), 'package.json'), ...filesIn(definitions)]) {
    hash.update(`${each}\n`).update(contentOf(each)).update('\0');
  }
  return hash.digest('hex');
}

/** What may not be looked at is not there. */
function statsOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort().map(name => path.join(folder, name));
  } catch {
    return [];
  }
}

function contentOf(file: string): Buffer | string {
  try {
    return fs.readFileSync(file);
  } catch {
    return '';
  }
}
