import { ApiObject, App, Chart } from 'cdk8s';
import { Converted } from './manifest';
import { findingOf } from './refuse';
import { Tree } from './tree';
import { verdictContext } from './verdict-context';
import { refusalsIn, unaskedIn, warningsIn } from './verdict-findings';
import { Cluster } from '../cluster/cluster';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';
import { Problem } from '../validation/problem';
import { DefinitionFiles } from '../verdict/definition-files';
import { Judge, Judgement } from '../verdict/judge';
import { Memory } from '../verdict/memory';
import { VerdictProgram, verdictProgram } from '../verdict/program';

interface Asked {
  readonly program: VerdictProgram;
  readonly judge: Judge<Converted>;
  readonly context: readonly Converted[];
}

/** What Kubernetes itself says of an app's documents: the version of each cluster, where the program for that one is there. */
export class Verdicts {
  private readonly memory: Memory;
  private readonly definitions: DefinitionFiles;
  private readonly programs = new Map<string, VerdictProgram | undefined>();
  private readonly asked = new Map<Cluster, Asked>();

  constructor(
    app: App, private readonly tree: Tree, private readonly write: (object: ApiObject) => Converted | undefined,
  ) {
    this.memory = new Memory(app.outdir);
    this.definitions = new DefinitionFiles(app);
  }

  /** The versions whose programs are missing. */
  public get missing(): string[] {
    return [...this.programs].filter(([, program]) => program === undefined).map(([version]) => version).sort();
  }

  /** The documents of a file of a chart. */
  public add(chart: Chart, documents: readonly Converted[]): void {
    this.of(chart)?.judge.add(documents);
  }

  /** Asks the programs. What they find belongs to the problems, or to the warnings. */
  public ask(problems: Finding[], warnings: Finding[]): void {
    try {
      const wrongFiles = [...this.definitions.problems];
      for (const { program, judge, context } of this.asked.values()) {
        const judgements = judgementsOf(program, judge, problems);
        problems.push(...judgements.flatMap(judgement => refusalsIn(program, judgement)));
        warnings.push(...judgements.flatMap(judgement => warningsIn(program, judgement)));
        warnings.push(...unaskedIn(program, judgements, context));
        wrongFiles.push(...judge.malformed);
      }
      problems.push(...onePerValue(wrongFiles).map(problem => findingOf(undefined, problem)));
      if (problems.length === 0) this.memory.save();
    } finally {
      this.close();
    }
  }

  public close(): void {
    for (const { judge } of this.asked.values()) judge.close();
    this.asked.clear();
  }

  private of(chart: Chart): Asked | undefined {
    const cluster = ClusterStage.clusterOf(chart);
    // Nobody has said which version the cluster of the embedded platform has.
    if (cluster === undefined || Platform.of(chart) === Platform.embedded()) return undefined;
    const version = cluster.version.toString();
    if (!this.programs.has(version)) this.programs.set(version, verdictProgram(version));
    const program = this.programs.get(version);
    if (program === undefined) return undefined;
    if (!this.asked.has(cluster)) this.asked.set(cluster, this.beginWith(program, cluster));
    return this.asked.get(cluster);
  }

  private beginWith(program: VerdictProgram, cluster: Cluster): Asked {
    const charts = this.tree.charts.filter(({ chart }) => ClusterStage.clusterOf(chart) === cluster);
    const context = verdictContext(charts.flatMap(({ objects }) => objects), this.write);
    const judge = new Judge(program, this.memory, { definitions: this.definitions.all, documents: context });
    return { program, judge, context };
  }
}

/** Clusters have the same files. */
const onePerValue = (problems: readonly Problem[]) => [...new Map(problems.map(each => [each.value, each])).values()];

/** A program that fails has judged nothing. It is asked for, unlike one that is not installed, and so that is a problem. */
function judgementsOf(
  { kubernetes, file }: VerdictProgram, judge: Judge<Converted>, problems: Finding[],
): Judgement<Converted>[] {
  try {
    return judge.judgements();
  } catch (error) {
    problems.push(findingOf(undefined, {
      field: 'cdk8s-pinterest-verdict',
      value: file,
      rule: `the program that asks Kubernetes ${kubernetes} has failed: ${messageOf(error)}`,
      fix: 'Install the package again, or remove it: then the rules of the library alone are what is checked.',
    }));
    return [];
  }
}
