import { Problem } from './problem';

const NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const DNS_NAME = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const LABEL_KEY = new RegExp(`^(?=[^/]{1,253}(/|$))(${DNS_NAME}/)?${NAME}$`);

/** The names of labels, annotations and taints. */
export function labelKeyProblems(field: string, key: string): Problem[] {
  return LABEL_KEY.test(key) ? [] : [{
    field, value: key, rule: 'must be a name of at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" if it has one', fix: 'Write for example "node.example.com/pool".',
  }];
}
