import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { VerdictProgram } from './program';

/** One reason why the server does not take a document. */
export interface Refusal {
  /** Its path, as the server writes it; without it, the document as a whole is meant. */
  readonly field?: string;
  readonly message: string;
}

/** A policy of which is not known what it says of a document. */
export interface UnaskedPolicy {
  readonly policy: string;
  /** What it needs for that, and is not among the documents. */
  readonly parameter: string;
}

/** What the server says of a document. */
export interface Verdict {
  /** The number of the document, from 1. */
  readonly line: number;
  readonly unjudged?: string;
  readonly refusals?: Refusal[];
  readonly warnings?: string[];
  /** Why the namespace would refuse the pods that are made of it. */
  readonly pods?: string[];
  readonly unasked?: UnaskedPolicy[];
}

/** Characters, before they are written to the file. */
const ENOUGH = 1_000_000;
/** Bytes. */
const LONGEST_ANSWER = 1_000_000_000;

/** Documents on their way to a program. They are in a file, since there may be more of them than should be in memory. */
export class Documents {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verdict-'));
  private readonly file = fs.openSync(path.join(this.folder, 'documents'), 'wx+', 0o600);
  private waiting = '';

  public add(document: unknown): void {
    this.waiting += `${JSON.stringify(document)}\n`;
    if (this.waiting.length > ENOUGH) this.flush();
  }

  /** @returns the verdicts in which something is said */
  public judgedBy({ file, kubernetes }: VerdictProgram): Verdict[] {
    this.flush();
    const input = fs.openSync(path.join(this.folder, 'documents'), 'r');
    try {
      const { status, signal, stdout, stderr, error } = spawnSync(file, ['-brief'], {
        stdio: [input, 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: LONGEST_ANSWER, env: process.env,
      });
      if (status === 0) return stdout.split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Verdict);
      const reason = error?.message ?? stderr.trim().split('\n', 1)[0];
      throw new Error(`The program that asks Kubernetes ${kubernetes}, ${file}, has failed (${signal ?? status}): ${reason}`);
    } finally {
      fs.closeSync(input);
    }
  }

  public close(): void {
    fs.closeSync(this.file);
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private flush(): void {
    fs.appendFileSync(this.file, this.waiting);
    this.waiting = '';
  }
}
