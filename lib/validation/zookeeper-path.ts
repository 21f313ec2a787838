import { must, Problem } from './problem';

/** Stricter than ZooKeeper itself, which accepts all but control characters. */
const PATH = /^(\/[-A-Za-z0-9_.:@]+)+$/;

/** ZooKeeper accepts no relative path, empty part, "." or "..", and reserves /zookeeper for itself. */
export function zooKeeperPathProblems(field: string, path: unknown): Problem[] {
  const parts = typeof path === 'string' ? path.split('/') : [];
  if (typeof path !== 'string' || !PATH.test(path) || parts.includes('.') || parts.includes('..')) {
    return [{
      field,
      value: path,
      rule: 'must be an absolute path of letters, digits, "-", "_", ".", ":" and "@"',
      fix: 'Write for example "/discovery/api/prod".',
    }];
  }
  return must(parts[1] !== 'zookeeper', {
    field, value: path, rule: 'is in /zookeeper, which ZooKeeper reserves', fix: 'Write for example "/discovery/api/prod".',
  });
}
