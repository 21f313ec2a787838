import { App, Chart } from 'cdk8s';
import { ChartWriter, Draft, DraftOptions } from './draft';
import { Inventory } from './inventory';
import { Output, Written } from './output';
import { PlannedFile, SynthesisPlan } from './plan';
import { chartsInOrder } from './topology';
import { treeOf } from './tree';
import { findingsOf, refuse } from './validation';
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
    const draft = new Draft(app, options);
    return { written: writeFiles(draft, app.outdir, name), warnings: draft.warnings };
  });
}

/** Files that exist already, or are generated while they are read. */
interface FileSource {
  readonly files: Iterable<PlannedFile>;
  /** Complete once all files have been read. */
  readonly problems: Finding[];
  readonly isComplete: boolean;
}

/**
 * Writes files to a folder. None changes unless all are valid.
 *
 * @param name the program's name, see PinterestAppProps
 * @throws if there is a problem, with all of them
 */
export function writeFiles(source: FileSource, folder: string, name?: string): Written {
  const output = new Output(folder);
  try {
    for (const { path, text } of source.files) output.put(path, text);
    refuse(source.problems);
    new Inventory(folder, name).update(output, source.isComplete);
    return output.commit();
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
