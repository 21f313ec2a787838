import { deliveriesOf, Delivery, deliveryOf } from './deliveries';
import { keyOf, liveKeyOf, ownOf, teamOf } from './keys';
import { kindKey, MADE_KINDS, NEVER_APPLIED } from './kinds';
import { LiveObject } from './live-object';
import { isObject, objectsIn, resourceName, Search, Unsearched } from './search';
import { ClusterReader } from '../../cluster/cluster-reader';
import { OURS, TEAM_LABEL } from '../../cluster/labels';
import { Failure, FailureReason, Read } from '../../cluster/read';
import { pathOf, ServedResource } from '../../cluster/resource';
import { groupBy } from '../../group-by';
import { groupOf, PlannedObject } from '../objects/planned-object';

/** What a cluster has of an app, and what it has beside it. */
export interface LiveObjects {
  /** By the keys of objects. */
  readonly found: ReadonlyMap<string, LiveObject>;
  /** Of these objects nobody knows whether they are there. */
  readonly unread: ReadonlyMap<string, Failure>;
  /** Kinds that the cluster does not serve, of the app's. */
  readonly unserved: ReadonlySet<string>;
  /** Among what could not be looked for objects that the app no longer has. */
  readonly unsearched: Unsearched;
}

/** Of a namespace that lacks more objects than these, all are listed: kubectl asks for one name after the other. */
const FEW = 20;

/**
 * What a cluster has of an app: first what has the label of the library and of a team of the app, anywhere; then what is still
 * missing by its name; at last what was delivered together with what was found, or belongs to its teams as it is there.
 *
 * @param objects each with the namespace in which it is applied, unless it is in none
 */
export async function readLive(
  reader: ClusterReader, resources: readonly ServedResource[], objects: readonly PlannedObject[],
): Promise<LiveObjects> {
  const versions = new Map(objects.map(({ kind, apiVersion }) => (
    [kindKey({ kind, group: groupOf(apiVersion) }), apiVersion.slice(apiVersion.indexOf('/') + 1)]
  )));
  const served = new Map(resources.map(each => {
    const key = kindKey(each);
    return [key, { ...each, version: versions.get(key) ?? each.version }];
  }));
  return new LiveReader(reader, served, new Set(versions.keys())).all(objects);
}

const NO_OBJECTS: Failure = { reason: FailureReason.OTHER, message: 'the answer of kubectl is no list of objects' };

class LiveReader {
  private readonly found = new Map<string, LiveObject>();
  private readonly unread = new Map<string, Failure>();

  /**
   * @param served the resources of the cluster by their kinds: those of the app in the versions in which it writes them
   * @param planned the kinds of the app
   */
  constructor(
    private readonly reader: ClusterReader, private readonly served: ReadonlyMap<string, ServedResource>,
    private readonly planned: ReadonlySet<string>,
  ) {}

  public async all(objects: readonly PlannedObject[]): Promise<LiveObjects> {
    const search = new Search(
      this.reader, this.searched(), [...new Set(objects.flatMap(({ namespace }) => namespace ?? []))], found => this.add(found),
    );
    const teams = new Set(objects.flatMap(teamOf));
    await Promise.all([search.labelled(OURS, ({ namespaced }) => !namespaced), ofTeams(search, [...teams])]);

    const unserved = new Set(objects.map(kindOf).filter(each => !this.served.has(each)));
    const missing = objects.filter(each => !unserved.has(kindOf(each)) && !this.found.has(keyOf(each)));
    await Promise.all([...groupBy(missing, ({ namespace }) => namespace)].map(([namespace, own]) => (
      own.length > FEW && namespace !== undefined ? this.listAll(own, namespace) : this.ask(own, namespace)
    )));

    const own = ownOf(objects, this.found);
    const others = new Set(own.flatMap(({ live }) => live.metadata.labels?.[TEAM_LABEL] ?? []).filter(each => !teams.has(each)));
    await ofTeams(search, [...others]);
    await ofDeliveries(search, deliveriesOf(own).filter(({ isOfApp }) => isOfApp), [...teams, ...others]);
    return { found: this.found, unread: this.unread, unserved, unsearched: search.unsearched(this.planned) };
  }

