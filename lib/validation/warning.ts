import { IConstruct } from 'constructs';
import { describe, Problem } from './problem';

const WARNING = 'cdk8s-pinterest:warning';

/** Records what is right today, but will not stay so. A PinterestApp prints it when it synthesizes. */
export function warn(scope: IConstruct, ...problems: Problem[]): void {
  for (const problem of problems) scope.node.addMetadata(WARNING, describe(problem));
}

/** All warnings of constructs, each with the construct's path in front. */
export function warningsOf(constructs: IConstruct[]): string[] {
  return constructs.flatMap(({ node }) => node.metadata.filter(({ type }) => type === WARNING).map(({ data }) => `[${node.path}] ${data}`));
}
