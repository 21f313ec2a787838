import { withoutOverwritten } from './argo-cd';
import { liveKey } from './keys';
import { LiveObject } from './live-object';
import { LiveObjects } from './live-objects';
import { ownPart } from './own-part';
import { Owners } from './owners';
import { StoredForm, storedForms } from './stored-forms';
import { ClusterReader } from '../../cluster/cluster-reader';
import { isEqual } from '../fields/values';
import { PlannedObject } from '../objects/planned-object';
import { withoutSecrets } from '../objects/secret-values';
import { VerdictProgram } from '../verdict/verdict-program';

/** An object of the app, and what the cluster has of it. */
export interface Pair {
  readonly object: PlannedObject;
  readonly live?: LiveObject;
  readonly owners?: Owners;
}

/** Those of which it is known whether they are there. @param key hides the values of Secrets */
export function pairsOf(objects: readonly PlannedObject[], { found, unread }: LiveObjects, key: string): Pair[] {
  return objects.flatMap(object => {
    const name = liveKey(object.apiVersion, object.kind, object.namespace, object.name);
    const live = found.get(name);
    if (unread.has(name)) return [];
    return [live === undefined ? { object } : { object, live: withoutSecrets(live, key), owners: new Owners(live) }];
  });
}

/** Only of what looks different is it asked how the server would store it. */
export async function askAbout(
  pairs: readonly Pair[],
  program: VerdictProgram | undefined,
  reader: ClusterReader,
): Promise<Map<Pair, StoredForm>> {
  const asked = pairs.flatMap(pair => {
    const { object, live } = pair;
    if (live === undefined) return [];
    const { before, after } = statesOf(pair, {}, true);
    return isEqual(before?.content, after.content) ? [] : [{ pair, object, live }];
  });
  const forms = await storedForms(asked, program, reader);
  return new Map(asked.map(({ pair }, n) => [pair, forms[n]]));
}

/**
 * The user's part of an object, as the cluster has it and as it would be.
 *
 * @param isExact whether lists count that the server replaces as a whole: it may have filled in defaults there
 */
export function statesOf(
  { object, live, owners }: Pair,
  { stored }: StoredForm,
  isExact: boolean,
): { before?: PlannedObject; after: PlannedObject } {
  if (live === undefined) return { after: object };
  const document = withoutOverwritten(object.content, live);
  return {
    before: { ...object, content: ownPart(live, { document, applied: owners?.applied, stored: stored ?? document, isExact }) },
    after: { ...object, content: ownPart(stored ?? document, { document, isExact }) },
  };
}
