import { ApiObject, App } from 'cdk8s';
import { ChartWriter } from './chart-writer';
import { CONSTRUCT_METADATA, constructMetadata, wantsConstructMetadata } from './construct-metadata';
import { JudgedWriter } from './judged-writer';
import { Layout } from './layout';
import { OutputPaths } from './output-paths';
import { PlannedFile } from './plan';
import { findingAt, findingOf } from './refuse';
import { Selection } from './selection';
import { ChartMembers, Tree, treeOf } from './tree';
import { findingsOf } from './validation';
import { ComponentError } from '../runtime/call-component';
import { Origin, OriginType } from '../tree/origin';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';
import { warningsOf } from '../validation/warning';

export interface DraftOptions {
  readonly layout: Layout;
  /** The files beside the manifests, by path. */
  readonly reports: Map<string, () => string>;
}

/**
 * The files of an app, generated one by one, so that they need not all be in memory.
 * Problems of the app are complete before the first file, objects that cannot be written only after the last one.
 */
export class Draft {
  public readonly problems: Finding[];
  public readonly isComplete: boolean;
  private readonly tree: Tree;
  private readonly selection: Selection;
  private readonly paths = new OutputPaths();
  private hasLooked = false;
  /** Texts of the reports: what keeps one from being written is found together with all else. */
  private readonly reports = new Map<string, string>();
  private readonly said: Finding[] = [];
  /** Versions of Kubernetes that were not asked, since their programs are not installed. */
  public unasked: string[] = [];

  constructor(private readonly app: App, private readonly options: DraftOptions) {
    this.tree = treeOf(app);
    this.selection = Selection.of(app);
    this.isComplete = this.selection.isEverything;
    this.problems = [...findingsOf(this.tree), ...this.selection.findings(this.tree.charts.map(({ chart }) => chart))];
    if (this.isComplete) this.writeReports(options.reports);
  }

  public get warnings(): Finding[] {
    return [...warningsOf(this.tree.constructs), ...this.said];
  }

  /** None if the app has problems. */
  public get files(): Iterable<PlannedFile> {
    if (this.problems.length === 0) return this.generate();
    this.lookAtOwnObjects();
    return [];
  }

  /** Where files are not generated, objects of the user's own are looked at all the same: one synth tells all. */
  private lookAtOwnObjects(): void {
    if (this.hasLooked) return;
    this.hasLooked = true;
    const wrong = new Set(this.problems.map(({ path }) => path));
    const isRight = (object: ApiObject) => object.node.scopes.every(({ node: { path } }) => path === '' || !wrong.has(path));
    const isOwn = (object: ApiObject) => Origin.of(object).type === OriginType.USER && isRight(object);
    const writer = new ChartWriter(this.app, this.problems);
    for (const { chart, objects } of this.tree.charts) {
      if (this.selection.has(chart)) for (const object of objects.filter(isOwn)) writer.attemptAt(object);
    }
  }

  private* generate(): Iterable<PlannedFile> {
    const writer = new JudgedWriter(this.app, this.tree, this.problems);
    try {
      for (const members of this.tree.charts.filter(({ chart }) => this.selection.has(chart))) {
        yield* this.filesOf(members, writer);
      }
      writer.finish(this.isComplete);
    } finally {
      writer.close();
    }
    this.said.push(...writer.warnings);
    this.unasked = writer.unasked;
    yield* this.filesBeside();
  }

  private* filesBeside(): Iterable<PlannedFile> {
    this.problems.push(...[...this.reports.keys()].filter(path => this.isTaken(path)).map(path => (
      findingAt(undefined, 'file', path, 'is already the file of a chart, or a folder of one', 'Give the report another name.')
    )));
    if (!this.isComplete || this.problems.length > 0) return;
    for (const [path, text] of this.reports) yield PlannedFile._ofText(path, text);
    if (wantsConstructMetadata()) yield PlannedFile._ofText(CONSTRUCT_METADATA, constructMetadata(this.tree));
  }

  /** By a chart's file, by the folder of one, or by what cdk8s-cli looks for. */
  private isTaken(report: string): boolean {
    if (wantsConstructMetadata()) this.paths.add(CONSTRUCT_METADATA);
    return this.paths.isTaken(report);
  }

  private writeReports(reports: DraftOptions['reports']): void {
    for (const [path, textOf] of reports) {
      try {
        this.reports.set(path, textOf());
      } catch (error) {
        this.problems.push({
          message: messageOf(error), problem: error instanceof ComponentError ? error.problem : undefined,
        });
      }
    }
  }

  private* filesOf(members: ChartMembers, writer: JudgedWriter): Iterable<PlannedFile> {
    const { chart } = members;
    const written = new Map(writer.documentsOf(members).map(each => [each.document, each]));
    for (const { name, documents } of this.options.layout._filesOf(chart, [...written.keys()])) {
      writer.judge(chart, documents.map(document => written.get(document)!));
      const path = `${name}${this.app.outputFileExtension}`;
      this.problems.push(...this.paths.add(path).map(problem => findingOf(chart.node.path, problem)));
      yield PlannedFile._ofDocuments(path, documents);
    }
  }
}
