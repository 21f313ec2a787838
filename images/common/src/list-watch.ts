import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, KubernetesApi, WatchEvent } from './api';

/** What is watched. */
export interface Watched<T> {
  /** Such as `/api/v1/nodes`. */
  readonly path: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
  /** What is needed of an object: thousands of whole ones would take hundreds of megabytes. */
  readonly keep: (object: any) => T;
}

/** Who is told of the objects. */
export interface Listener<T> {
  /** All that there are: what was known of others is void. */
  list(all: T[]): void;
  changed(object: T): void;
  deleted(object: T): void;
}

const PAGE = 100;

/** The server ends a watch after so long; the next goes on where it ended. */
const WATCH_SECONDS = 300;

/** After the first failure in a row, the second, and so on; by up to a half more or less, so that not all ask at once. */
const PAUSES_MS = [200, 500, 1000, 2000, 5000];

/** The server no longer knows where to go on from. */
const GONE = 410;

/** Answered so, it is of no use to ask again from the same place. */
const CANNOT_GO_ON = [400, GONE];

/**
 * Tells of some objects: a list, then every change. While the API server is away nothing is told, and afterwards what has
 * become of them. It keeps none of them itself.
 */
export class ListWatch<T> {
  /** Whether changes are being received. */
  public connected = false;

  /** How often it had to try again. */
  public failures = 0;

  /** Up to where everything has been told; nothing until all has been listed. */
  private version?: string;
  private failuresInARow = 0;

  constructor(
    private readonly api: KubernetesApi,
    private readonly watched: Watched<T>,
    private readonly listener: Listener<T>,
  ) {}

  /** Goes on until it is told to stop and the API server has nothing more to say. */
  public async run(failed: (error: Error) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.version ??= await this.list();
        await this.follow(this.version);
        this.failuresInARow = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ApiError && CANNOT_GO_ON.includes(error.status)) this.version = undefined;
        // That a place is too old is how the server asks for another list, and nothing is wrong.
        if (!(error instanceof ApiError && error.status === GONE)) {
          this.failures++;
          failed(error as Error);
        }
        await sleep(PAUSES_MS[Math.min(this.failuresInARow++, PAUSES_MS.length - 1)] * (0.5 + Math.random()));
      }
    }
  }

  /** Reads page by page, so that only what is kept is ever there whole. */
  private async list(): Promise<string> {
    const found: T[] = [];
    let page: any = { metadata: {} };
    do {
      page = await this.api.get(this.url({ limit: `${PAGE}`, continue: page.metadata.continue }));
      for (const object of page.items) found.push(this.watched.keep(object));
    } while (page.metadata.continue);
    this.listener.list(found);
    return page.metadata.resourceVersion;
  }

  private async follow(resourceVersion: string): Promise<void> {
    const url = this.url({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion });
    const events = await this.api.watch(url, WATCH_SECONDS);
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
