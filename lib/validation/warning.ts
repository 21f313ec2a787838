import { IConstruct } from 'constructs';
import { describe, Problem } from './problem';

const WARNINGS = new WeakMap<IConstruct, string[]>();

/** Records what is right today, but will not stay so. A PinterestApp prints it when it synthesizes. */
export function warn(scope: IConstruct, ...problems: Problem[]): void {
  if (problems.length > 0) WARNINGS.set(scope, [...(WARNINGS.get(scope) ?? []), ...problems.map(describe)]);
}

/** All warnings of constructs, each with the construct's path in front. */
export function warningsOf(constructs: IConstruct[]): string[] {
  return constructs.flatMap(construct => (WARNINGS.get(construct) ?? []).map(warning => `[${construct.node.path}] ${warning}`));
}
