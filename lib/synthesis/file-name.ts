import { must, Problem } from '../validation/problem';

/** Whether it names a file on all systems, and one that is neither hidden nor elsewhere. */
export function isFileName(part: string): boolean {
  return /^[^.\\/:*?"<>|\x00-\x1f][^\\/:*?"<>|\x00-\x1f]*$/.test(part);
}

/** What is wrong with a name of a file of the output. */
export function fileNameProblems(field: string, name: string | undefined): Problem[] {
  return must(name === undefined || isFileName(name), {
    field, value: name, rule: `must be ${FILE_NAME}`, fix: 'Write for example "boards".',
  });
}

/** What is wrong with the path of a file in the output. */
export function filePathProblems(field: string, file: string | undefined): Problem[] {
  return must(file === undefined || file.split('/').every(isFileName), {
    field,
    value: file,
    rule: `must be a path in the output, and each part of it ${FILE_NAME}`,
    fix: 'Write for example "reports/releases.txt".',
  });
}

/** Of what to make a name that is one on all systems. */
export const FILE_NAME_CHARACTERS = 'letters, digits, "-", "_" and ".", starting with none of the last';

const FILE_NAME = `a file name on all systems: ${FILE_NAME_CHARACTERS}`;
