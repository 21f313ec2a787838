import * as fs from 'node:fs';
import * as os from 'node:os';
import { threadId } from 'node:worker_threads';
import { shortHash } from '../resources/names';

/** Who works on a folder, as others can judge whether it still does: place, process, its start, thread, number. */
const WORKER = /^([0-9a-f]{8})-(\d+)-(\d+)-(\d+)-(\d+)$/;

export enum Life {
  LIVES,
  DEAD,
  /** In another container or on another machine, of which this one sees no processes. */
  UNKNOWN,
}

const ALIVE = new Set<string>();
let latest = 0;

/** A new worker of this thread, which lives until it is retired. */
export function newWorker(): string {
  const id = `${place()}-${process.pid}-${stateOf('self')?.start ?? 0}-${threadId}-${++latest}`;
  ALIVE.add(id);
  return id;
}

export function retire(worker: string): void {
  ALIVE.delete(worker);
}

export function isWorker(name: string): boolean {
  return WORKER.test(name);
}

export function lifeOf(worker: string): Life {
  const [, where, pid, start, thread] = WORKER.exec(worker)!;
  if (where !== place()) return Life.UNKNOWN;
  if (Number(pid) === process.pid && start === `${stateOf('self')?.start ?? 0}` && Number(thread) === threadId) {
    return ALIVE.has(worker) ? Life.LIVES : Life.DEAD;
  }
  if (!isRunning(Number(pid))) return Life.DEAD;
  const state = stateOf(pid);
  // Without its start it may be another process that has got the number.
  if (!state || start === '0') return Life.UNKNOWN;
  return `${state.start}` === start && !state.ended ? Life.LIVES : Life.DEAD;
}

/** For people. */
export function describeWorker(worker: string): string {
  if (!isWorker(worker)) return 'another program';
  return `process ${WORKER.exec(worker)![2]}${lifeOf(worker) === Life.UNKNOWN ? ' of another container or machine' : ''}`;
}

/** Where numbers of processes mean the same: the machine since it was started, and the container. */
function place(): string {
  return PLACE ??= shortHash([
    os.hostname(), ...['/proc/sys/kernel/random/boot_id'].map(file => attempt(() => fs.readFileSync(file, 'utf8'))),
    attempt(() => fs.readlinkSync('/proc/self/ns/pid')),
  ].join());
}

let PLACE: string | undefined;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a process was started, on Linux, and whether it only waits to be forgotten. */
function stateOf(pid: string): { readonly start: string; readonly ended: boolean } | undefined {
  const text = attempt(() => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name of the program may contain anything: what counts follows its last bracket.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields && { start: fields[19], ended: fields[0] === 'Z' || fields[0] === 'X' };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
