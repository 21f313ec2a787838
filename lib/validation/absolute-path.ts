import { must, Problem } from './problem';

/** What is wrong with a path that must be a whole one. */
export function absolutePathProblems(field: string, path: string): Problem[] {
  return [
    ...must(path.startsWith('/'), { field, value: path, rule: 'must start with "/"', fix: `Write "/${path}".` }),
    ...must(!path.split('/').includes('..'), { field, value: path, rule: 'must not contain ".."', fix: 'Write the whole path.' }),
  ];
}

/** Likewise where something is mounted in a container. */
export function mountPathProblems(field: string, path: string, example: string): Problem[] {
  return [
    ...absolutePathProblems(field, path),
    ...must(!/^\/+$/.test(path), {
      field, value: path, rule: 'would hide the image of the application', fix: `Write a folder such as "${example}".`,
    }),
  ];
}

/** Whether a part of a path leads nowhere or up. */
export function climbs(path: string): boolean {
  return path.split('/').some(part => part === '.' || part === '..');
}
