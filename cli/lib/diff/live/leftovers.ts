import { applicationOf } from './argo-cd';
import { kindKey } from './kinds';
import { LiveObject } from './live-object';
import { liveKey, LiveObjects } from './live-objects';
import { Owners } from './owners';
import { RECLAIM_LABEL, TEAM_LABEL } from '../../cluster/labels';
import { groupBy } from '../../group-by';
import { HASH } from '../objects/object-change';
import { groupOf, PlannedObject } from '../objects/planned-object';

/** Objects that were applied, and that an app does not have. */
export interface Leftovers {
  /** It had them: whoever delivers would remove them. */
  readonly gone: readonly LiveObject[];
  /** Configuration that is kept on purpose, as long as something may name it. */
  readonly kept: readonly LiveObject[];
}

/** Controllers make these of objects that were applied, with their labels. */
const MADE_BY_OTHERS = new Set([kindKey({ kind: 'Endpoints', group: '' })]);

/**
 * What in the namespaces of an app is no longer in it: what Argo CD tracks for the same Applications, or, without it, what is of
 * the same teams. What is in no namespace may be of another app of the team: without Argo CD, nobody knows.
 *
 * @param objects those of the app on this cluster
 */
export function leftoversOf({ found }: LiveObjects, objects: readonly PlannedObject[]): Leftovers {
  const planned = new Set(objects.map(({ apiVersion, kind, namespace, name }) => liveKey(apiVersion, kind, namespace, name)));
  const namespaces = new Set(objects.map(({ namespace }) => namespace));
  const isWithin = ({ metadata: { namespace } }: LiveObject) => namespace === undefined || namespaces.has(namespace);
  const own = [...found].flatMap(([key, live]) => planned.has(key) ? [live] : []);
  const applications = new Set(own.flatMap(live => applicationOf(live) ?? []));
  const teams = new Set(own.flatMap(live => live.metadata.labels?.[TEAM_LABEL] ?? []));
  const rest = [...found]
    .filter(([key, live]) => !planned.has(key) && isWithin(live) && isOfSomebody(live))
    .map(([, live]) => live);
  const isOurs = (live: LiveObject) => {
    const application = applicationOf(live);
    if (application !== undefined && applications.size > 0) return applications.has(application);
    return live.metadata.namespace !== undefined && teams.has(live.metadata.labels?.[TEAM_LABEL] ?? '');
  };
  const isKept = ({ metadata: { labels } }: LiveObject) => ['when-unnamed', 'never'].includes(labels?.[RECLAIM_LABEL] ?? '');
  const ours = rest.filter(isOurs);
  return {
    gone: ours.filter(live => !isKept(live)),
    kept: ours.filter(isKept),
  };
}

/** What is kept on purpose, and had the place of something new: the last one of those whose names differ by their hashes only. */
export function replacedBy(added: readonly PlannedObject[], kept: readonly LiveObject[]): LiveObject[] {
  const stems = new Set(
    added.filter(({ name }) => HASH.test(name)).map(({ kind, namespace, name }) => stemOf(kind, namespace, name)),
  );
  const alike = groupBy(kept, ({ kind = '', metadata: { namespace, name } }) => stemOf(kind, namespace, name));
  const age = ({ metadata: { creationTimestamp = '' } }: LiveObject) => creationTimestamp;
  return [...alike]
    .filter(([stem]) => stems.has(stem))
    .map(([, all]) => all.sort((one, other) => age(one).localeCompare(age(other))).at(-1)!);
}

function stemOf(kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([kind, namespace, name.replace(HASH, '')]);
}

/** Applied by somebody, and not on its way out; what a controller has made has an owner, or was never applied. */
function isOfSomebody(live: LiveObject): boolean {
  const { kind = '', apiVersion = '', metadata: { ownerReferences = [], deletionTimestamp } } = live;
  if (ownerReferences.length > 0 || deletionTimestamp !== undefined) return false;
  return !MADE_BY_OTHERS.has(kindKey({ kind, group: groupOf(apiVersion) })) && new Owners(live).isApplied;
}
