import { App, Chart } from 'cdk8s';
import { CONSTRUCT_METADATA, constructMetadata, wantsConstructMetadata } from './construct-metadata';
import { Inventory } from './inventory';
import { Layout } from './layout';
import { Manifest, manifestsOf } from './manifest';
import { Output, Written } from './output';
import { Selection } from './selection';
import { chartsInOrder, objectsInOrder } from './topology';
import { ChartMembers, treeOf } from './tree';
import { complaintsOf, refuse } from './validation';
import { inOnePass } from '../tree/pass';
import { warningsOf } from '../validation/warning';
import { inOneFile } from '../yaml/document';

export interface Synthesis {
  readonly written: Written;
  readonly warnings: string[];
}

export interface SynthesisOptions {
  readonly layout: Layout;
  /** Of the program, see PinterestAppProps. */
  readonly name?: string;
  /** What stands beside the manifests, by file. */
  readonly reports: Map<string, () => string>;
}

/** One pass over an app: everything is validated, ordered and converted once, and no file changes unless all are right. */
export function synthesize(app: App, options: SynthesisOptions): Synthesis {
  return inOnePass(() => pass(app, options));
}

function pass(app: App, { layout, name, reports }: SynthesisOptions): Synthesis {
  const tree = treeOf(app);
  const selection = Selection.of(app);
  refuse([...complaintsOf(tree), ...selection.complaints(tree.charts.map(({ chart }) => chart))]);

  const output = new Output(app.outdir);
  const complaints: string[] = [];
  const write = writer(app, complaints);
  try {
    for (const members of tree.charts.filter(({ chart }) => selection.has(chart))) {
      const { chart } = members;
      for (const file of layout._filesOf(chart, write(members))) {
        const path = `${file.name}${app.outputFileExtension}`;
        if (output.has(path)) complaints.push(`[${chart.node.path}] file = "${path}": would be written twice. Rename one of the two objects or charts.`);
        output.put(path, textOf(file.manifests));
      }
    }
    complaints.push(...[...reports.keys()].filter(file => output.has(file)).map(file => `file = "${file}": is a chart's. Give the report another name.`));
    refuse(complaints);
    if (selection.isEverything) {
      for (const [file, text] of reports) output.put(file, text());
      if (wantsConstructMetadata()) output.put(CONSTRUCT_METADATA, constructMetadata(tree));
    }
    new Inventory(app.outdir, name).update(output, selection.isEverything);
    return { written: output.commit(), warnings: warningsOf(tree.constructs) };
  } finally {
    output.close();
  }
}

/** All documents of an app, in the order of its dependencies. */
export function synthesizeText(app: App): string {
  return inOnePass(() => textPass(app));
}

function textPass(app: App): string {
  const tree = treeOf(app);
  refuse(complaintsOf(tree));
  const complaints: string[] = [];
  const write = writer(app, complaints);
  const members = new Map(tree.charts.map(each => [each.chart, each]));
  const manifests = chartsInOrder(tree).flatMap(chart => write(members.get(chart)!));
  refuse(complaints);
  return textOf(manifests);
}

/** Writes the objects of a chart; what cannot be written is complained of. */
function writer(app: App, complaints: string[]): (members: ChartMembers) => Manifest[] {
  const toManifest = manifestsOf(app);
  const attempt = <T>(path: string, step: () => T): T[] => {
    try {
      return [step()];
    } catch (error) {
      complaints.push(`[${path}] ${(error as Error).message}`);
      return [];
    }
  };
  return members => attempt(members.chart.node.path, () => objectsInOrder(members)).flat()
    .flatMap(object => attempt(object.node.path, () => toManifest(object)));
}

function textOf(manifests: Manifest[]): string {
  return inOneFile(manifests.map(({ text }) => text));
}

/** The charts of an app, each after those that it depends on. */
export function chartsOf(app: App): Chart[] {
  return chartsInOrder(treeOf(app));
}
