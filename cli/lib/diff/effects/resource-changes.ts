import { Autoscalers } from './autoscalers';
import { Amounts, podResources, PodResources, sum, times } from './pod-resources';
import { PodCount, podCount, PodTemplate, podTemplates } from './pod-templates';
import { isEqual } from '../fields/values';
import { PlannedObject } from '../objects/planned-object';

/** What the pods of an object take, before and after. */
export interface ResourceChange {
  /** It is there after, or was before. */
  readonly object: PlannedObject;
  readonly before?: Taken;
  readonly after?: Taken;
}

/** What all pods of a template take. */
export interface Taken {
  /** Undefined if it is not known, as of a DaemonSet; then all amounts are those of one pod. */
  readonly pods?: PodCount;
  readonly pod: PodResources;
}

/** What pods take at the least and at the most: where an autoscaler decides, from its smallest to its largest number. */
export interface Total {
  readonly requests: { readonly min: Amounts; readonly max: Amounts };
  readonly limits: { readonly min: Amounts; readonly max: Amounts };
}

/**
 * Whose pods take something else, and how many there are.
 *
 * @param renamed the ids of objects that take the place of others, by the ids of those
 */
export function resourceChanges(
  before: readonly PlannedObject[], after: readonly PlannedObject[], renamed: ReadonlyMap<string, string>,
): ResourceChange[] {
  const [was, is] = [takenBy(before, renamed), takenBy(after)];
  return [...new Map([...is, ...was]).keys()].flatMap(key => {
    const [one, other] = [was.get(key), is.get(key)];
    const object = (other ?? one)!.object;
    return isEqual(one?.taken, other?.taken) ? [] : [{ object, before: one?.taken, after: other?.taken }];
  });
}

function takenBy(
  objects: readonly PlannedObject[], renamed?: ReadonlyMap<string, string>,
): Map<string, { readonly object: PlannedObject; readonly taken: Taken }> {
  const autoscalers = new Autoscalers(objects);
  return new Map(
    objects.flatMap(object =>
      podTemplates(object.content).map(
        template =>
          [
            // An object may have several templates.
            `${renamed?.get(object.id) ?? object.id} ${template.path.join('.')}`,
            { object, taken: takenOf(object, template, autoscalers) },
          ] as const,
      ),
    ),
  );
}

function takenOf(object: PlannedObject, template: PodTemplate, autoscalers: Autoscalers): Taken {
  return { pods: podCount(object.content, template, autoscalers.of(object)), pod: podResources(template.template) };
}

/** What all objects together take whose number of pods is known. */
export function totalOf(objects: readonly PlannedObject[]): Total {
  let total: Total = NOTHING;
  for (const { taken } of takenBy(objects).values()) if (taken.pods) total = plus(total, allOf(taken));
  return total;
}

const NOTHING: Total = { requests: { min: {}, max: {} }, limits: { min: {}, max: {} } };

/** What all pods of a template take: of one, if nobody knows how many there are. */
export function allOf({ pods = { min: 1, max: 1 }, pod }: Taken): Total {
  const ofAll = (amounts: Amounts) => ({ min: times(amounts, pods.min), max: times(amounts, pods.max) });
  return { requests: ofAll(pod.requests), limits: ofAll(pod.limits) };
}

function plus(one: Total, other: Total): Total {
  const both = (which: keyof Total) => ({
    min: sum(one[which].min, other[which].min),
    max: sum(one[which].max, other[which].max),
  });
  return { requests: both('requests'), limits: both('limits') };
}
