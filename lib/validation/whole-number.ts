import { Problem } from './problem';

/** What counts something must be a whole number, and not too small. */
export function wholeNumberProblems(field: string, value: number | undefined, least: number): Problem[] {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return [];
  return [{ field, value, rule: `must be a whole number of at least ${least}`, fix: `Write ${least} or more.` }];
}
