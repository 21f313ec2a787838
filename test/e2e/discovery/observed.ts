import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PATHS, SHOP } from './world';
import { get, kubectl } from '../kubectl';

/** What a client finds from a moment on. */
export interface Sighting {
  readonly t: number;
  readonly found: string[];
}

/** What the reader saw of a service, from some moment on: first what it saw then. */
export function sightings(service: string, since = 0): Sighting[] {
  const lines = kubectl(['logs', 'reader', '-n', SHOP]).trim().split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line));
  const all: Sighting[] = lines.filter(line => line.path === PATHS[service]);
  const before = all.filter(({ t }) => t <= since).pop();
  return [...(before ? [before] : []), ...all.filter(({ t }) => t > since)];
}

export function found(service: string): string[] {
  return sightings(service).pop()?.found ?? [];
}

/** Pods that are ready and not about to stop, as a client has to find them. */
export function ready(service: string): string[] {
  return pods(service)
    .filter(({ metadata, status }) => !metadata.deletionTimestamp && status.conditions?.some((each: any) => each.type === 'Ready' && each.status === 'True'))
    .map(({ status }) => `${status.podIP}:8080`).sort();
}

export function pods(service: string): any[] {
  return get('pods', '-n', SHOP, '-l', `app.kubernetes.io/name=${service}`).items;
}

/** When a client of the API server learns that a pod is ready, and that it is to stop. */
export class PodTimes {
  public readonly ready = new Map<string, number>();
  public readonly stopping = new Map<string, number>();
  private readonly process: ChildProcess;

  constructor() {
    this.process = spawn(process.env.KUBECTL ?? 'kubectl', ['get', '--raw', `/api/v1/namespaces/${SHOP}/pods?watch=true`], { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
    createInterface({ input: this.process.stdout! }).on('line', line => this.take(JSON.parse(line).object));
  }

  public stop(): void {
    // With what it has started.
    process.kill(-this.process.pid!);
  }

  private take({ metadata, status }: any): void {
    const address = `${status.podIP}:8080`;
    const once = (times: Map<string, number>) => times.has(address) || times.set(address, Date.now());
    if (metadata.deletionTimestamp) once(this.stopping);
    else if (status.conditions?.some((each: any) => each.type === 'Ready' && each.status === 'True')) once(this.ready);
  }
}
