import { must, Problem } from '../validation/problem';

export function portNumberProblems(field: string, number: number): Problem[] {
  return must(Number.isInteger(number) && number >= 1 && number <= 65535, {
    field, value: number, rule: 'must be a port number', fix: 'Write 1 to 65535.',
  });
}
