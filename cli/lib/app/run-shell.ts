import { ChildProcess, spawn } from 'node:child_process';
import { CouldNot } from '../outcome';

/** How a program of the user has ended. */
export interface Ended {
  /** Null if a signal has ended it. */
  readonly code: number | null;
  /** What it wrote to its standard output and error: of very much the end. */
  readonly printed: string;
}

/** Nobody reads more, in characters. */
const MOST = 1_000_000;
/** For how long its output may go on without it: a process that it has left behind may hold it open for ever. */
const LEFT_BEHIND_MS = 500;
/** For how long it may clean up where it is interrupted. */
const GRACE_MS = 3000;

/** Runs a command in a shell, with all that it starts in a process group of its own. @throws CouldNot if it is interrupted */
export function runShell(command: string, cwd: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'], detached: isGrouped });
    let printed = '';
    let kept: NodeJS.Timeout | undefined;
    const streams = [child.stdout!, child.stderr!];
    for (const stream of streams) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.length > 2 * MOST) printed = printed.slice(-MOST);
      });
    }
    const interrupt = () => {
      end(child, 'SIGTERM');
      kept = setTimeout(() => end(child, 'SIGKILL'), GRACE_MS);
    };
    signal?.addEventListener('abort', interrupt);
    if (signal?.aborted) interrupt();
    child.on('error', reject);
    child.on('exit', () => {
      clearTimeout(kept);
      // What it has started must not write a record into a folder that is gone.
      if (signal?.aborted) end(child, 'SIGKILL');
      kept = setTimeout(() => streams.forEach(stream => stream.destroy()), LEFT_BEHIND_MS);
    });
    child.on('close', code => {
      clearTimeout(kept);
      signal?.removeEventListener('abort', interrupt);
      if (signal?.aborted) reject(new CouldNot('It was interrupted.', 'Run it again.'));
      else resolve({ code, printed: printed.slice(-MOST) });
    });
  });
}

const isGrouped = process.platform !== 'win32';

/** Ends a program and what it has started. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (isGrouped) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended.
  }
}
