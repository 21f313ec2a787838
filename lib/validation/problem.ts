import { Construct, IConstruct } from 'constructs';

/** One thing that is wrong with the input, said so that its author can mend it without reading our code. */
export interface Problem {
  /** The property that is wrong, as the user wrote it: `scaling.min`, `container.ports[1]`. */
  readonly field: string;

  /**
   * What was given there.
   *
   * @default - nothing
   */
  readonly value?: any;

  /** What must hold, without a full stop: the message is `field = value: rule. fix`. */
  readonly rule: string;

  /** What to write instead, as a sentence. */
  readonly fix: string;
}

/**
 * The problem, unless the rule holds. One that is costly to put together, or is nothing where the rule holds,
 * is given as a function.
 */
export function must(holds: boolean, problem: Problem | (() => Problem)): Problem[] {
  if (holds) return [];
  return [typeof problem === 'function' ? problem() : problem];
}

/** What validations have said of constructs, for those who want its parts: cdk8s takes words only. */
const SAID = new WeakMap<IConstruct, Map<string, Problem>>();

/**
 * Records a problem instead of throwing, so that one synth reports every problem at once.
 * cdk8s runs the validations of all constructs before it writes a file, and puts the construct's path in front.
 */
export function report(scope: Construct, ...problems: Problem[]): void {
  if (problems.length > 0) reportLater(scope, () => problems);
}

/** Like {@link report}, for rules that can be judged only once the whole tree is there. */
export function reportLater(scope: Construct, find: () => Problem[]): void {
  scope.node.addValidation({ validate: () => find().map(problem => remember(scope, problem)) });
}

/** The problem behind words of a construct's validation, if this library has found it. */
export function problemBehind(construct: IConstruct, message: string): Problem | undefined {
  return SAID.get(construct)?.get(message);
}

function remember(scope: IConstruct, problem: Problem): string {
  const message = describe(problem);
  const problems = SAID.get(scope) ?? new Map<string, Problem>();
  SAID.set(scope, problems.set(message, problem));
  return message;
}

export function describe(problem: Problem): string {
  const value = problem.value === undefined ? '' : ` = ${JSON.stringify(problem.value)}`;
  return `${problem.field}${value}: ${problem.rule}. ${problem.fix}`;
}
