import { Problem } from './problem';

const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What becomes a label's value must be one. */
export function labelValueProblems(field: string, value: string, fix: string): Problem[] {
  return LABEL_VALUE.test(value) ? [] : [{ field, value, rule: 'must be a label value: letters, digits, "-", "_" and ".", at most 63', fix }];
}
