import { LABEL_VALUE } from './patterns';
import { must, Problem } from './problem';

/** What becomes a label's value must be one. */
export function labelValueProblems(field: string, value: string, fix: string): Problem[] {
  return must(LABEL_VALUE.test(value), {
    field, value, rule: 'must be a label value: letters, digits, "-", "_" and ".", at most 63', fix,
  });
}
