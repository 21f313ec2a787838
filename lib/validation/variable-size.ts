import { must, Problem } from './problem';

/** What Linux takes as one argument or variable, without the NUL that ends it: 128 KiB less a byte. */
export const LONGEST_ARGUMENT = 131_071;

/** A program does not start with a variable that is too long with its name and "=". */
export function variableSizeProblems(field: string, name: string, value: string | undefined): Problem[] {
  // A unit of a string has at most three bytes.
  if (value === undefined || (name.length + value.length + 1) * 3 <= LONGEST_ARGUMENT) return [];
  const size = Buffer.byteLength(`${name}=${value}`);
  return must(size <= LONGEST_ARGUMENT, {
    field,
    value: `${size} bytes`,
    rule: `is more than Linux takes with the name, ${LONGEST_ARGUMENT} bytes: no program would start`,
    fix: 'Put it into a file, by config.files.',
  });
}
