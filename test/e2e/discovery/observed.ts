import { ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { get, kubectl } from '../kubectl';
import { PATHS, SHOP } from './world';

/** What a client finds from a certain time on. */
export interface Sighting {
  readonly t: number;
  readonly found: string[];
}

/** What the reader saw of a service from a certain time on, starting with its state then. */
export function sightings(service: string, since = 0): Sighting[] {
  const lines = kubectl(['logs', 'reader', '-n', SHOP]).trim().split('\n').filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
  const all: Sighting[] = lines.filter(line => line.path === PATHS[service]);
  const before = all.filter(({ t }) => t <= since).pop();
  return [...(before ? [before] : []), ...all.filter(({ t }) => t > since)];
}

export function found(service: string): string[] {
  return sightings(service).pop()?.found ?? [];
}

/** Pods that are ready and not about to stop: those that a client must find. */
export function ready(service: string): string[] {
  return pods(service)
    .filter(({ metadata, status }) =>
      !metadata.deletionTimestamp && status.conditions?.some((each: any) => each.type === 'Ready' && each.status === 'True'))
    .map(({ status }) => `${status.podIP}:8080`).sort();
}

export function pods(service: string): any[] {
  return get('pods', '-n', SHOP, '-l', `app.kubernetes.io/name=${service}`).items;
}

/**
 * Records when a client of the API server learns that a pod is ready, and that it will stop.
 * A separate process, so that no test delays it.
 */
export class PodTimes {
  public readonly ready = new Map<string, number>();
  public readonly stopping = new Map<string, number>();
  private readonly file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'pod-times-')), 'events');
  private readonly process: ChildProcess;

  constructor() {
    const script = '"$0" get --raw "$1" | while read -r event; do echo "${EPOCHREALTIME/[.,]/} $event"; done >"$2"';
    const args = [process.env.KUBECTL ?? 'kubectl', `/api/v1/namespaces/${SHOP}/pods?watch=true`, this.file];
    this.process = spawn('bash', ['-c', script, ...args], { stdio: 'ignore', detached: true });
  }

  /** Ends it, and returns what it saw. */
  public stop(): void {
    process.kill(-this.process.pid!);
    for (const line of fs.readFileSync(this.file, 'utf8').split('\n').slice(0, -1)) {
      const space = line.indexOf(' ');
      this.take(Number(line.slice(0, space)) / 1000, JSON.parse(line.slice(space)).object);
    }
    fs.rmSync(path.dirname(this.file), { recursive: true });
  }

  private take(time: number, { metadata, status }: any): void {
    const address = `${status.podIP}:8080`;
    const once = (times: Map<string, number>) => times.has(address) || times.set(address, time);
    if (metadata.deletionTimestamp) once(this.stopping);
    else if (status.conditions?.some((each: any) => each.type === 'Ready' && each.status === 'True')) once(this.ready);
  }
}
