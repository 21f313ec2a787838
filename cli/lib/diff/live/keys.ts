import { LiveObject } from './live-object';
import { TEAM_LABEL } from '../../cluster/labels';
import { textIn } from '../fields/values';
import { groupOf, PlannedObject } from '../objects/planned-object';

/** What tells an object of a cluster from all others. */
export function liveKey(apiVersion: string, kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([groupOf(apiVersion), kind, namespace ?? '', name]);
}

export function keyOf({ apiVersion, kind, namespace, name }: PlannedObject): string {
  return liveKey(apiVersion, kind, namespace, name);
}

export function liveKeyOf({ apiVersion = '', kind = '', metadata: { namespace, name } }: LiveObject): string {
  return liveKey(apiVersion, kind, namespace, name);
}

/** What is there of some objects. */
export function ownOf(
  objects: readonly PlannedObject[], found: ReadonlyMap<string, LiveObject>,
): { readonly object: PlannedObject; readonly live: LiveObject }[] {
  return objects.flatMap(object => {
    const live = found.get(keyOf(object));
    return live === undefined ? [] : [{ object, live }];
  });
}

/** The team of which an object says that it is. */
export function teamOf({ content }: PlannedObject): string | [] {
  return textIn(content, 'metadata', 'labels', TEAM_LABEL) ?? [];
}
