import { judgedBy, Rule, textProblems } from './judge';
import { KINDS } from './kinds';
import { isLeftOver } from './left-over';
import { must, Problem } from './problem';

/** Problems of a path that must be absolute. */
function absolutePathProblems(field: string, path: unknown, example = '/var/lib/app'): Problem[] {
  const unreadable = textProblems(field, path, KINDS.pathText, { fix: `Write for example "${example}".` });
  if (typeof path !== 'string' || unreadable.length > 0) return unreadable;
  return [
    ...must(path.startsWith('/'), { field, value: path, rule: 'must start with "/"', fix: `Write "/${path}".` }),
    ...must(!path.split('/').includes('..'), {
      field, value: path, rule: 'must not contain ".."', fix: 'Write the path without "..".',
    }),
  ];
}

/** Problems of a mount path in a container. */
export function mountPathProblems(field: string, path: unknown, example: string): Problem[] {
  const problems = absolutePathProblems(field, path, example);
  if (typeof path !== 'string' || problems.length > 0) return problems;
  return [
    ...must(!path.includes(':'), {
      field,
      value: path,
      rule: 'must not contain ":", at which container runtimes split mounts',
      fix: `Write for example "${example}".`,
    }),
    ...must(!/^[/.]+$/.test(path), {
      field,
      value: path,
      rule: 'must not be the root, where it would hide the whole image',
      fix: `Write a folder such as "${example}".`,
    }),
  ];
}

/** What most paths are: every rule holds. */
const ORDINARY = /^(\/(?!\.)[-A-Za-z0-9_.@+=]+)+$/;

function isOrdinary(path: unknown): boolean {
  return typeof path === 'string' && path.length <= 256 && ORDINARY.test(path) && !isLeftOver(path);
}

/** An absolute path. */
export const absolutePath = judgedBy(
  (field, value) => isOrdinary(value) ? [] : absolutePathProblems(field, value), '/var/lib/app',
);

/** The path at which something is mounted in a container. */
export function mountAt(example: string): Rule {
  return (value, field, problems) => {
    if (isOrdinary(value)) return value;
    const wrong = mountPathProblems(field, value, example);
    problems.push(...wrong);
    // Another place for each, so that nothing is said to be mounted twice.
    return wrong.length > 0 ? `${example}-${problems.length}` : value;
  };
}
