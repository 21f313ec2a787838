import { App, Chart } from 'cdk8s';
import { ChartWriter } from './chart-writer';
import { Converted } from './manifest';
import { ChartMembers, Tree } from './tree';
import { Verdicts } from './verdicts';
import { Finding } from '../validation/finding';

/** Converts charts to documents, which are judged together at the end: by what they say of each other, then by Kubernetes. */
export class JudgedWriter {
  public readonly warnings: Finding[] = [];
  private readonly writer: ChartWriter;
  private readonly verdicts: Verdicts;

  constructor(app: App, tree: Tree, private readonly problems: Finding[]) {
    this.writer = new ChartWriter(app, problems);
    this.verdicts = new Verdicts(app, tree, object => this.writer.written(object));
  }

  /** Versions of Kubernetes that are not asked, since their programs are not installed. */
  public get unasked(): string[] {
    return this.verdicts.missing;
  }

  public documentsOf(members: ChartMembers): Converted[] {
    return this.writer.documentsOf(members);
  }

  /** The documents of a chart that are judged anew together: those of a file. */
  public judge(chart: Chart, documents: readonly Converted[]): void {
    this.verdicts.add(chart, documents);
  }

  /** Judges all documents. @param isComplete whether they are those of all charts */
  public finish(isComplete: boolean): void {
    this.writer.finish(isComplete);
    this.warnings.push(...this.writer.warnings);
    if (this.problems.length === 0) this.verdicts.ask(this.problems, this.warnings);
  }

  public close(): void {
    this.verdicts.close();
  }
}
