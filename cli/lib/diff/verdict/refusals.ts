import { ask, Question, Verdict } from './ask';
import { immutableChanges } from './immutable-fields';
import { Server } from './verdict-program';
import { pathText } from '../fields/path';
import { ObjectChange, ObjectChangeType } from '../objects/object-change';
import { PlannedObject } from '../objects/planned-object';
import { asHidden, asServerTakes } from '../objects/secret-values';

/** What the API server does not take. */
export interface Refusal {
  readonly object: PlannedObject;
  /** Empty for the object as a whole. */
  readonly field: string;
  readonly message: string;
}

/** What is known of a change of an object. */
export interface Judgement {
  readonly change: ObjectChange;
  readonly refusals: readonly Refusal[];
  /** Both as the server stores them, where it was asked. */
  readonly stored?: { readonly before?: unknown; readonly after: unknown };
}

/** What the server of one version says of changes of objects. Without its program, only what Kubernetes documents is known. */
export async function judge(changes: readonly ObjectChange[], { version, program }: Server): Promise<Judgement[]> {
  if (program === undefined) return changes.map(change => judgeByTable(change, version));
  const questions = changes.flatMap(questionsOf);
  const verdicts = (await ask(program, questions)).values();
  return changes.map(change => {
    const [before, after] = questionsOf(change).map(() => verdicts.next().value as Verdict);
    return judgementOf(change, after === undefined ? undefined : before, after ?? before);
  });
}

/** Of what is there the old state, too; of what is gone nothing. */
function questionsOf({ type, before, after }: ObjectChange): Question[] {
  if (after === undefined) return [];
  const document = asServerTakes<unknown>(after.content);
  if (type !== ObjectChangeType.CHANGED) return [{ document }];
  const old = asServerTakes<unknown>(before!.content);
  return [{ document: old }, { document, old }];
}

function judgementOf(change: ObjectChange, before: Verdict | undefined, after: Verdict | undefined): Judgement {
  const refusals = (after?.refusals ?? []).map(({ field = '', message }) => ({ object: change.after!, field, message }));
  if (after?.stored === undefined) return { change, refusals };
  return { change, refusals, stored: { before: asHidden(before?.stored), after: asHidden(after.stored) } };
}

function judgeByTable(change: ObjectChange, version: string | undefined): Judgement {
  if (change.type !== ObjectChangeType.CHANGED) return { change, refusals: [] };
  const refusals = immutableChanges(change.before!, change.fields, version).map(({ path }) => ({
    object: change.after!, field: pathText(path), message: 'cannot be changed',
  }));
  return { change, refusals };
}
