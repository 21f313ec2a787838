import { Autoscalers } from './autoscalers';
import { Course, Effect } from './effect';
import { PodCount, podCount, podTemplates } from './pod-templates';
import { rolloutOf } from './rollout';
import { FieldChange } from '../fields/field-changes';
import { Path, pathText, startsWith } from '../fields/path';
import { isEqual } from '../fields/values';
import { HASH, ObjectChange, ObjectChangeType } from '../objects/object-change';
import { PlannedObject } from '../objects/planned-object';
import { Judgement } from '../verdict/refusals';

/** What becomes of the pods of an object. */
export interface Restart extends Course {
  readonly object: PlannedObject;
  /** How many; undefined if nobody knows, as of a DaemonSet. */
  readonly pods?: PodCount;
  /** What of the template is another one, without the path of the template; empty where all pods are new or gone. */
  readonly why: readonly string[];
}

/** The pods that a change of objects starts, ends or replaces. @param before @param after all objects of the apps */
export function restarts(
  judgements: readonly Judgement[], before: readonly PlannedObject[], after: readonly PlannedObject[],
): Restart[] {
  const [was, is] = [new Autoscalers(before), new Autoscalers(after)];
  return judgements.flatMap(judgement => {
    const { change } = judgement;
    const begun = () =>
      all(change.after!, is, Effect.START, { Job: 'it runs', CronJob: 'at its times' }[change.after!.kind] ?? 'they start');
    const ended = () => all(change.before!, was, Effect.END, 'they are stopped');
    switch (change.type) {
      case ObjectChangeType.NEW: return begun();
      case ObjectChangeType.GONE: return ended();
      case ObjectChangeType.RENAMED: return [...begun(), ...ended()];
      case ObjectChangeType.CHANGED: return changed(judgement, is);
      case ObjectChangeType.MOVED: return [];
    }
  });
}

function all(object: PlannedObject, autoscalers: Autoscalers, effect: Effect, how: string): Restart[] {
  const [template] = podTemplates(object.content);
  return template === undefined ? [] : [{ object, effect, pods: countOf(object, autoscalers), why: [], how }];
}

/** Pods are other ones if the template is, as the server stores it; of what it refuses nothing is applied. */
function changed({ change, refusals, stored }: Judgement, autoscalers: Autoscalers): Restart[] {
  if (refusals.length > 0) return [];
  const object = change.after!;
  const was = podTemplates(stored?.before ?? change.before!.content);
  const changedTemplates = podTemplates(stored?.after ?? object.content).filter(({ path, template }) => (
    !isEqual(was.find(each => isEqual(each.path, path))?.template, template)
  ));
  if (changedTemplates.length === 0) return [];
  const why = changedTemplates.flatMap(({ path }) => reasons(change, path));
  const pods = countOf(object, autoscalers);
  return [{ object, pods, why: [...new Set(why)], ...rolloutOf(object, pods) }];
}

function countOf(object: PlannedObject, autoscalers: Autoscalers): PodCount | undefined {
  const [template] = podTemplates(object.content);
  return template && podCount(object.content, template, autoscalers.of(object));
}

/** What of a template is another one: no deeper than one item of a container, such as `containers[app].image`. */
function reasons({ fields }: ObjectChange, template: Path): string[] {
  return fields.filter(({ path }) => startsWith(path, template)).map(field => {
    const configuration = sameButForHash(field);
    if (configuration !== undefined) return `the configuration ${configuration}`;
    const inside = field.path.slice(template.length).filter((step, n) => n > 0 || step !== 'spec');
    return pathText(inside.slice(0, inside[0] === 'metadata' ? 3 : 5)) || 'all of it';
  });
}

/** The name of a ConfigMap or Secret whose content is another one, and so the hash in its name. */
function sameButForHash({ before, after }: FieldChange): string | undefined {
  if (typeof before !== 'string' || typeof after !== 'string' || !HASH.test(before) || !HASH.test(after)) return undefined;
  const [was, is] = [before, after].map(each => each.replace(HASH, ''));
  return was === is ? was : undefined;
}
