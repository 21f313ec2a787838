import { podsByOwner, TreePod } from './pods-by-owner';
import { ClusterReader } from '../cluster/cluster-reader';
import { liveKey } from '../diff/live/keys';
import { LiveObject } from '../diff/live/live-object';
import { lookAt } from '../diff/live/look';
import { notesOnLeftovers } from '../diff/live/notes';
import { PlannedObject } from '../diff/objects/planned-object';
import { undecidedGroups } from '../diff/output/undecided-section';

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
  const look = await lookAt(reader, objects, namespace);
  const { objects: all, live, leftovers: { gone, kept, undecided } } = look;
  const namespaces = [...new Set(all.flatMap(each => each.namespace ?? []))].sort();
  const { pods, notes } = await podsByOwner(reader, namespaces);
  const keys = new Map(all.map(each => [each.id, liveKey(each.apiVersion, each.kind, each.namespace, each.name)]));
  const stateOf = ({ id }: PlannedObject): ObjectState => {
    const key = keys.get(id) ?? '';
    const found = live.found.get(key);
    if (found === undefined) return { on: live.unread.has(key) ? 'unknown' : 'missing', pods: [] };
    return { on: 'there', pods: pods.get(found.metadata.uid ?? '') ?? [] };
  };
  return {
    stateOf,
    unowned: [...gone.map(each => unownedObject(each, false)), ...kept.map(each => unownedObject(each, true))],
    notes: [...notes, ...notesOnLeftovers(look), ...undecidedNotes(undecided)],
  };
}

function undecidedNotes(undecided: readonly LiveObject[]): string[] {
  return undecidedGroups(undecided).map(each => `Of this app, or of another one of the same team: ${each}.`);
}

function unownedObject({ kind = '', metadata: { namespace, name } }: LiveObject, kept: boolean): UnownedObject {
  return { kind, namespace, name, kept };
}
