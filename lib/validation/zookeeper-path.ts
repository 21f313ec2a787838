import { must, Problem } from './problem';

/** Neater than what ZooKeeper itself takes, which is every character but control characters. */
const PATH = /^(\/[-A-Za-z0-9_.:@]+)+$/;

/** ZooKeeper takes no relative path, empty part, "." or "..", and keeps /zookeeper for itself. */
export function zooKeeperPathProblems(field: string, path: string): Problem[] {
  const parts = path.split('/');
  if (!PATH.test(path) || parts.includes('.') || parts.includes('..')) {
    return [{
      field,
      value: path,
      rule: 'must be an absolute path of letters, digits, "-", "_", ".", ":" and "@"',
      fix: 'Write for example "/discovery/api/prod".',
    }];
  }
  return must(parts[1] !== 'zookeeper', {
    field, value: path, rule: 'is in the folder that ZooKeeper keeps for itself', fix: 'Write for example "/discovery/api/prod".',
  });
}
