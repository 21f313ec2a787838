import { ChangedMeanwhile } from './file-error';
import { Folder } from './folder';
import { Inventory } from './inventory';
import { remember, spareNeighbours } from './neighbours';
import { Output, Written } from './output';
import { refuse } from './refuse';
import { Finding } from '../validation/finding';

/** Files that exist already, or are generated while they are read. */
export interface FileSource {
  readonly files: Iterable<{ readonly path: string; readonly text: string }>;
  /** Complete once all files have been read. */
  readonly problems: Finding[];
  readonly isComplete: boolean;
}

/** An app: what it is, and where it writes. */
interface Program {
  readonly outdir: string;
}

/** How often a synth begins anew where others change the same folder. */
const ATTEMPTS = 10;

/**
 * Writes files to an app's folder. None changes unless all are valid.
 *
 * @param name the program's name, see PinterestAppProps
 * @throws if there is a problem, with all of them
 */
export function writeFiles(app: Program, source: () => FileSource, name?: string): Written {
  for (let attempt = 1; ; attempt++) {
    try {
      return attemptToWrite(app, source(), name);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}

function attemptToWrite(app: Program, source: FileSource, name?: string): Written {
  const folder = new Folder(app.outdir);
  const output = new Output(folder);
  try {
    for (const file of source.files) {
      // Where there is a problem, the others are sought, and nothing is written.
      if (source.problems.length === 0) output.put(file.path, file.text);
    }
    refuse(source.problems);
    const written = output.commit({
      inventory: new Inventory(folder, app.outdir, name),
      complete: source.isComplete,
      spare: changed => spareNeighbours(folder.key, app, changed, file => folder.nameOf(file)),
    });
    remember(folder.key, app, output.paths);
    return written;
  } finally {
    output.close();
  }
}
