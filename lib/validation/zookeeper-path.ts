import { must, Problem } from './problem';

/** Stricter than ZooKeeper itself, which accepts all but control characters. The registrar refuses what is not like this, too. */
const PATH = /^(\/[-A-Za-z0-9_.:@]{1,255}){1,12}$/;
const LONGEST = 512;
const EXAMPLE = 'Write for example "/discovery/api/prod".';

/** ZooKeeper accepts no relative path, empty part, "." or "..", and reserves /zookeeper for itself. */
export function zooKeeperPathProblems(field: string, path: string): Problem[] {
  const parts = `${path}`.split('/');
  if (typeof path !== 'string' || path.length > LONGEST || !PATH.test(path) || parts.includes('.') || parts.includes('..')) {
    return [{
      field,
      value: path,
      rule: 'must be an absolute path of letters, digits, "-", "_", ".", ":" and "@", of at most 12 levels and 512 characters',
      fix: EXAMPLE,
    }];
  }
  return [
    ...must(parts[1] !== 'zookeeper', { field, value: path, rule: 'is in /zookeeper, which ZooKeeper reserves', fix: EXAMPLE }),
    ...must(!/^registrars(-|$)/.test(parts[1]), {
      field, value: path, rule: 'is in /registrars, where registrars note which node is whose', fix: EXAMPLE,
    }),
  ];
}

/** Those of a folder with entries, where services are in a root: none is above or in the entries of another service. */
export function entryFolderProblems(field: string, path: string, root: string): Problem[] {
  const problems = zooKeeperPathProblems(field, path);
  if (problems.length > 0) return problems;
  if (`${root}/`.startsWith(`${path}/`)) {
    return [{ field, value: path, rule: `is above the services, which are in ${root}`, fix: EXAMPLE }];
  }
  const [service, ...rest] = path.startsWith(`${root}/`) ? path.slice(root.length + 1).split('/') : [''];
  return must(!service.includes('.') || rest.length === 1, {
    field,
    value: path,
    rule: `is above or in the entries of a service, ${root}/<service>.<namespace>/<environment>`,
    fix: EXAMPLE,
  });
}
