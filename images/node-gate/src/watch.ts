import { setTimeout as sleep } from 'node:timers/promises';
import { Api, ApiError } from './api';

/** What is watched, and what is kept of each object: thousands of whole ones would take hundreds of megabytes. */
export interface Watched<T> {
  /** Such as `/api/v1/nodes`. */
  readonly path: string;
  readonly labelSelector?: string;
  readonly keep: (object: any) => T;
}

/** Called with what was there and what is there now. */
export type Changed<T> = (name: string, before: T | undefined, after: T | undefined) => void;

const PAGE = 100;

/** The server ends a watch after so long; the next goes on where it ended. */
const WATCH_SECONDS = 300;

const LONGEST_PAUSE = 15_000;

/** A copy of some objects by name, kept up to date as long as the API server answers, and as it was while it does not. */
export class Watch<T> {
  public readonly items = new Map<string, T>();

  /** Whether everything has been seen once. */
  public synced = false;

  /** How often it had to start again. */
  public failures = 0;

  private readonly query: string;

  constructor(private readonly api: Api, private readonly watched: Watched<T>, private readonly changed: Changed<T>) {
    this.query = watched.labelSelector ? `&labelSelector=${encodeURIComponent(watched.labelSelector)}` : '';
  }

  /** Goes on until it is told to stop and the API server has nothing more to say. */
  public async run(failed: (error: Error) => void, signal: AbortSignal): Promise<void> {
    for (let pause = 500; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        for (let version = await this.list(); !signal.aborted;) {
          pause = 500;
          version = await this.follow(version);
        }
      } catch (error) {
        // Too old to go on from where it was: that is how the server says so, nothing is wrong.
        if (signal.aborted || (error instanceof ApiError && error.status === 410)) continue;
        this.failures++;
        failed(error as Error);
        await sleep(pause * (0.5 + Math.random() / 2));
      }
    }
  }

  /** Takes over what the server answered to a change, before the watch tells. */
  public put(object: any): void {
    this.set(object.metadata.name, this.watched.keep(object));
  }

  /** Reads page by page, so that only what is kept is ever there whole. */
  private async list(): Promise<string> {
    const found = new Map<string, T>();
    let page: any = { metadata: {} };
    do {
      const next = page.metadata.continue ? `&continue=${encodeURIComponent(page.metadata.continue)}` : '';
      page = await this.api.get(`${this.watched.path}?limit=${PAGE}${this.query}${next}`);
      for (const object of page.items) found.set(object.metadata.name, this.watched.keep(object));
    } while (page.metadata.continue);
    this.synced = true;
    for (const name of [...this.items.keys()]) if (!found.has(name)) this.set(name, undefined);
    for (const [name, item] of found) this.set(name, item);
    return page.metadata.resourceVersion;
  }

  private async follow(version: string): Promise<string> {
    let seen = version;
    const url = `${this.watched.path}?watch=1&allowWatchBookmarks=true&resourceVersion=${version}${this.query}`;
    for await (const { type, object } of this.api.events(url, WATCH_SECONDS)) {
      if (type === 'ERROR') throw new ApiError(object.code, object.message);
      seen = object.metadata.resourceVersion;
      if (type === 'BOOKMARK') continue;
      if (type === 'DELETED') this.set(object.metadata.name, undefined);
      else this.put(object);
    }
    return seen;
  }

  private set(name: string, after: T | undefined): void {
    const before = this.items.get(name);
    if (after === undefined) this.items.delete(name);
    else this.items.set(name, after);
    this.changed(name, before, after);
  }
}
