import { Leftovers } from './leftovers';
import { LiveObject } from './live-object';
import { LiveObjects } from './live-objects';
import { StoredForm } from './stored-forms';
import { RECLAIM_LABEL } from '../../cluster/labels';
import { count } from '../../output/plain';
import { several } from '../output/words';

/** What one should know of a comparison with a cluster: what could not be read, and what was left aside on purpose. */
export function notesOnCluster(
  { unread, unsearched }: LiveObjects, { kept }: Leftovers, forms: readonly StoredForm[], missing: readonly string[],
): string[] {
  const notes: string[] = [];
  if (missing.length > 0) notes.push(`Not on the cluster: ${count(missing.length, 'namespace')}, ${several(missing)}.`);
  if (unread.size > 0) {
    const reasons = [...new Set([...unread.values()].map(({ message }) => message))];
    notes.push(`${count(unread.size, 'object')} could not be read, and nothing is said of them: ${several(reasons, 3)}.`);
  }
  if (unsearched.length > 0) {
    notes.push(`You may not read all ${several(unsearched, 8)}: what the app no longer has may be among them.`);
  }
  const failures = forms.flatMap(({ failure }) => failure?.message ?? []);
  if (failures.length > 0) {
    notes.push(
      'Which defaults the server fills in is not known: its verdict is not installed (docs/verdict.md), ' +
        `and a dry run is not possible: ${failures[0]}.`,
    );
  }
  // Old configuration always stays, and goes by itself once nothing names it.
  const forever = kept.filter(({ metadata: { labels } }) => labels?.[RECLAIM_LABEL] === 'never');
  if (forever.length > 0) notes.push(`No longer in the app, but only its owner may delete it: ${names(forever)}.`);
  return notes;
}

function names(objects: readonly LiveObject[]): string {
  return several(
    objects.map(
      ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    ),
    3,
  );
}
