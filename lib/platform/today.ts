import { IConstruct } from 'constructs';
import { Platform } from './platform';

/** The context key for the day of the build. */
const TODAY = 'cdk8s-pinterest:today';

/** The day of the build: the context value, else that of the platform. */
export function todayOf(scope: IConstruct): string | undefined {
  return scope.node.tryGetContext(TODAY) ?? Platform.of(scope).today;
}
