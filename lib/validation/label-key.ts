import { textProblems } from './judge';
import { KINDS } from './kinds';
import { Problem } from './problem';

/** Problems of the key of a label, an annotation or a taint. */
export function labelKeyProblems(field: string, key: unknown): Problem[] {
  return textProblems(field, key, KINDS.labelKey);
}
