import { LABEL_VALUE } from './patterns';
import { must, Problem } from './problem';

/** Problems of text that becomes the value of a label. */
export function labelValueProblems(field: string, value: string, fix: string): Problem[] {
  return must(typeof value === 'string' && LABEL_VALUE.test(value), {
    field, value, rule: 'must be a label value: at most 63 letters, digits, "-", "_" and "."', fix,
  });
}
