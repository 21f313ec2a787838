import { LABEL_KEY } from './patterns';
import { must, Problem } from './problem';

/** The names of labels, annotations and taints. */
export function labelKeyProblems(field: string, key: string): Problem[] {
  return must(LABEL_KEY.test(key), {
    field,
    value: key,
    rule: 'must be a name of at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" if it has one',
    fix: 'Write for example "node.example.com/pool".',
  });
}
