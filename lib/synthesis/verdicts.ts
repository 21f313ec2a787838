import { ApiObject, Chart } from 'cdk8s';
import { Converted } from './manifest';
import { isPatched } from './patched-field';
import { Piece, pieceAt } from './put-there';
import { findingOf } from './refuse';
import { Tree } from './tree';
import { Cluster } from '../cluster/cluster';
import { ClusterStage } from '../platform/cluster-stage';
import { Platform } from '../platform/platform';
import { OriginType } from '../tree/origin';
import { Finding } from '../validation/finding';
import { valueAt } from '../verdict/field-value';
import { Judge, JudgedDocument, Judgement } from '../verdict/judge';
import { Memory } from '../verdict/memory';
import { VerdictProgram, verdictProgram } from '../verdict/program';
import { readable, unrefused } from '../verdict/readable';

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
        for (const judgement of judge.judgements()) {
          problems.push(...refusals(program, judgement));
          const { warnings: said = [], refusals: refused = [], pods = [] } = judgement.verdict;
          warnings.push(...unrefused(said, refused, pods).map(warning => (
            { path: pathOf(judgement), message: `Kubernetes ${program.kubernetes} warns: ${warning}` }
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
      .flatMap(({ objects }) => objects.filter(({ kind }) => CONTEXT.has(kind)))
      .flatMap(object => this.write(object) ?? []);
  }
}

const pathOf = ({ of: { document } }: Judgement<Converted>) => document.construct.node.path;

function refusals({ kubernetes }: VerdictProgram, judgement: Judgement<Converted>): Finding[] {
  const { of: { document, content }, verdict: { refusals: found = [], pods = [] } } = judgement;
  const path = pathOf(judgement);
  return [
    ...readable(found, content).map(({ field = '', message, fix }) => findingOf(path, {
      field: field === '' ? 'object' : field,
      value: field === '' ? undefined : valueAt(content, field),
      rule: `is refused by Kubernetes ${kubernetes}: ${message.replace(/\.$/, '')}`,
      fix: isPatched(document.construct, field)
        ? 'It comes from a patch of this object: correct that.' : fixOf(pieceAt(document.construct, content, field), fix),
    })),
    ...pods.map(message => findingOf(path, {
      field: 'spec.template',
      rule: `makes pods that Kubernetes ${kubernetes} refuses: ${message.replace(/\.$/, '')}`,
      fix: fixOf(pieceAt(document.construct, content, '')),
    })),
  ];
}

/** Properties of cdk8s-plus containers that are called otherwise in a manifest. */
const PROPERTIES = new Map(Object.entries({
  env: 'envVariables', readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup',
}));

function fixOf({ origin, container, within, patch }: Piece, fix = 'Correct it.'): string {
  if (patch !== undefined && origin.type === OriginType.USER) {
    return `It comes from your patch "${patch}" of the pod: correct that.`;
  }
  switch (origin.type) {
    case OriginType.USER: {
      if (container === undefined) return fix;
      const [name = ''] = within?.split(/[.[]/) ?? [];
      return `You wrote it, as ${PROPERTIES.get(name) ?? (name || 'a property')} of the container "${container}": correct that.`;
    }
    case OriginType.PATCH: return `It comes from ${origin} of the pod: correct that.`;
    case OriginType.KIND: return `It was made by ${origin} from your properties: correct those, or your patches of it.`;
    case OriginType.COMPONENT:
    case OriginType.PLATFORM: return `It was made by ${origin}: tell your infrastructure team.`;
  }
}
