import { Construct } from 'constructs';
import { describe, must, Problem } from '../validation/problem';

/** The id, or one that takes its place: a construct ends the program if its id is not usable. */
export function usableId(scope: Construct, id: unknown, n = 1): string {
  if (scope !== undefined && !Construct.isConstruct(scope)) throw new Error(`[${String(id)}] ${describe(NO_SCOPE)}`);
  if (isUsable(id)) return id;
  const free = `unnamed-${n}`;
  return scope?.node.tryFindChild(free) ? usableId(scope, id, n + 1) : free;
}

/** Thrown: there is nothing to build on. */
const NO_SCOPE = { field: 'scope', rule: 'must be a construct', fix: 'Write for example the chart, or this within it.' };

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
