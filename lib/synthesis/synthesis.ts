import { App, Chart } from 'cdk8s';
import { ChartWriter, Draft, DraftOptions } from './draft';
import { ChangedMeanwhile } from './file-error';
import { Folder } from './folder';
import { Inventory } from './inventory';
import { remember, spareNeighbours } from './neighbours';
import { Output, Written } from './output';
import { OutputPaths } from './output-paths';
import { PlannedFile, SynthesisPlan } from './plan';
import { chartsInOrder } from './topology';
import { treeOf } from './tree';
import { findingOf, findingsOf, refuse } from './validation';
import { inOnePass } from '../tree/pass';
import { Finding } from '../validation/finding';
import { inOneFile } from '../yaml/document';

export interface Synthesis {
  readonly written: Written;
  readonly warnings: Finding[];
}

/** What an app would write. Everything is validated, ordered and converted once. */
export function planOutput(app: App, options: DraftOptions): SynthesisPlan {
  return inOnePass(() => {
    const draft = new Draft(app, options);
    const files = [...draft.files];
    return SynthesisPlan._of(app, files, draft.problems, draft.warnings, draft.isComplete);
  });
}

/** Writes the same, file by file as they are generated, so that none is kept in memory. */
export function synthesize(app: App, options: DraftOptions, name?: string): Synthesis {
  return inOnePass(() => {
    let draft: Draft;
    const written = writeFiles(app, () => draft = new Draft(app, options), name);
    return { written, warnings: draft!.warnings };
  });
}

/** Writes a plan that an app has made. Its files are judged once more: it may have been changed, or made by hand. */
export function writePlan(app: App, plan: SynthesisPlan, name?: string): Written {
  return writeFiles(app, () => {
    const paths = new OutputPaths();
    const misplaced = plan.files.flatMap(({ path }) => paths.add(`${path}`)).map(problem => findingOf(undefined, problem));
    return { files: plan.files, problems: [...plan.problems, ...misplaced], isComplete: plan.isComplete };
  }, name);
}

/** Files that exist already, or are generated while they are read. */
interface FileSource {
  readonly files: Iterable<PlannedFile>;
  /** Complete once all files have been read. */
  readonly problems: Finding[];
  readonly isComplete: boolean;
}

/** How often a synth begins anew where others change the same folder. */
const ATTEMPTS = 10;

/**
 * Writes files to an app's folder. None changes unless all are valid.
 *
 * @param name the program's name, see PinterestAppProps
 * @throws if there is a problem, with all of them
 */
function writeFiles(app: App, source: () => FileSource, name?: string): Written {
  for (let attempt = 1; ; attempt++) {
    try {
      return attemptToWrite(app, source(), name);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || attempt === ATTEMPTS) throw error;
    }
  }
}

function attemptToWrite(app: App, source: FileSource, name?: string): Written {
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

/** All documents of an app, in the order of its dependencies. */
export function synthesizeText(app: App): string {
  return inOnePass(() => {
    const tree = treeOf(app);
    const problems = findingsOf(tree);
    refuse(problems);
    const writer = new ChartWriter(app, problems);
    const members = new Map(tree.charts.map(each => [each.chart, each]));
    const documents = chartsInOrder(tree).flatMap(chart => writer.documentsOf(members.get(chart)!));
    refuse(problems);
    return inOneFile(documents.map(({ text }) => text));
  });
}

/** The charts of an app, each after those that it depends on. */
export function chartsOf(app: App): Chart[] {
  return chartsInOrder(treeOf(app));
}
