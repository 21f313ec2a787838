import { must, Problem } from './problem';

/** Problems of a path that must be absolute. */
export function absolutePathProblems(field: string, path: string): Problem[] {
  return [
    ...must(path.startsWith('/'), { field, value: path, rule: 'must start with "/"', fix: `Write "/${path}".` }),
    ...must(!path.split('/').includes('..'), {
      field, value: path, rule: 'must not contain ".."', fix: 'Write the path without "..".',
    }),
  ];
}

/** Problems of a mount path in a container. */
export function mountPathProblems(field: string, path: string, example: string): Problem[] {
  return [
    ...absolutePathProblems(field, path),
    ...must(!/^\/+$/.test(path), {
      field,
      value: path,
      rule: 'must not be the root, where it would hide the whole image',
      fix: `Write a folder such as "${example}".`,
    }),
  ];
}

/** Whether a path has a part "." or "..". */
export function climbs(path: string): boolean {
  return path.split('/').some(part => part === '.' || part === '..');
}
