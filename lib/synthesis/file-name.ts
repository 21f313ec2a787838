import { must, Problem } from '../validation/problem';

/** Whether it is a file name on all systems, neither hidden nor in another folder. */
export function isFileName(part: string): boolean {
  return /^[^.\\/:*?"<>|\x00-\x1f][^\\/:*?"<>|\x00-\x1f]*$/.test(part);
}

/** Problems of the name of an output file. */
export function fileNameProblems(field: string, name: string | undefined): Problem[] {
  return must(name === undefined || (typeof name === 'string' && isFileName(name)), {
    field, value: name, rule: `must be ${FILE_NAME}`, fix: 'Write for example "boards".',
  });
}

/** Problems of the path of an output file. */
export function filePathProblems(field: string, file: string | undefined): Problem[] {
  return must(file === undefined || (typeof file === 'string' && file.split('/').every(isFileName)), {
    field,
    value: file,
    rule: `must be a path in the output, and each part of it ${FILE_NAME}`,
    fix: 'Write for example "reports/releases.txt".',
  });
}

/** The characters of a file name that is valid on all systems. */
export const FILE_NAME_CHARACTERS = 'letters, digits, "-", "_" and ".", not starting with "."';

const FILE_NAME = `a file name on all systems: ${FILE_NAME_CHARACTERS}`;
