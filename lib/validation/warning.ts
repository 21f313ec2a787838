import { IConstruct } from 'constructs';
import { Finding } from './finding';
import { describe, Problem } from './problem';

const WARNINGS = new WeakMap<IConstruct, Problem[]>();

/** Records what is valid today, but will not be later. A PinterestApp prints it when it synthesizes. */
export function warn(scope: IConstruct, ...problems: Problem[]): void {
  if (problems.length > 0) WARNINGS.set(scope, [...(WARNINGS.get(scope) ?? []), ...problems]);
}

/** All warnings of constructs. */
export function warningsOf(constructs: IConstruct[]): Finding[] {
  return constructs.filter(construct => WARNINGS.has(construct)).flatMap(construct => WARNINGS.get(construct)!.map(problem => (
    { path: construct.node.path, message: describe(problem), problem }
  )));
}
