import { ApiObject, JsonPatch } from 'cdk8s';
import { objectPatches } from '../tree/object-patches';
import { misfitOf } from '../tree/patch-misfit';
import { messageOf } from '../validation/message';
import { describe } from '../validation/problem';

/** The content of an object with its patches. @throws with the first patch that does not fit, which cdk8s does not name */
export function patchedContent(object: ApiObject): any {
  try {
    return object.toJson();
  } catch (error) {
    throw misfit(object) ?? error;
  }
}

function misfit(object: ApiObject): Error | undefined {
  const operations = objectPatches(object);
  if (operations.length === 0) return undefined;
  let content = unpatched(object, operations);
  for (const operation of operations) {
    const why = misfitOf(content, operation);
    if (why !== undefined) return misfitError(operation, why);
    try {
      content = JsonPatch.apply(content, operation);
    } catch (error) {
      // What follows the first line is the whole object.
      return misfitError(operation, messageOf(error).split('\n')[0]);
    }
  }
  return undefined;
}

/** cdk8s applies what is in this list whenever it is asked for the content. */
function unpatched(object: ApiObject, operations: JsonPatch[]): unknown {
  const all = operations.splice(0);
  try {
    return object.toJson();
  } finally {
    operations.push(...all);
  }
}

function misfitError(operation: JsonPatch, why: string): Error {
  const { op, path } = operation._toJson();
  return new Error(describe({
    field: 'addJsonPatch',
    value: `${op} ${path}`,
    rule: `does not fit: ${why}`,
    fix: 'Patch what is there, or add what it is in first.',
  }));
}
