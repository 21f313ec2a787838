import { ChildProcess, spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { failureOf } from './kubectl-failure';
import { Failure, Read, FailureReason } from './read';

/** Each kubectl takes some 50 MB and a tenth of a second of CPU. */
const AT_ONCE = 4;

/** Runs kubectl: so whatever way of authentication a user has works here, too. */
export class Kubectl {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param args options for each run, such as the context */
  constructor(
    private readonly program: string, private readonly args: readonly string[], private readonly env: NodeJS.ProcessEnv,
    private readonly signal?: AbortSignal,
  ) {
    // One for each run is no leak.
    if (signal !== undefined) setMaxListeners(0, signal);
  }

  /** What it writes to standard output. Several may run at once; more of them wait. */
  public async run(args: readonly string[], input?: string): Promise<Read<string>> {
    const { value, failure } = await this.runPartly(args, input);
    return failure ? { failure } : { value };
  }

  /** The same, with what it has written before it failed: of several resources, those that could be read. */
  public async runPartly(
    args: readonly string[], input?: string,
  ): Promise<{ readonly value: string; readonly failure?: Failure }> {
    if (this.running >= AT_ONCE) await new Promise<void>(resolve => this.waiting.push(resolve));
    else this.running++;
    try {
      const chunks: Buffer[] = [];
      const ended = await this.spawned(args, chunk => chunks.push(chunk), input);
      return { value: Buffer.concat(chunks).toString('utf8'), failure: ended.failure };
    } finally {
      const next = this.waiting.shift();
      // The next one takes over this one's place.
      if (next) next();
      else this.running--;
    }
  }

  /** Hands on each whole line of its standard output, until it ends or the signal ends it. */
  public async follow(args: readonly string[], line: (text: string) => void, signal?: AbortSignal): Promise<Read<undefined>> {
    let rest: Buffer = Buffer.alloc(0);
    const ended = await this.spawned(args, chunk => {
      let start = 0;
      const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = all.indexOf(10, start); end >= 0; end = all.indexOf(10, start)) {
        line(all.toString('utf8', start, end));
        start = end + 1;
      }
      rest = all.subarray(start);
    }, undefined, signal);
    if (rest.length > 0) line(rest.toString('utf8'));
    return ended;
  }

  private spawned(
    args: readonly string[], take: (chunk: Buffer) => void, input?: string, signal?: AbortSignal,
  ): Promise<Read<undefined>> {
    return new Promise(resolve => {
      const errors: Buffer[] = [];
      const child: ChildProcess = spawn(this.program, [...this.args, ...args], { env: this.env, stdio: 'pipe' });
      const stop = () => {
        child.kill();
        // Where it is a script, what that has started would keep them open.
        for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      };
      const signals = [this.signal, signal].filter(each => each !== undefined);
      for (const each of signals) each.addEventListener('abort', stop);
      if (signals.some(({ aborted }) => aborted)) stop();
      const end = (read: Read<undefined>) => {
        for (const each of signals) each.removeEventListener('abort', stop);
        const aborted = signals.some(each => each.aborted);
        resolve(aborted ? { failure: { reason: FailureReason.ENDED, message: 'it was ended' } } : read);
      };
      // It may end before it has read all.
      child.stdin?.on('error', () => undefined).end(input ?? '');
      child.stdout?.on('data', take);
      child.stderr?.on('data', chunk => errors.push(chunk));
      child.on('error', error => end({
        failure: { reason: FailureReason.UNREACHABLE, message: `${this.program} cannot be run: ${error.message}` },
      }));
      child.on('close', code => end(code === 0
        ? { value: undefined }
        : { failure: failureOf(Buffer.concat(errors).toString('utf8'), code) }));
    });
  }
}
