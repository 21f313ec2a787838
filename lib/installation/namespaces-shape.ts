import { PodSecurityStandard } from './pod-security-standard';
import { OWNER_SHAPE } from '../labels/owner';
import { listOf, oneOf, optional, Rule, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { must, Problem } from '../validation/problem';
import { BOOLEAN } from '../validation/scalars';
import { slug } from '../validation/words';

/** As the registrar reads it: a path, or with `*` all that are right in one. */
const LISTED_PATH = {
  rule: 'must be a path in ZooKeeper, of letters, digits, "-", "_", "." and ":"; its last part may be "*"',
  example: '/sets/shop/*',
  holds: (path: string) => path.startsWith('/') && KINDS.wordPath.holds(path.slice(1).replace(/(?<=.\/)\*$/, 'x')),
};

const NAMESPACE: Rule = shape({
  name: text(KINDS.label, { fix: 'Write for example "shop".', standIn: value => `no-${slug(value)}` }),
  owner: optional(OWNER_SHAPE),
  podSecurity: optional(oneOf(PodSecurityStandard, 'PodSecurityStandard')),
  discoveryPaths: optional(listOf(text(LISTED_PATH))),
}, 'Write { name }.');

export const NAMESPACES_SHAPE = shape({
  namespaces: optional(listOf(NAMESPACE)), ofCharts: optional(BOOLEAN),
}, 'Write { namespaces: [{ name }] }.', {});

/** Those that Kubernetes makes itself, and whose labels are the cluster's. */
export function ofEveryCluster(name: string): boolean {
  return name === 'default' || name.startsWith('kube-');
}

/** The longest list that the admission policy and the registrar read. */
const LONGEST_LIST = 65536;

export function namespacesProblems(
  namespaces: readonly { readonly name: string; readonly discoveryPaths?: string[] }[],
): Problem[] {
  const names = namespaces.map(({ name }) => name);
  return namespaces.flatMap(({ name, discoveryPaths = [] }, n) => [
    ...must(!ofEveryCluster(name), {
      field: `namespaces[${n}].name`,
      value: name,
      rule: 'is there on every cluster, and is not made by a manifest',
      fix: 'Leave it out.',
    }),
    ...must(names.indexOf(name) === n, {
      field: `namespaces[${n}].name`, value: name, rule: 'is in the list already', fix: 'Write one of them.',
    }),
    ...must(discoveryPaths.join(', ').length <= LONGEST_LIST, {
      field: `namespaces[${n}].discoveryPaths`,
      value: `${discoveryPaths.length} paths`,
      rule: `must have at most ${LONGEST_LIST} characters together`,
      fix: 'Write a folder of them, such as "/sets/shop/*".',
    }),
  ]);
}
