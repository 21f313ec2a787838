import { judge, Rule } from './judge';
import { describe } from './problem';

/**
 * What a function cannot do without, such as a scope: there is nothing to go on with, so that what is wrong is thrown.
 *
 * @param called the function, as its user writes it: `Platform.of`
 */
export function required<T>(called: string, field: string, given: T, rule: Rule): T {
  const { value, problems } = judge(given, rule, field);
  if (problems.length > 0) throw new Error(problems.map(problem => `[${called}] ${describe(problem)}`).join('\n'));
  return value;
}
