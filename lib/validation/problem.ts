import { Construct } from 'constructs';

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

/** The problem, unless the rule holds. */
export function must(holds: boolean, problem: Problem): Problem[] {
  return holds ? [] : [problem];
}

/**
 * Records a problem instead of throwing, so that one synth reports every problem at once.
 * cdk8s runs the validations of all constructs before it writes a file, and puts the construct's path in front.
 */
export function report(scope: Construct, ...problems: Problem[]): void {
  if (problems.length > 0) scope.node.addValidation({ validate: () => problems.map(describe) });
}

/** Like {@link report}, for rules that can be judged only once the whole tree is there. */
export function reportLater(scope: Construct, find: () => Problem[]): void {
  scope.node.addValidation({ validate: () => find().map(describe) });
}

export function describe(problem: Problem): string {
  const value = problem.value === undefined ? '' : ` = ${JSON.stringify(problem.value)}`;
  return `${problem.field}${value}: ${problem.rule}. ${problem.fix}`;
}
