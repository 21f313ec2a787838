import { Answer } from './answer';
import { Comparison, Outcome, ruleOf } from './compare';
import { Question } from './questions';
import { SpecOutcome, specOutcome } from './spec-outcome';
import { Synthesized } from './synth';
import { Tally } from './tally';

/** What nobody meant, with the document. */
export interface Fault {
  readonly what: string;
  readonly question: Question;
  readonly program?: string[];
  readonly server?: string[];
}

/** How many of the faults are printed. */
const PRINTED = 20;

/** The counts, and each fault. */
export class Report {
  public readonly faults: Fault[] = [];
  private readonly kinds = new Tally('kind', Object.values(Outcome));
  private readonly rules = new Tally('rule of the server', Object.values(Outcome));
  private readonly specs = new Tally('kind of workload', Object.values(SpecOutcome));
  private readonly library = new Tally('rule of the library that Kubernetes has not', ['policy', 'no policy']);
  private readonly refusedBy = new Map<Synthesized, Answer[]>();

  public add(question: Question, program: Answer, server: Answer, { outcome, policy, differences }: Comparison): void {
    const { document, from, mutation } = question;
    this.kinds.add(document.kind, outcome);
    if (outcome !== Outcome.ACCEPT && outcome !== Outcome.UNJUDGED) {
      this.rules.add(policy?.reason ?? ruleOf(server.refusals[0] ?? program.refusals[0]), outcome);
    }
    const found = { question, program: program.refusals, server: server.refusals };
    if (outcome === Outcome.FALSE_ACCEPT || outcome === Outcome.FALSE_REFUSE) this.faults.push({ what: outcome, ...found });
    this.faults.push(...differences.map(what => ({ what, ...found })));
    if (from === undefined || mutation !== undefined || outcome === Outcome.UNJUDGED) return;
    this.refusedBy.set(from, [...this.refusedBy.get(from) ?? [], policy ? { ...server, refusals: [] } : server]);
  }

  /** What the synths said of the specs, beside what the server said of their documents. */
  public addSpecs(questions: Question[]): void {
    for (const from of new Set(questions.map(question => question.from))) {
      if (from === undefined) continue;
      const server = (this.refusedBy.get(from) ?? []).flatMap(({ refusals }) => refusals);
      const { outcome, rules } = specOutcome(from, server);
      this.specs.add(from.kind, outcome);
      rules.forEach(({ rule, policy }) => this.library.add(policy?.reason ?? rule, policy ? 'policy' : 'no policy'));
      if (outcome === SpecOutcome.FALSE_ACCEPT || outcome === SpecOutcome.FALSE_REFUSE) {
        const question = questions.find(each => each.from === from)!;
        this.faults.push({ what: `the synth: ${outcome}`, question, program: from.complaints, server });
      }
    }
  }

  public text(): string {
    const faults = this.faults.slice(0, PRINTED).map(({ what, question, program = [], server = [] }) => {
      const { document, mutation, from } = question;
      const where = `${document?.kind} of a ${from?.kind ?? 'corner'}${mutation ? `, ${mutation}` : ''}`;
      return [what, where, `here: ${program.join('; ')}`, `server: ${server.join('; ')}`].join('\n  ');
    });
    return [
      this.kinds.table(), this.rules.table(), this.specs.table(), this.library.table(),
      `${this.faults.length} faults${this.faults.length > PRINTED ? `, of which the first ${PRINTED}` : ''}`, ...faults,
    ].join('\n\n');
  }
}
