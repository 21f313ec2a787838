import { textProblems } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { Problem } from '../validation/problem';

/** Problems of the name of an object. */
export function objectNameProblems(field: string, value: unknown, example: string): Problem[] {
  return textProblems(field, value, KINDS.objectName, { fix: `Write for example "${example}".` });
}
