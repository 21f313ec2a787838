import { Construct, IConstruct } from 'constructs';
import { inWords, visible } from './words';

/** One thing that is wrong with the input, described so that its author can fix it without reading our code. */
export interface Problem {
  /** The property that is wrong, as the user wrote it: `scaling.min`, `container.ports[1]`. */
  readonly field: string;

  /**
   * The value that was given.
   *
   * @default - none
   */
  readonly value?: any;

  /** The rule that it breaks, in lower case and without a full stop: the message is `field = value: rule. fix`. */
  readonly rule: string;

  /** What to write instead, as a sentence. */
  readonly fix: string;
}

/**
 * The problem, unless the rule holds. Pass a function if the problem is costly to build, or cannot be built
 * where the rule holds.
 */
export function must(holds: boolean, problem: Problem | (() => Problem)): Problem[] {
  if (holds) return [];
  return [typeof problem === 'function' ? problem() : problem];
}

/** The problems behind messages of validations, by construct: cdk8s itself keeps only the messages. */
const REPORTED = new WeakMap<IConstruct, Map<string, Problem>>();

/**
 * Records a problem instead of throwing, so that one synth reports every problem at once.
 * cdk8s runs the validations of all constructs before it writes a file, and puts the construct's path in front.
 */
export function report(scope: Construct, ...problems: Problem[]): void {
  if (problems.length > 0) reportLater(scope, () => problems);
}

/** Like {@link report}, for rules that can be checked only once the construct tree is complete. */
export function reportLater(scope: Construct, find: () => Problem[]): void {
  scope.node.addValidation({ validate: () => find().map(problem => remember(scope, problem)) });
}

/** The problem behind a message of a construct's validation, if this library reported it. */
export function problemBehind(construct: IConstruct, message: string): Problem | undefined {
  return REPORTED.get(construct)?.get(message);
}

function remember(scope: IConstruct, problem: Problem): string {
  const message = describe(problem);
  const problems = REPORTED.get(scope) ?? new Map<string, Problem>();
  REPORTED.set(scope, problems.set(message, problem));
  return message;
}

export function describe(problem: Problem): string {
  const value = problem.value === undefined ? '' : ` = ${inWords(problem.value)}`;
  // Both may quote what the user wrote.
  return `${visible(problem.field)}${value}: ${visible(problem.rule)}. ${visible(problem.fix)}`;
}
