import { LABEL_KEY } from './patterns';
import { must, Problem } from './problem';

/** Problems of the key of a label, an annotation or a taint. */
export function labelKeyProblems(field: string, key: string): Problem[] {
  return must(LABEL_KEY.test(key), {
    field,
    value: key,
    rule: 'must be a name of at most 63 letters, digits, "-", "_" and ".", optionally after a DNS name and "/"',
    fix: 'Write for example "node.example.com/pool".',
  });
}
