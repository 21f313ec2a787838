import { deliveriesOf, deliveryOf, instanceOf } from './deliveries';
import { keyOf, ownOf, teamOf } from './keys';
import { kindKey } from './kinds';
import { LiveObject } from './live-object';
import { LiveObjects } from './live-objects';
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
  /** Those of what is gone of which only the label of a team says that they were the app's. */
  readonly byTeam: readonly LiveObject[];
  /** Of the app before, or of another one: of a team of the app where it has nothing, or what others deliver by now. */
  readonly undecided: readonly LiveObject[];
}

/** Controllers make these of objects that were applied, with their labels. */
const MADE_BY_OTHERS = new Set([kindKey({ kind: 'Endpoints', group: '' })]);

/**
 * What is no longer in an app: what it is known to have had, and what has been delivered together with its objects, wherever it
 * is; without that, what is in its namespaces, and of the teams that its objects have there. Of other objects of its teams nobody
 * knows.
 *
 * @param objects those of the app on this cluster
 * @param past what it is known to have had, as it was applied
 */
export function leftoversOf(
  { found }: Pick<LiveObjects, 'found'>, objects: readonly PlannedObject[], past: readonly PlannedObject[] = [],
): Leftovers {
  const [planned, had] = [objects, past].map(all => new Set(all.map(keyOf)));
  const is = ownOf(objects, found);
  // What it had may be another app's by now, and says nothing of what the app is.
  const own = is.length > 0 ? is : ownOf(past, found);
  const deliveries = new Map(deliveriesOf(own).map(each => [each.id, each]));
  const namespaces = new Set(objects.map(({ namespace }) => namespace));
  const there = new Set(own.flatMap(({ live }) => live.metadata.labels?.[TEAM_LABEL] ?? []));
  const teams = new Set([...there, ...[...objects, ...past].flatMap(teamOf)]);

  const whose = (key: string, live: LiveObject): Whose | undefined => {
    const { namespace, labels } = live.metadata;
    const team = labels?.[TEAM_LABEL] ?? '';
    const by = deliveryOf(live) ?? deliveries.get(instanceOf(live)?.id ?? '');
    const isSame = by === undefined || deliveries.has(by.id);
    if (had.has(key)) return isSame && (team === '' || teams.has(team)) ? 'ours' : 'undecided';
    const isHere = namespace !== undefined && namespaces.has(namespace);
    if (by?.isOfApp && isSame) return by.prunes || isHere || teams.has(team) ? 'ours' : 'undecided';
    if (isSame && isHere && there.has(team)) return 'by team';
    return teams.has(team) ? 'undecided' : undefined;
  };
  const rest = [...found].flatMap(([key, live]) => (
    planned.has(key) || !isOfSomebody(live) ? [] : [{ live, place: placeOf(live), of: whose(key, live), isKept: isKept(live) }]
  )).sort((one, other) => one.place < other.place ? -1 : 1);
  const those = (isWanted: (each: typeof rest[number]) => boolean) => rest.filter(isWanted).map(({ live }) => live);
  return {
    gone: those(each => (each.of === 'ours' || each.of === 'by team') && !each.isKept),
    kept: those(each => (each.of === 'ours' || each.of === 'by team') && each.isKept),
    byTeam: those(each => each.of === 'by team' && !each.isKept),
    undecided: those(each => each.of === 'undecided' && !each.isKept),
  };
}

/** In which order they are told, whatever was read first. */
function placeOf({ kind = '', metadata: { namespace = '', name } }: LiveObject): string {
  return `${namespace}\0${kind}\0${name}`;
}

type Whose = 'ours' | 'by team' | 'undecided';

function isKept({ metadata: { labels } }: LiveObject): boolean {
  return ['when-unnamed', 'never'].includes(labels?.[RECLAIM_LABEL] ?? '');
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
