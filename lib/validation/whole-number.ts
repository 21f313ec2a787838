import { Problem } from './problem';

/** Problems of a count, which must be a whole number and not below the least. */
export function wholeNumberProblems(field: string, value: number | undefined, least: number): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return [];
  return [{ field, value, rule: `must be a whole number of at least ${least}`, fix: `Write ${least} or more.` }];
}
