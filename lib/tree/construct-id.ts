import { Construct } from 'constructs';
import { scopeOf } from './scope';
import { must, Problem } from '../validation/problem';
import { inWords } from '../validation/words';

/** The id, or one that takes its place: a construct ends the program if its id is not usable. */
export function usableId(scope: Construct, id: unknown, n = 1): string {
  scopeOf(scope, typeof id === 'string' ? id : inWords(id));
  if (isUsable(id)) return id;
  const free = `unnamed-${n}`;
  return scope.node.tryFindChild(free) ? usableId(scope, id, n + 1) : free;
}

/** Problems of an id that was given. */
export function idProblems(field: string, id: unknown, example: string): Problem[] {
  return must(isUsable(id), {
    field,
    value: id ?? undefined,
    rule: 'must be a string that is not empty, and no property of every object, such as "constructor"',
    fix: `Write for example "${example}".`,
  });
}

/** A construct looks for its children in an object, which has properties of its own. */
function isUsable(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && !(id in {});
}
