import { ApiObject, JsonPatch } from 'cdk8s';
import { objectPatches } from '../tree/object-patches';
import { Finding } from '../validation/finding';
import { messageOf } from '../validation/message';
import { describe, Problem } from '../validation/problem';

/** What cdk8s puts before an error in a Lazy value, where it names the object once more. */
const PREFIX = /^Failed serializing construct at path '[^']*' with name '[^']*': /;

/** An object that cannot be written, as a problem: cdk8s and cdk8s-plus throw, and mostly name neither field nor fix. */
export function unwritable(object: ApiObject, error: unknown): Finding {
  const problem = problemOf(object, error);
  return { path: object.node.path, message: problem ? describe(problem) : messageOf(error), problem };
}

function problemOf(object: ApiObject, error: unknown): Problem | undefined {
  const noPatches = (objectPatches(object) as unknown[]).filter(patch => !(patch instanceof JsonPatch));
  if (noPatches.length > 0) {
    const fix = 'Write for example JsonPatch.add("/metadata/labels/a", "b").';
    return { field: 'addJsonPatch', value: noPatches[0], rule: 'must be a JsonPatch', fix };
  }
  if (error instanceof RangeError) {
    return { field: 'object', value: object.kind, rule: 'contains itself, or is too deep', fix: 'Write its values out.' };
  }
  const [line] = messageOf(error).split('\n');
  const words = line.replace(PREFIX, '');
  if (words !== line || error instanceof TypeError) {
    const reason = words.replace(/^Error: /, '').replace(/\.$/, '');
    return { field: 'object', value: object.kind, rule: `cdk8s cannot write it: ${reason}`, fix: fixOf(words, error) };
  }
  return undefined;
}

/** A TypeError tells of the program that throws, and nothing of the input that made it. */
function fixOf(words: string, error: unknown): string {
  return error instanceof TypeError || words.startsWith('TypeError')
    ? 'One of its properties is missing, or of another type: look at those of the construct.'
    : 'Correct the properties of the construct.';
}
