import { keyOf, liveKeyOf } from './keys';
import { Leftovers, leftoversOf } from './leftovers';
import { LiveObjects, readLive } from './live-objects';
import { placed } from './placed';
import { Unsearched } from './search';
import { ClusterReader } from '../../cluster/cluster-reader';
import { servedResources } from '../../cluster/served-resources';
import { PlannedObject } from '../objects/planned-object';

/** What an app had at another time: it may no longer have it. */
export interface Past {
  /** Whether the user has named that time: then it had nothing else. */
  readonly isNamed: boolean;
  /** Its objects on the cluster; undefined if nobody knows. It takes as long as a synth. */
  readonly objects: () => Promise<readonly PlannedObject[] | undefined>;
}

/** What a cluster has of an app, and of what is no longer in it. */
export interface Look {
  /** The app's, as they are applied. */
  readonly objects: readonly PlannedObject[];
  readonly live: LiveObjects;
  readonly leftovers: Leftovers;
  /** Whether the app has nothing by which its objects could be told from those of others. */
  readonly isNobody: boolean;
}

/** @param planned objects of the app on this cluster @param namespace where those are applied that name none */
export async function lookAt(
  reader: ClusterReader, planned: readonly PlannedObject[], namespace: string, past?: Past,
): Promise<Look> {
  const resources = await servedResources(reader);
  const objects = placed(planned, resources, namespace);
  const live = await readLive(reader, resources, objects);
  const look = { objects, live, leftovers: leftoversOf(live, objects), isNobody: objects.length === 0 };
  const { undecided, byTeam } = look.leftovers;
  const isUnsure = past?.isNamed || look.isNobody || undecided.length + byTeam.length > 0;
  const had = isUnsure ? await past?.objects() : undefined;
  if (past === undefined || had === undefined) return look;

  const is = new Set(objects.map(({ id }) => id));
  const gone = placed(had.filter(({ id }) => !is.has(id)), resources, namespace);
  const all = gone.length === 0 ? live : both(live, await readLive(reader, resources, gone));
  const leftovers = leftoversOf(all, objects, gone);
  return {
    objects,
    live: all,
    leftovers: past.isNamed ? onlyKnown(leftovers, new Set(gone.map(keyOf))) : leftovers,
    isNobody: look.isNobody && had.length === 0,
  };
}

/** Where it is known what the app had, a label of a team proves nothing more. */
function onlyKnown({ gone, kept, byTeam, undecided }: Leftovers, had: ReadonlySet<string>): Leftovers {
  const unproven = new Set(byTeam);
  return {
    gone: gone.filter(each => !unproven.has(each)),
    kept,
    byTeam: [],
    undecided: [...byTeam, ...undecided.filter(each => had.has(liveKeyOf(each)))],
  };
}

function both(one: LiveObjects, other: LiveObjects): LiveObjects {
  const union = (which: Exclude<keyof Unsearched, 'others'>) => (
    [...new Set([...one.unsearched[which], ...other.unsearched[which]])]
  );
  return {
    found: new Map([...one.found, ...other.found]),
    unread: new Map([...one.unread, ...other.unread]),
    unserved: one.unserved,
    unsearched: {
      resources: union('resources'),
      elsewhere: union('elsewhere'),
      others: Math.max(one.unsearched.others, other.unsearched.others),
    },
  };
}
