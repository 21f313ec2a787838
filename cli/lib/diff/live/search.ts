import { kindKey } from './kinds';
import { LiveObject } from './live-object';
import { ClusterReader } from '../../cluster/cluster-reader';
import { OURS } from '../../cluster/labels';
import { FailureReason } from '../../cluster/read';
import { Selection, ServedResource } from '../../cluster/resource';
import { isFields } from '../fields/values';

/** Where could not be looked for objects that an app no longer has. */
export interface Unsearched {
  /** Resources that may be listed nowhere. */
  readonly resources: readonly string[];
  /** Those that may be listed in the namespaces of the app, and not across the cluster. */
  readonly elsewhere: readonly string[];
  /** How many resources of which the app and the library make none may not be listed across the cluster. */
  readonly others: number;
}

/** Of each resource that may not be listed, kubectl says one of these. */
const FORBIDDEN = /cannot list resource "([^"]+)" in API group "([^"]*)"/g;

/** Looks for objects by their labels, of all kinds, across a cluster: where that is not allowed, in some namespaces. */
export class Search {
  private readonly nowhere = new Set<ServedResource>();
  private readonly narrow = new Set<ServedResource>();

  /**
   * @param resources those that may have an object of the app, by what makes them likely: first those that it has
   * @param namespaces those of the app
   * @param add takes what is found
   */
  constructor(
    private readonly reader: ClusterReader,
    private readonly resources: { readonly likely: readonly ServedResource[]; readonly others: readonly ServedResource[] },
    private readonly namespaces: readonly string[],
    private readonly add: (objects: readonly LiveObject[]) => void,
  ) {}

  /** @param planned the kinds that the app has */
  public unsearched(planned: ReadonlySet<string>): Unsearched {
    const isOther = (each: ServedResource) => this.resources.others.includes(each);
    const names = (all: Iterable<ServedResource>) => [...all].filter(each => !isOther(each)).map(({ plural }) => plural);
    // Of kinds in no namespace, the app's own count: those of others, many may not read.
    const counts = (each: ServedResource) => each.namespaced || planned.has(kindKey(each));
    const nowhere = [...this.nowhere].filter(counts);
    return {
      resources: names(nowhere),
      elsewhere: names(this.narrow),
      others: [...nowhere, ...this.narrow].filter(isOther).length,
    };
  }

  /** All that has some labels. @param isIn whether a resource is meant: of those in namespaces, or in none */
  public async labelled(labels: string, isIn: (resource: ServedResource) => boolean): Promise<void> {
    await Promise.all([this.resources.likely, this.resources.others].map(async each => (
      this.inNamespaces(await this.list(each.filter(isIn), { labels }))
    )));
  }

  /** What has some labels, and is wanted by what cannot be selected: page by page, so that the rest is never in memory. */
  public async chosen(labels: string, isWanted: (object: LiveObject) => boolean): Promise<void> {
    const { likely, others } = this.resources;
    const resources = [...likely, ...others].filter(each => each.namespaced && !this.nowhere.has(each) && !this.narrow.has(each));
    const keep = (object: LiveObject) => isWanted(object) ? object : NOTHING;
    await this.inNamespaces(await this.listEach(resources, { labels }, keep));
  }

  /** What may not be listed across the cluster. */
  private async inNamespaces(refused: readonly ServedResource[]): Promise<void> {
    const within = refused.filter(({ namespaced }) => namespaced);
    for (const each of refused) if (!each.namespaced) this.nowhere.add(each);
    const failed = await Promise.all(this.namespaces.map(namespace => this.list(within, { namespace, labels: OURS })));
    const nowhere = new Set(failed.flat());
    for (const each of within) (nowhere.has(each) || failed.length === 0 ? this.nowhere : this.narrow).add(each);
  }

  /** Takes what can be read, all kinds at once. @returns those that are forbidden */
  private async list(resources: readonly ServedResource[], selection: Selection): Promise<ServedResource[]> {
    if (resources.length === 0) return [];
    const { namespace, labels = '' } = selection;
    const { value, failure } = await this.reader.kubectl.runPartly([
      'get', resources.map(resourceName).join(','), ...(namespace === undefined ? ['-A'] : ['-n', namespace]), '-l', labels,
      '-o', 'json', '--show-managed-fields',
    ]);
    const names = new Set([...(failure?.message ?? '').matchAll(FORBIDDEN)].map(([, plural, group]) => `${plural}.${group}`));
    const refused = resources.filter(({ plural, group }) => names.has(`${plural}.${group}`));
    const failures = failure?.message.split('Error from server').length ?? 0;
    // Not of all that failed it is said what it was.
    const objects = refused.length < failures ? undefined : objectsIn(value);
    if (objects === undefined) return this.listEach(resources, selection);
    this.add(objects);
    return refused;
  }

  /** The same one after the other, whatever becomes of the others. */
  private async listEach(
    resources: readonly ServedResource[], selection: Selection, keep?: (object: LiveObject) => LiveObject,
  ): Promise<ServedResource[]> {
    const refused = await Promise.all(resources.map(async each => {
      const { value, failure } = await this.reader.list<LiveObject>(each, selection, keep);
      if (failure === undefined) this.add(value.items.filter(object => object !== NOTHING));
      else if (failure.reason === FailureReason.FORBIDDEN) return [each];
      else if (failure.reason !== FailureReason.NOT_FOUND) this.nowhere.add(each);
      return [];
    }));
    return refused.flat();
  }
}

const NOTHING: LiveObject = { metadata: { name: '' } };

/** As kubectl takes it: in this version, whatever the server prefers. */
export function resourceName({ plural, version, group }: ServedResource): string {
  return group === '' ? plural : `${plural}.${version}.${group}`;
}

/** What `kubectl get -o json` has written; undefined if that is something else, such as half of it. */
export function objectsIn(json: string): LiveObject[] | undefined {
  // Nothing at all is no JSON.
  if (json.trim() === '') return [];
  try {
    const answer = JSON.parse(json) as unknown;
    if (!isFields(answer)) return undefined;
    const all: unknown = answer.kind === 'List' ? answer.items ?? [] : [answer];
    return Array.isArray(all) && all.every(isObject) ? all : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(each: unknown): each is LiveObject {
  return isFields(each) && isFields(each.metadata) && typeof each.metadata.name === 'string';
}
