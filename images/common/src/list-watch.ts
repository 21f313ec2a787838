import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, KubernetesApi, WatchEvent } from './api';

/** The objects to watch. */
export interface Watched<T> {
  /** Such as `/api/v1/nodes`. */
  readonly path: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
  /** Names of fields that nobody needs, at whatever depth: tenants make some of them as large as they like. */
  readonly without?: readonly string[];
  /** How many objects are listed at a time. By default 100. */
  readonly page?: number;
  /** Gives the needed part of an object: thousands of whole objects would take hundreds of megabytes. */
  readonly keep: (object: any) => T;
}

/** Receives the objects and their changes. */
export interface Listener<T> {
  /** All objects: others no longer exist. */
  list(all: T[]): void;
  changed(object: T): void;
  deleted(object: T): void;
}

const PAGE = 100;

/** The server ends a watch after this time; the next one continues there. */
const WATCH_SECONDS = 300;

/** After the first failure in a row, the second, and so on; each varied by up to a half, so that clients do not retry at once. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];

/** The resource version is too old for the server to continue from. */
const GONE = 410;

/** Status codes after which a watch cannot continue from the same resource version. */
const CANNOT_GO_ON = [400, GONE];

/**
 * Tells a listener about some objects: a list, then every change. After an outage of the API server it passes on what has
 * changed meanwhile. It keeps no objects itself.
 */
export class ListWatch<T> {
  /** Whether changes are being received. */
  public connected = false;

  /** How often it had to retry. */
  public failures = 0;

  /** The resource version up to which the listener knows everything; undefined before the list. */
  private version?: string;
  private failuresInARow = 0;

  constructor(
    private readonly api: KubernetesApi,
    private readonly watched: Watched<T>,
    private readonly listener: Listener<T>,
  ) {}

  /** Runs until the signal aborts it and the current watch has ended. */
  public async run(failed: (error: Error) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.version ??= await this.list();
        await this.follow(this.version);
        this.failuresInARow = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && CANNOT_GO_ON.includes(error.status)) this.version = undefined;
        // A resource version that is too old is no failure: the server asks for another list.
        if (!(error instanceof ApiError && error.status === GONE)) {
          this.failures++;
          failed(error as Error);
        }
        await sleep(PAUSES_MS[Math.min(this.failuresInARow++, PAUSES_MS.length - 1)] * (0.5 + Math.random()));
      }
    }
  }

  /** Reads page by page, so that whole objects are in memory for one page only. */
  private async list(): Promise<string> {
    const found: T[] = [];
    const { page: limit = PAGE, without } = this.watched;
    let page: any = { metadata: {} };
    do {
      page = await this.api.get(this.url({ limit: `${limit}`, continue: page.metadata.continue }), without);
      for (const object of page.items) found.push(this.watched.keep(object));
    } while (page.metadata.continue);
    this.listener.list(found);
    return page.metadata.resourceVersion;
  }

  private async follow(resourceVersion: string): Promise<void> {
    const url = this.url({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion });
    const events = await this.api.watch(url, WATCH_SECONDS, this.watched.without);
    this.connected = true;
    try {
      for await (const event of events) this.take(event);
    } finally {
      this.connected = false;
    }
  }

  private take({ type, object }: WatchEvent): void {
    if (type === 'ERROR') {
      this.version = undefined;
      throw new ApiError(object.code, object.message);
    }
    if (type === 'DELETED') this.listener.deleted(this.watched.keep(object));
    else if (type !== 'BOOKMARK') this.listener.changed(this.watched.keep(object));
    this.version = object.metadata.resourceVersion;
    this.failuresInARow = 0;
  }

  private url(query: Record<string, string | undefined>): string {
    const { path, fieldSelector, labelSelector } = this.watched;
    const all = { ...query, fieldSelector, labelSelector };
    const given = Object.entries(all).filter((each): each is [string, string] => !!each[1]);
    return `${path}?${new URLSearchParams(given)}`;
  }
}
