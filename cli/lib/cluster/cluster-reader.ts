import { resourcesOf } from './discovery';
import { Kubectl } from './kubectl';
import { KubernetesObject } from './kubernetes-object';
import { Failure, FailureReason, Read, mapRead } from './read';
import { pathOf, resource, Resource, Selection, ServedResource, withQuery } from './resource';

const PAGE = 500;

/** A server that takes so long for a page does not answer. */
const TIMEOUT = '--request-timeout=60s';

/** A list, and the state of the cluster that it shows. */
export interface Listed<T> {
  readonly items: T[];
  /** From which a watch goes on. */
  readonly resourceVersion: string;
}

/** A change that a watch has seen. */
export interface Change<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
}

/** Which part of a container's log. */
export interface LogSelection {
  readonly container?: string;
  /** Of the container that ran before. */
  readonly previous?: boolean;
  /** The last lines only. */
  readonly tailLines?: number;
  readonly timestamps?: boolean;
  readonly sinceSeconds?: number;
}

/** Reads a cluster, and changes nothing in it. What cannot be read is a value, not an exception. */
export class ClusterReader {
  private served?: Promise<Read<ServedResource[]>>;

  constructor(public readonly kubectl: Kubectl) {}

  /**
   * All objects, page by page.
   *
   * @param keep what is kept of each one, so that those of a large cluster need not be in memory as a whole
   */
  public async list<T extends KubernetesObject>(
    what: Resource, { namespace, labels, fields }: Selection = {}, keep: (object: T) => T = object => object,
  ): Promise<Read<Listed<T>>> {
    const items: T[] = [];
    let token: string | undefined;
    for (let again = false; ;) {
      const query = { limit: PAGE, continue: token, labelSelector: labels, fieldSelector: fields };
      const page = await this.raw<Page<T>>(withQuery(pathOf(what, namespace), query));
      if (page.failure !== undefined) {
        // A slow reader's token expires after some minutes.
        if (page.failure.reason !== FailureReason.EXPIRED || again) return page;
        again = true;
        token = undefined;
        items.length = 0;
        continue;
      }
      if (!isPage(page.value)) {
        const message = `the answer to ${pathOf(what, namespace)} is no list of objects`;
        return { failure: { reason: FailureReason.OTHER, message } };
      }
      const { apiVersion, kind, metadata, items: found } = page.value;
      const named = { apiVersion, kind: kind?.replace(/List$/, '') };
      for (const item of found ?? []) items.push(keep({ ...named, ...item }));
      token = metadata?.continue || undefined;
      if (token === undefined) return { value: { items, resourceVersion: metadata?.resourceVersion ?? '' } };
    }
  }

  public async get<T extends KubernetesObject>(what: Resource, name: string, namespace?: string): Promise<Read<T>> {
    return this.raw<T>(pathOf(what, namespace, name));
  }

  /** What the server answers to a path. */
  public async raw<T>(path: string): Promise<Read<T>> {
    const said = await this.kubectl.run([TIMEOUT, 'get', '--raw', path]);
    if (said.failure !== undefined) return said;
    try {
      return { value: JSON.parse(said.value) as T };
    } catch {
      return { failure: { reason: FailureReason.OTHER, message: `the answer to ${path} is no JSON` } };
    }
  }

  /** Hands on each change after a state of the cluster, until the server or the signal ends it. */
  public async watch<T extends KubernetesObject>(
    what: Resource, selection: Selection, resourceVersion: string, onChange: (change: Change<T>) => void, signal?: AbortSignal,
  ): Promise<Failure> {
    const { namespace, labels, fields } = selection;
    const query = { watch: 'true', resourceVersion, labelSelector: labels, fieldSelector: fields };
    let refused: Failure | undefined;
    const ended = await this.kubectl.follow(['get', '--raw', withQuery(pathOf(what, namespace), query)], line => {
      const event = parsed<{ type: string; object: T & { reason?: string; message?: string } }>(line);
      if (event === undefined || event.type === 'BOOKMARK') return;
      if (event.type !== 'ERROR') return onChange(event as Change<T>);
      refused = { reason: FailureReason.EXPIRED, message: `${event.object?.message ?? event.object?.reason}` };
    }, signal);
    return refused ?? ended.failure ?? { reason: FailureReason.EXPIRED, message: 'the server has ended the watch' };
  }

  /** The log of a pod's container as it is now. Its lines are not made safe for a terminal: see `visibleLines`. */
  public async log(namespace: string, pod: string, selection: LogSelection = {}): Promise<Read<string>> {
    return this.kubectl.run([TIMEOUT, 'get', '--raw', logPath(namespace, pod, selection)]);
  }

  /** Each line of the log of a pod's container, until it ends. */
  public async followLog(
    namespace: string, pod: string, selection: LogSelection, line: (text: string) => void, signal?: AbortSignal,
  ): Promise<Read<undefined>> {
    return this.kubectl.follow(['get', '--raw', logPath(namespace, pod, { ...selection, follow: true })], line, signal);
  }

  /** The resources of the server in their preferred versions, its extensions too. It is asked once. */
  public async resources(): Promise<Read<ServedResource[]>> {
    this.served ??= this.kubectl.run(['api-resources', '--no-headers', '-o', 'wide']).then(read => mapRead(read, resourcesOf));
    return this.served;
  }

  /** The server's minor version, such as `1.37`. */
  public async version(): Promise<Read<string>> {
    const read = await this.raw<{ major?: string; minor?: string }>('/version');
    const [, known] = /^(\d+\.\d+)/.exec(`${read.value?.major}.${read.value?.minor}`) ?? [];
    if (read.failure === undefined && known === undefined) {
      return { failure: { reason: FailureReason.OTHER, message: 'the server does not say its version' } };
    }
    return mapRead(read, () => known as string);
  }

  /** The namespace of the context: `default` where it says none. */
  public async namespace(): Promise<string> {
    const said = await this.kubectl.run(['config', 'view', '--minify', '-o', 'jsonpath={..namespace}']);
    return said.value?.trim() || 'default';
  }
}

interface Page<T> {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
  readonly items?: readonly T[];
}

function isPage(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  const { items } = answer as { items?: unknown };
  const isNamed = (item: Partial<KubernetesObject> | null) => typeof item?.metadata?.name === 'string';
  return items === undefined || items === null || (Array.isArray(items) && items.every(isNamed));
}

function logPath(namespace: string, pod: string, selection: LogSelection & { readonly follow?: boolean }): string {
  const given = Object.entries(selection).filter(([, value]) => value !== false);
  return withQuery(`${pathOf(resource('v1', 'pods'), namespace, pod)}/log`, Object.fromEntries(given));
}

function parsed<T>(line: string): T | undefined {
  try {
    return JSON.parse(line) as T;
  } catch {
    return undefined;
  }
}
