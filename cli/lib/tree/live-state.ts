import { podsByOwner, TreePod } from './pods-by-owner';
import { ClusterReader } from '../cluster/cluster-reader';
import { servedResources } from '../cluster/served-resources';
import { leftoversOf } from '../diff/live/leftovers';
import { LiveObject } from '../diff/live/live-object';
import { liveKey, readLive } from '../diff/live/live-objects';
import { placed } from '../diff/live/placed';
import { PlannedObject } from '../diff/objects/planned-object';

/** What a cluster has of the objects of an app. */
export interface LiveState {
  /** Of an object of the app, by the id that `PlannedObject` gives it. */
  readonly stateOf: (object: PlannedObject) => ObjectState;
  /** Objects that the app had, and that nobody owns any more. */
  readonly unowned: readonly UnownedObject[];
  /** What could not be read, in sentences. */
  readonly notes: readonly string[];
}

export interface ObjectState {
  readonly on: 'there' | 'missing' | 'unknown';
  /** Those that its controllers have made of it. */
  readonly pods: readonly TreePod[];
}

export interface UnownedObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Whether it is kept on purpose: docs/garbage-collection.md. */
  readonly kept: boolean;
}

/** @param objects those of the app that are applied to this cluster */
export async function readLiveState(
  reader: ClusterReader, objects: readonly PlannedObject[], namespace: string,
): Promise<LiveState> {
  const resources = await servedResources(reader);
  const all = placed(objects, resources, namespace);
  const live = await readLive(reader, resources, all);
  const namespaces = [...new Set(all.flatMap(each => each.namespace ?? []))].sort();
  const { pods, notes } = await podsByOwner(reader, namespaces);
  const { gone, kept } = leftoversOf(live, all);
  const keys = new Map(all.map(each => [each.id, liveKey(each.apiVersion, each.kind, each.namespace, each.name)]));
  const stateOf = ({ id }: PlannedObject): ObjectState => {
    const key = keys.get(id) ?? '';
    const found = live.found.get(key);
    if (found === undefined) return { on: live.unread.has(key) ? 'unknown' : 'missing', pods: [] };
    return { on: 'there', pods: pods.get(found.metadata.uid ?? '') ?? [] };
  };
  const unsearched = live.unsearched.map(each => `The ${each} cannot be listed: whether one is left over is not known.`);
  return {
    stateOf,
    unowned: [...gone.map(each => unownedObject(each, false)), ...kept.map(each => unownedObject(each, true))],
    notes: [...notes, ...unsearched],
  };
}

function unownedObject({ kind = '', metadata: { namespace, name } }: LiveObject, kept: boolean): UnownedObject {
  return { kind, namespace, name, kept };
}
