import { FieldSet, has, managedSet, statedSet, union } from './field-set';
import { LiveObject, ManagedFields, managedFieldsOf } from './live-object';
import { MANAGED_BY } from '../../cluster/labels';
import { Path } from '../fields/path';

/** Who has changed a field on the cluster, as the server knows it. */
export interface Writer {
  readonly manager: string;
  /** When it wrote the last time; the server may have forgotten it. */
  readonly time?: string;
}

/** Whoever applies whole documents under these names, does so for the user. */
const DELIVERERS = new Set(['kubectl', 'argocd-controller', 'kustomize-controller', 'helm-controller', 'helm', 'cdk8s']);
/** They write by updates what is in the annotation of what was applied last. */
const CLIENT_SIDE = new Set(['kubectl-client-side-apply', 'argocd-controller', 'before-first-apply']);
/** Names that kubectl gives to what people do with it. */
const BY_HAND = /^kubectl-(edit|patch|set|label|annotate|replace|create|run|expose)$/;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const OWN_LABEL: Path = ['metadata', 'labels', MANAGED_BY];

/** Who has written what of an object. */
export class Owners {
  /** What was applied for the user. */
  public readonly applied: FieldSet;
  private readonly sets: readonly { readonly entry: ManagedFields; readonly set: FieldSet; readonly isOurs: boolean }[];

  constructor(live: LiveObject) {
    this.sets = managedFieldsOf(live).map(entry => {
      const set = managedSet(entry.fieldsV1);
      return { entry, set, isOurs: isOurs(entry, set) };
    });
    const ours = this.sets.filter(each => each.isOurs && each.entry.operation === 'Apply').map(({ set }) => set);
    const last = lastApplied(live);
    this.applied = ours.length > 0 || last === undefined ? union(ours) : statedSet(last);
  }

  /** What people have written by hand: with `kubectl edit`, `patch`, `set`, `label` and others. */
  public get byHand(): FieldSet {
    return union(
      this.sets
        .filter(({ entry: { manager = '', subresource } }) => !subresource && BY_HAND.test(manager))
        .map(({ set }) => set),
    );
  }

  /** Whether somebody has applied the object, rather than a controller made it. */
  public get isApplied(): boolean {
    return this.applied.size > 0;
  }

  /** Who else has written a field last: undefined if the user's deliverer has, or nobody knows. */
  public otherOf(path: Path): Writer | undefined {
    const writers = this.sets.filter(({ set }) => has(set, path));
    if (writers.some(each => each.isOurs)) return undefined;
    const times = writers.map(({ entry }) => entry).sort((one, other) => (one.time ?? '').localeCompare(other.time ?? ''));
    const last = times.at(-1);
    return last && { manager: last.manager || 'somebody', time: last.time };
  }
}

function isOurs({ manager = '', operation, subresource }: ManagedFields, set: FieldSet): boolean {
  if (subresource) return false;
  return operation === 'Apply' ? DELIVERERS.has(manager) || has(set, OWN_LABEL) : CLIENT_SIDE.has(manager);
}

function lastApplied({ metadata: { annotations } }: LiveObject): unknown {
  try {
    const text = annotations?.[LAST_APPLIED];
    return text === undefined ? undefined : JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
