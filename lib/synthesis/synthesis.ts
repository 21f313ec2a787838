import { App, Chart } from 'cdk8s';
import { Draft, DraftOptions } from './draft';
import { JudgedWriter } from './judged-writer';
import { Written } from './output';
import { OutputPaths } from './output-paths';
import { SynthesisPlan } from './plan';
import { findingOf, refuse } from './refuse';
import { chartsInOrder } from './topology';
import { treeOf } from './tree';
import { findingsOf } from './validation';
import { writeFiles } from './write';
import { inOnePass } from '../tree/pass';
import { Finding } from '../validation/finding';
import { warningsOf } from '../validation/warning';
import { inOneFile } from '../yaml/document';

export interface Synthesis {
  readonly written: Written;
  readonly warnings: Finding[];
  /** Versions of Kubernetes whose own verdict is missing. */
  readonly unasked: string[];
}

export interface SynthesisText extends Omit<Synthesis, 'written'> {
  readonly text: string;
}

/** What an app would write. Everything is validated, ordered and converted once. */
export function planOutput(app: App, options: DraftOptions): SynthesisPlan {
  return inOnePass(() => {
    const draft = new Draft(app, options);
    const files = [...draft.files];
    return SynthesisPlan._of(app, files, draft.problems, draft.warnings, draft.isComplete, draft.unasked);
  });
}

/** Writes the same, file by file as they are generated, so that none is kept in memory. */
export function synthesize(app: App, options: DraftOptions, name?: string): Synthesis {
  return inOnePass(() => {
    let draft: Draft;
    const written = writeFiles(app, () => draft = new Draft(app, options), name);
    return { written, warnings: draft!.warnings, unasked: draft!.unasked };
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

/** All documents of an app, in the order of its dependencies. */
export function synthesizeText(app: App): SynthesisText {
  return inOnePass(() => {
    const tree = treeOf(app);
    const problems = findingsOf(tree);
    refuse(problems);
    const writer = new JudgedWriter(app, tree, problems);
    try {
      const members = new Map(tree.charts.map(each => [each.chart, each]));
      const documents = chartsInOrder(tree).flatMap(chart => {
        const written = writer.documentsOf(members.get(chart)!);
        writer.judge(chart, written);
        return written;
      });
      writer.finish(true);
      refuse(problems);
      const text = inOneFile(documents.map(({ document }) => document.text));
      return { text, warnings: [...warningsOf(tree.constructs), ...writer.warnings], unasked: writer.unasked };
    } finally {
      writer.close();
    }
  });
}

/** The charts of an app, each after those that it depends on. */
export function chartsOf(app: App): Chart[] {
  return chartsInOrder(treeOf(app));
}
