import { Construct, IConstruct } from 'constructs';
import { Platform } from './platform';
import { dayProblems, isDay } from '../validation/day';
import { report } from '../validation/problem';

/** The context key for the day of the build. */
const TODAY = 'cdk8s-pinterest:today';

/** Apps whose context value was found to be no day. */
const REPORTED = new WeakSet<IConstruct>();

/** The day of the build: the context value of the app, which nothing below takes back, else that of the platform. */
export function todayOf(scope: IConstruct): string | undefined {
  const { root } = scope.node;
  const context: unknown = root.node.tryGetContext(TODAY) ?? undefined;
  if (isDay(context)) return context;
  if (context !== undefined && !REPORTED.has(root)) {
    REPORTED.add(root);
    // An empty one, as of a variable that is not set, would be before any other day.
    report(root as Construct, ...dayProblems(TODAY, context));
  }
  return Platform.of(scope).today;
}
