import { Comparison, comparisonOf, ObjectDrift } from './comparison';
import { addedByHand, driftIn } from './live/drift';
import { kindKey } from './live/kinds';
import { replacedBy } from './live/leftovers';
import { LiveObject } from './live/live-object';
import { LiveObjects } from './live/live-objects';
import { onlyLive, onlyLiveWorkloads } from './live/live-side';
import { lookAt, Past } from './live/look';
import { missingNamespaces } from './live/missing-namespaces';
import { notesOnCluster } from './live/notes';
import { askAbout, Pair, pairsOf, statesOf } from './live/pair';
import { StoredForm } from './live/stored-forms';
import { objectChanges, ObjectChangeType } from './objects/object-change';
import { groupOf, PlannedObject } from './objects/planned-object';
import { withoutSecrets } from './objects/secret-values';
import { Side } from './side';
import { Judgement, judge } from './verdict/refusals';
import { Server } from './verdict/verdict-program';
import { ClusterReader } from '../cluster/cluster-reader';

/** How an app is compared with a cluster. */
export interface ClusterOptions {
  readonly reader: ClusterReader;
  /** The name of the cluster in the app; undefined if the app knows no clusters. */
  readonly cluster?: string;
  /** Where objects are applied that name no namespace. */
  readonly namespace: string;
  readonly server: Server;
  /** With which the app has hidden the values of Secrets. */
  readonly key: string;
  /** The cluster, in words. */
  readonly base: string;
  /** What the app had before. */
  readonly past?: Past;
}

/** What a cluster has of an app against what the app is now. @param app its objects and workloads on this cluster */
export async function againstCluster(app: Side, options: ClusterOptions): Promise<Comparison> {
  const { reader, cluster, server } = options;
  const look = await lookAt(reader, app.objects, options.namespace, options.past);
  const { objects, live, leftovers } = look;
  const pairs = pairsOf(objects, live, options.key);
  const forms = await askAbout(pairs, server.program, reader);
  const old = (each: LiveObject) => onlyLive(withoutSecrets(each, options.key), cluster);
  const gone = leftovers.gone.map(old);
  const replaced = replacedBy(pairs.flatMap(({ object, live: there }) => there ? [] : object), leftovers.kept).map(old);
  // Of what could not be read, nothing is said.
  const missing = new Set(pairs.filter(pair => pair.live === undefined).map(({ object }) => object));
  const running = new Set(objects.filter(each => !missing.has(each)).map(({ workload }) => workload));
  const states = pairs.map(pair => {
    const form = forms.get(pair);
    // What did not look different needs no form.
    return statesOf(pair, form ?? {}, form === undefined || form.stored !== undefined);
  });
  const before: Side = {
    ...app,
    objects: [...states.flatMap(({ before: was }) => was ?? []), ...gone, ...replaced],
    workloads: [
      ...app.workloads.filter(({ record: { path } }) => running.has(path)), ...onlyLiveWorkloads(gone, app.workloads, cluster),
    ],
  };
  const after: Side = { ...app, objects: states.map(({ after: is }) => is) };
  const judgements = await judged(before, after, server, [...forms], live);
  const drift = driftOf(judgements, pairs, forms);
  const notes = notesOnCluster(look, [...forms.values()], await missingNamespaces(reader, objects, live));
  const comparison = comparisonOf({ before, after }, judgements, options.base, notes);
  return {
    ...comparison,
    drift,
    undecided: leftovers.undecided,
    isWhole: live.unread.size === 0 && !look.isNobody,
    knowsLines: false,
  };
}

async function judged(
  before: Side,
  after: Side,
  server: Server,
  forms: readonly (readonly [Pair, StoredForm])[],
  live: LiveObjects,
): Promise<Judgement[]> {
  const changes = objectChanges(before.objects, after.objects);
  const asked = changes.filter(({ type }) => type === ObjectChangeType.CHANGED);
  const judgements = new Map((await judge(asked, server)).map(each => [each.change, each]));
  const answers = new Map(forms.map(([{ object }, form]) => [object.id, form]));
  return changes.map(change => {
    const object = change.after;
    const judgement = judgements.get(change) ?? { change, refusals: [] };
    if (object === undefined) return judgement;
    const { refusal, isApplied } = answers.get(object.id) ?? {};
    // The server itself has taken it: it knows more than the table.
    if (isApplied) return { ...judgement, refusals: [] };
    const message = refusal ?? (isUnserved(object, live) ? `the cluster has no ${object.apiVersion} ${object.kind}` : undefined);
    return message === undefined ? judgement : { ...judgement, refusals: [{ object, field: '', message }] };
  });
}

function isUnserved({ kind, apiVersion }: PlannedObject, { unserved }: LiveObjects): boolean {
  return unserved.has(kindKey({ kind, group: groupOf(apiVersion) }));
}

function driftOf(judgements: readonly Judgement[], pairs: readonly Pair[], forms: ReadonlyMap<Pair, StoredForm>): ObjectDrift[] {
  const changed = new Map(judgements.map(({ change: { after, fields } }) => [after?.id, fields]));
  return pairs.flatMap(pair => {
    const { object, live, owners } = pair;
    if (live === undefined || owners === undefined) return [];
    const stored = forms.get(pair)?.stored ?? object.content as unknown;
    const own = { document: object.content as unknown, applied: owners.applied, stored, isExact: true };
    return [...driftIn(changed.get(object.id) ?? [], owners), ...addedByHand(live, own, owners)].map(each => ({
      object,
      ...each,
    }));
  });
}
