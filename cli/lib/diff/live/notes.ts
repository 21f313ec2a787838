import { deliveriesOf } from './deliveries';
import { ownOf, teamOf } from './keys';
import { LiveObject } from './live-object';
import { Look } from './look';
import { StoredForm } from './stored-forms';
import { RECLAIM_LABEL } from '../../cluster/labels';
import { count } from '../../output/plain';
import { several } from '../output/words';

/** What one should know of a comparison with a cluster: what could not be read, and what was left aside on purpose. */
export function notesOnCluster(look: Look, forms: readonly StoredForm[], missing: readonly string[]): string[] {
  const { live: { unread }, leftovers: { kept } } = look;
  const notes: string[] = [];
  if (missing.length > 0) notes.push(`Not on the cluster: ${count(missing.length, 'namespace')}, ${several(missing)}.`);
  if (unread.size > 0) {
    const reasons = [...new Set([...unread.values()].map(({ message }) => message))];
    notes.push(`${count(unread.size, 'object')} could not be read, and nothing is said of them: ${several(reasons, 3)}.`);
  }
  notes.push(...notesOnLeftovers(look));
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

/** What one should know of what an app no longer has: how sure it is, and where it was not looked for. */
export function notesOnLeftovers({ objects, live: { found, unsearched }, leftovers: { byTeam }, isNobody }: Look): string[] {
  const notes: string[] = [];
  if (isNobody) {
    notes.push(`The app has nothing for this cluster, so nothing tells what it had there. ${ASK_REVISION}`);
  } else if (objects.length > 0 && objects.flatMap(teamOf).length + deliveriesOf(ownOf(objects, found)).length === 0) {
    notes.push(`No object of the app says whose it is, so nothing tells what it no longer has. ${ASK_REVISION}`);
  }
  if (byTeam.length > 0) {
    notes.push(`Only the label of the team says that the app had ${names(byTeam)}: another app of the team in the same namespace `
      + 'would look like a part of this one.');
  }
  const { resources, elsewhere, others } = unsearched;
  const kinds = [...resources.slice(0, MOST_KINDS), ...moreKinds(resources.length - MOST_KINDS + others)];
  if (kinds.length > 0) {
    notes.push(`You may not list all ${kinds.join(', ')}: what the app no longer has may be among them.`);
  }
  if (elsewhere.length > 0) {
    const namespaces = [...new Set(objects.flatMap(({ namespace }) => namespace ?? []))];
    notes.push(`You may list ${several(elsewhere, MOST_KINDS)} only in single namespaces: what the app no longer has was `
      + `looked for in ${several(namespaces, MOST_KINDS)}, and nowhere else.`);
  }
  return notes;
}

const MOST_KINDS = 8;
const ASK_REVISION = 'What it had at a revision is looked for by "pinterest diff --against cluster --revision REVISION".';

function moreKinds(number: number): string[] {
  return number > 0 ? [count(number, 'other kind')] : [];
}

function names(objects: readonly LiveObject[]): string {
  return several(
    objects.map(
      ({ kind, metadata: { namespace, name } }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    ),
    3,
  );
}
