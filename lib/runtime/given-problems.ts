import { Construct } from 'constructs';
import { AS_IT_IS, judged, listOf, named, openShape, text } from '../validation/judge';
import { Problem, report } from '../validation/problem';

const TEXT = text({ rule: 'must be text', example: 'unknown', prose: true, holds: () => true });

const PROBLEMS = named('report', listOf(openShape(
  { field: TEXT, value: AS_IT_IS, rule: TEXT, fix: TEXT }, 'Write { field, rule, fix }.',
)));

/** Reports what a component has found, which may be one of plain JavaScript. */
export function reportGiven(scope: Construct, problems: Problem[]): void {
  report(scope, ...judged(scope, problems, PROBLEMS));
}
