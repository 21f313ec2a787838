import { Rule } from './judge';
import { must, Problem } from './problem';
import { NUMBER } from './scalars';

export function portNumberProblems(field: string, number: number): Problem[] {
  return must(Number.isInteger(number) && number >= 1 && number <= 65535, {
    field, value: number, rule: 'must be a port number', fix: 'Write 1 to 65535.',
  });
}

/** The number of a port. */
export const PORT_NUMBER: Rule = (value, field, problems) => {
  const number = NUMBER(value, field, problems) as number | undefined;
  const wrong = number === undefined ? [] : portNumberProblems(field, number);
  problems.push(...wrong);
  return wrong.length > 0 ? undefined : number;
};
