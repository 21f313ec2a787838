import { ApiObject, Chart } from 'cdk8s';
import { Converted } from './manifest';
import { Piece, pieceAt } from './put-there';
import { findingOf } from './refuse';
import { Tree } from './tree';
import { Cluster } from '../cluster/cluster';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { OriginType } from '../tree/origin';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';
import { visible } from '../validation/words';
import { valueAt } from '../verdict/field-value';
import { Judge, JudgedDocument, Judgement } from '../verdict/judge';
import { Memory } from '../verdict/memory';
import { VerdictProgram, verdictProgram } from '../verdict/program';
import { listItems } from '../yaml/list-items';

/** What other documents are judged by. */
const CONTEXT = new Set([
  'CustomResourceDefinition', 'Namespace', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding',
]);

interface Asked {
  readonly program: VerdictProgram;
  readonly judge: Judge<Converted>;
}

/** What Kubernetes itself says of an app's documents: the version of each cluster, where the program for that one is there. */
export class Verdicts {
  private readonly memory: Memory;
  private readonly programs = new Map<string, VerdictProgram | undefined>();
  private readonly asked = new Map<Cluster, Asked>();

  constructor(
    outdir: string, private readonly tree: Tree, private readonly write: (object: ApiObject) => JudgedDocument | undefined,
  ) {
    this.memory = new Memory(outdir);
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
      for (const { program, judge } of this.asked.values()) {
        for (const judgement of judgementsOf(program, judge, problems)) {
          problems.push(...refusals(program, judgement));
          warnings.push(...(judgement.verdict.warnings ?? []).map(warning => (
            { path: pathOf(judgement), message: `Kubernetes ${program.kubernetes} warns: ${visible(onOneLine(warning))}` }
          )));
        }
      }
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
    if (!this.asked.has(cluster)) {
      this.asked.set(cluster, { program, judge: new Judge<Converted>(program, this.memory, this.contextOf(cluster)) });
    }
    return this.asked.get(cluster);
  }

  private contextOf(cluster: Cluster): JudgedDocument[] {
    return this.tree.charts
      .filter(({ chart }) => ClusterStage.clusterOf(chart) === cluster)
      .flatMap(({ objects }) => objects.filter(({ kind }) => CONTEXT.has(kind) || `${kind}`.endsWith('List')))
      .flatMap(object => this.write(object) ?? [])
      .flatMap(({ document, content: whole }) => listItems(whole).flatMap(({ content }) => (
        CONTEXT.has((content as { kind?: string } | null)?.kind ?? '') ? [{ document, content }] : []
      )));
  }
}

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

const pathOf = ({ of: { document } }: Judgement<Converted>) => document.construct.node.path;

function refusals({ kubernetes }: VerdictProgram, judgement: Judgement<Converted>): Finding[] {
  const { of: { document, content: whole }, content, prefix, verdict: { refusals: found = [], pods = [] } } = judgement;
  const path = pathOf(judgement);
  return [
    ...found.map(({ field: said = '', message }) => {
      const field = said === NOWHERE ? '' : said;
      return findingOf(path, {
        field: field === '' ? prefix.slice(0, -1) || 'object' : prefix + field,
        value: field === '' || isSecret(content) ? undefined : valueAt(content, field),
        rule: `is refused by Kubernetes ${kubernetes}: ${onOneLine(message)}`,
        fix: fixOf(pieceAt(document.construct, whole, prefix + field)),
      });
    }),
    ...pods.map(message => findingOf(path, {
      field: `${prefix}spec.template`,
      rule: `makes pods that Kubernetes ${kubernetes} refuses: ${onOneLine(message)}`,
      fix: fixOf(pieceAt(document.construct, whole, '')),
    })),
  ];
}

/** How the server writes that it means the object as a whole. */
const NOWHERE = '<nil>';

/** What is in it is in no log. */
function isSecret(content: unknown): boolean {
  return (content as { kind?: unknown } | null)?.kind === 'Secret';
}

/** Rules of CEL that cannot be compiled are told with a drawing. */
function onOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ').replace(/\.$/, '');
}

/** Properties of cdk8s-plus containers that are called otherwise in a manifest. */
const PROPERTIES = new Map(Object.entries({
  env: 'envVariables', readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup',
}));

function fixOf({ origin, container, within }: Piece): string {
  switch (origin.type) {
    case OriginType.USER: {
      if (container === undefined) return 'Correct it.';
      const [name = ''] = within?.split(/[.[]/) ?? [];
      return `You wrote it, as ${PROPERTIES.get(name) ?? (name || 'a property')} of the container "${container}": correct that.`;
    }
    case OriginType.PATCH: return `It comes of ${origin} of the pod: correct that.`;
    case OriginType.KIND: return `It was made by ${origin} of your properties: correct what it comes from, or patches it.`;
    case OriginType.COMPONENT:
    case OriginType.PLATFORM: return `It was made by ${origin}: tell your infrastructure team.`;
  }
}
