import { textProblems } from './judge';
import { KINDS } from './kinds';
import { Problem } from './problem';

/** Problems of text that becomes the value of a label. */
export function labelValueProblems(field: string, value: unknown, fix: string): Problem[] {
  return textProblems(field, value, KINDS.labelValue, { fix });
}