  private searched(): { likely: ServedResource[]; others: ServedResource[] } {
    const listed = [...this.served].filter(([, { verbs }]) => verbs.includes('list'));
    const isLikely = (kind: string) => MADE_KINDS.has(kind) || this.planned.has(kind);
    return {
      likely: listed.flatMap(([kind, each]) => isLikely(kind) ? [each] : []),
      others: listed.flatMap(([kind, each]) => isLikely(kind) || NEVER_APPLIED.has(kind) ? [] : [each]),
    };
  }

  /** All objects of a namespace of the kinds of some, with whatever labels: only those count that are planned. */
  private async listAll(objects: readonly PlannedObject[], namespace: string): Promise<void> {
    const resources = [...new Set(objects.map(({ kind, apiVersion }) => this.resourceOf(kind, apiVersion)))];
    const read = await this.kubectl(['get', resources.map(resourceName).join(','), '-n', namespace]);
    if (read.failure) return this.ask(objects, namespace);
    const planned = new Set(objects.map(keyOf));
    this.add(read.value.filter(live => planned.has(liveKeyOf(live))));
  }

  /** Some objects of a namespace by their names, at once; one by one where one of them may not be read. */
  private async ask(objects: readonly PlannedObject[], namespace: string | undefined): Promise<void> {
    const names = objects.map(({ kind, apiVersion, name }) => `${resourceName(this.resourceOf(kind, apiVersion))}/${name}`);
    const where = namespace === undefined ? [] : ['-n', namespace];
    const read = await this.kubectl(['get', ...names, ...where, '--ignore-not-found']);
    if (!read.failure) return this.add(read.value);
    await Promise.all(objects.map(async each => {
      const one = await this.reader.raw<LiveObject>(pathOf(this.resourceOf(each.kind, each.apiVersion), namespace, each.name));
      if (one.failure === undefined && isObject(one.value)) this.add([one.value]);
      else if (one.failure === undefined) this.unread.set(keyOf(each), NO_OBJECTS);
      else if (one.failure.reason !== FailureReason.NOT_FOUND) this.unread.set(keyOf(each), one.failure);
    }));
  }

  private resourceOf(kind: string, apiVersion: string): ServedResource {
    return this.served.get(kindKey({ kind, group: groupOf(apiVersion) }))!;
  }

  private async kubectl(args: readonly string[]): Promise<Read<LiveObject[]>> {
    const read = await this.reader.kubectl.run([...args, '-o', 'json', '--show-managed-fields']);
    if (read.failure) return read;
    const value = objectsIn(read.value);
    return value ? { value } : { failure: NO_OBJECTS };
  }

  private add(objects: readonly LiveObject[]): void {
    for (const each of objects) this.found.set(liveKeyOf(each), each);
  }
}

/** In a document by hand there may be anything. */
const LABEL_VALUE = /^[A-Za-z0-9]([-\w.]*[A-Za-z0-9])?$/;

async function ofTeams(search: Search, teams: readonly string[]): Promise<void> {
  const named = teams.filter(each => LABEL_VALUE.test(each));
  if (named.length > 0) await search.labelled(`${OURS},${TEAM_LABEL} in (${named.join(',')})`, ({ namespaced }) => namespaced);
}

/** @param teams those of which all is found already */
async function ofDeliveries(search: Search, deliveries: readonly Delivery[], teams: readonly string[]): Promise<void> {
  for (const { labels } of deliveries) if (labels !== undefined) await search.labelled(labels, () => true);
  const marked = new Set(deliveries.flatMap(({ id, labels }) => labels === undefined ? [id] : []));
  if (marked.size === 0) return;
  const named = teams.filter(each => LABEL_VALUE.test(each));
  const rest = named.length === 0 ? OURS : `${OURS},${TEAM_LABEL} notin (${named.join(',')})`;
  await search.chosen(rest, live => marked.has(deliveryOf(live)?.id ?? ''));
}

function kindOf({ kind, apiVersion }: PlannedObject): string {
  return kindKey({ kind, group: groupOf(apiVersion) });
}
