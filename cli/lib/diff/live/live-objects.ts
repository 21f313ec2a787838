import { kindKey, MADE_KINDS } from './kinds';
import { LiveObject } from './live-object';
import { ClusterReader } from '../../cluster/cluster-reader';
import { OURS } from '../../cluster/labels';
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
  /** Resources among which objects that the app no longer has could not be looked for. */
  readonly unsearched: readonly string[];
}

/** Of more namespaces than these, all are read at once. */
const MANY = 8;
/** Of a namespace that lacks more objects than these, all are listed: kubectl asks for one name after the other. */
const FEW = 20;

/** What tells an object of a cluster from all others. */
export function liveKey(apiVersion: string, kind: string, namespace: string | undefined, name: string): string {
  return JSON.stringify([groupOf(apiVersion), kind, namespace ?? '', name]);
}

/**
 * What a cluster has of an app: first all that has the label of the library, then what is still missing by its name.
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

class LiveReader {
  private readonly found = new Map<string, LiveObject>();
  private readonly unread = new Map<string, Failure>();
  private readonly unsearched: string[] = [];

  /**
   * @param served the resources of the cluster by their kinds: those of the app in the versions in which it writes them
   * @param planned the kinds of the app
   */
  constructor(
    private readonly reader: ClusterReader, private readonly served: ReadonlyMap<string, ServedResource>,
    private readonly planned: ReadonlySet<string>,
  ) {}

  public async all(objects: readonly PlannedObject[]): Promise<LiveObjects> {
    const kindOf = ({ kind, apiVersion }: PlannedObject) => kindKey({ kind, group: groupOf(apiVersion) });
    const kinds = new Set([...MADE_KINDS, ...this.planned]);
    const resources = [...this.served.values()].filter(each => kinds.has(kindKey(each)) && each.verbs.includes('list'));
    const namespaces = [...new Set(objects.flatMap(({ namespace }) => namespace ?? []))];
    await Promise.all([
      this.search(resources.filter(({ namespaced }) => !namespaced), undefined),
      ...(namespaces.length > MANY ? [undefined] : namespaces)
        .map(each => this.search(resources.filter(({ namespaced }) => namespaced), each)),
    ]);
    const unserved = new Set(objects.map(kindOf).filter(each => !this.served.has(each)));
    const missing = objects.filter(each => !unserved.has(kindOf(each)) && !this.found.has(keyOf(each)));
    await Promise.all([...groupBy(missing, ({ namespace }) => namespace)].map(([namespace, own]) => (
      own.length > FEW && namespace !== undefined ? this.listAll(own, namespace) : this.ask(own, namespace)
    )));
    return { found: this.found, unread: this.unread, unserved, unsearched: [...new Set(this.unsearched)] };
  }

  /** All labelled objects of some kinds, at once; kind by kind where one of them may not be read. */
  private async search(resources: readonly ServedResource[], namespace: string | undefined): Promise<void> {
    if (resources.length === 0) return;
    const where = namespace === undefined ? ['-A'] : ['-n', namespace];
    const read = await this.kubectl(['get', resources.map(resourceName).join(','), ...where, '-l', OURS]);
    if (!read.failure) return this.add(read.value);
    await Promise.all(resources.map(async each => {
      const one = await this.reader.list<LiveObject>(each, { namespace, labels: OURS });
      if (one.failure === undefined) return this.add(one.value.items);
      if (one.failure.reason === FailureReason.NOT_FOUND) return;
      // Of kinds in no namespace, the app's own count: those of others, many may not read.
      if (each.namespaced || this.planned.has(kindKey(each))) this.unsearched.push(each.plural);
    }));
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
      if (one.failure === undefined) this.add([one.value]);
      else if (one.failure.reason !== FailureReason.NOT_FOUND) this.unread.set(keyOf(each), one.failure);
    }));
  }

  private resourceOf(kind: string, apiVersion: string): ServedResource {
    return this.served.get(kindKey({ kind, group: groupOf(apiVersion) }))!;
  }

  private async kubectl(args: readonly string[]): Promise<Read<LiveObject[]>> {
    const read = await this.reader.kubectl.run([...args, '-o', 'json', '--show-managed-fields']);
    if (read.failure) return read;
    // Nothing at all is no JSON.
    if (read.value.trim() === '') return { value: [] };
    const answer = JSON.parse(read.value) as LiveObject & { readonly items?: LiveObject[] };
    return { value: answer.kind === 'List' ? answer.items ?? [] : [answer] };
  }

  private add(objects: readonly LiveObject[]): void {
    for (const each of objects) this.found.set(liveKeyOf(each), each);
  }
}

function keyOf({ apiVersion, kind, namespace, name }: PlannedObject): string {
  return liveKey(apiVersion, kind, namespace, name);
}

function liveKeyOf({ apiVersion = '', kind = '', metadata: { namespace, name } }: LiveObject): string {
  return liveKey(apiVersion, kind, namespace, name);
}

/** As kubectl takes it: in this version, whatever the server prefers. */
function resourceName({ plural, version, group }: ServedResource): string {
  return group === '' ? plural : `${plural}.${version}.${group}`;
}
