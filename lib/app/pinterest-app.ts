import { App, Chart, IResolver } from 'cdk8s';
import { ReleaseReport } from './release-report';
import { IPlatform } from '../platform/attachable-platform';
import { recordOf } from '../record/record';
import { writeRecord } from '../record/write';
import { DraftOptions } from '../synthesis/draft';
import { fileNameProblems, filePathProblems } from '../synthesis/file-name';
import { Layout } from '../synthesis/layout';
import { describeOutput, Written } from '../synthesis/output';
import { SynthesisPlan } from '../synthesis/plan';
import { refuse } from '../synthesis/refuse';
import { chartsOf, planOutput, synthesize, synthesizeText, writePlan } from '../synthesis/synthesis';
import { isDryRun, recordFolder } from '../tree/recording';
import { told, toldLine } from '../tree/told-finding';
import { Finding } from '../validation/finding';
import { having, judge, listOf, openShape, optional, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { memberOf } from '../validation/look';
import { optionProblems, optionsOf } from '../validation/options';
import { must, report } from '../validation/problem';
import { notAsked } from '../verdict/not-asked';

/** Properties of a PinterestApp. */
export interface PinterestAppProps {
  /**
   * What the infrastructure team declares: a Platform.
   *
   * @default - Platform.embedded()
   */
  readonly platform?: IPlatform;

  /**
   * The output folder.
   *
   * @default - the environment variable CDK8S_OUTDIR, else `dist`
   */
  readonly outdir?: string;

  /**
   * How the objects are laid out in files.
   *
   * @default Layout.filePerChart()
   */
  readonly layout?: Layout;

  /**
   * The name of the program, where several write into one folder. A file of the folder, `.files-of-<name>`, lists what it wrote,
   * so that it removes the files that it no longer writes, and no others.
   *
   * @default - derived from the path of the program's script, relative to the folder;
   *   in Python, Java and Go from the folder in which the program is run
   */
  readonly name?: string;

  /**
   * Resolvers of values in objects, used before cdk8s' own.
   *
   * @default - only cdk8s' own
   */
  readonly resolvers?: IResolver[];

  /**
   * A file of the output folder for the `ReleaseReport`, such as `releases.txt`.
   *
   * @default - none
   */
  readonly releaseReport?: string;
}

const OPTIONS = ['outdir', 'platform', 'layout', 'name', 'resolvers', 'releaseReport'];

const SHAPE = openShape({
  outdir: optional(text(KINDS.pathText, { fix: 'Write for example "dist".', standIn: () => 'dist' })),
  layout: optional(having('_filesOf', 'a Layout', 'Layout.filePerChart()')),
  resolvers: optional(listOf(having('resolve', 'an IResolver', '{ resolve: context => ... }'))),
});

/**
 * The root of the construct tree. It writes a file for each chart, named by the chart's path: `prod-east/pinboard.k8s.yaml`.
 *
 * Files change only if the whole app is valid, and only where their bytes differ. Files that the app wrote earlier and
 * no longer has are removed. A synth that is stopped while it renames files leaves some old and some new, which the next one
 * mends. Another app of the same process must not change or remove these files. The context value `cdk8s-pinterest:only`, or
 * the environment variable `CDK8S_PINTEREST_ONLY`, selects a cluster or a chart to write only that.
 */
export class PinterestApp extends App {
  private readonly options: PinterestAppProps;

  constructor(props: PinterestAppProps = {}) {
    const { value: given, problems } = judge<PinterestAppProps>(optionsOf(props, OPTIONS), SHAPE);
    super({ outdir: given.outdir, resolvers: given.resolvers });
    this.options = given;
    report(this, ...optionProblems(props, OPTIONS, ''), ...problems);
    const { platform } = given;
    const isPlatform = platform === undefined || typeof memberOf(platform, 'attach') === 'function';
    if (isPlatform) platform?.attach(this);
    report(this, ...must(isPlatform, {
      field: 'platform', value: platform, rule: 'must be a Platform', fix: 'Write new Platform({ clusters: [...] }).',
    }));
    report(this, ...fileNameProblems('name', given.name), ...filePathProblems('releaseReport', given.releaseReport));
  }

  /** All charts, each after those that it depends on. */
  public get charts(): Chart[] {
    return chartsOf(this);
  }

  /**
   * Writes the manifests, and prints to standard error what changed.
   *
   * @throws with every problem of the app at once; if a file cannot be written, with its name and what to do;
   *   if another app of the process wrote what this one would change or remove
   */
  public synth(): void {
    const folder = recordFolder();
    if (folder !== undefined) return this.synthRecorded(folder);
    const { written, warnings, unasked } = synthesize(this, this.draftOptions, this.options.name);
    this.print(written, warnings, unasked);
  }

  /**
   * What a synth would write, and what is wrong with the app.
   * Nothing is written: a command, a diff or a gateway can inspect the plan, or pass it to `write`.
   */
  public plan(): SynthesisPlan {
    return planOutput(this, this.draftOptions);
  }

  /**
   * Writes a plan to the output folder, as `synth` does.
   *
   * @throws if the plan has problems, with all of them, has paths that no app can have, or is of another app; and as `synth` does
   */
  public write(plan: SynthesisPlan): void {
    // It would remove this app's own files, which the other one does not have.
    if (memberOf(plan, '_app') !== this) throw new Error('This plan is of another app. Call write on the app whose plan it is.');
    this.print(writePlan(this, plan, this.options.name), plan.warnings, plan._unasked ?? []);
  }

  /**
   * All manifests as one text. Warnings go to standard error, as those of `synth` do.
   *
   * @throws with every problem of the app at once
   */
  public synthYaml(): string {
    const folder = recordFolder();
    if (folder !== undefined) writeRecord(recordOf(this, this.plan()), folder);
    const { text: manifests, warnings, unasked } = synthesizeText(this);
    this.say(warnings);
    this.sayUnasked(unasked);
    return manifests;
  }

  /** What a tool asks for. It gets its record, too, where problems keep the app from being written. */
  private synthRecorded(folder: string): void {
    const plan = this.plan();
    let written: Written | undefined;
    try {
      refuse(plan.problems);
      if (isDryRun()) return;
      written = writePlan(this, plan, this.options.name);
      this.print(written, plan.warnings, plan._unasked);
    } finally {
      writeRecord(recordOf(this, plan, written), folder);
    }
  }

  private get draftOptions(): DraftOptions {
    const { layout = Layout.filePerChart(), releaseReport } = this.options;
    return {
      layout, reports: new Map(releaseReport === undefined ? [] : [[releaseReport, () => ReleaseReport.of(this).toString()]]),
    };
  }

  private print(written: Written, warnings: Finding[], unasked: string[]): void {
    this.say([...warnings, ...written.warnings ?? []]);
    process.stderr.write(`${describeOutput(this.outdir, written)}\n`);
    this.sayUnasked(unasked);
  }

  private say(warnings: Finding[]): void {
    for (const warning of told(this, warnings)) console.warn(`warning: ${toldLine(warning)}`);
  }

  private sayUnasked(versions: string[]): void {
    if (versions.length > 0) process.stderr.write(`${notAsked(versions)}\n`);
  }
}
