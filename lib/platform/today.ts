import { IConstruct } from 'constructs';
import { Platform } from './platform';

/** The context value that says what day it is. */
const TODAY = 'cdk8s-pinterest:today';

/** The day of the build, if anyone says it. */
export function todayOf(scope: IConstruct): string | undefined {
  return scope.node.tryGetContext(TODAY) ?? Platform.of(scope).today;
}
