import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Verdict, verdictsIn } from './answer';
import { VerdictProgram } from './program';
import { messageOf } from '../validation/message';

/** Characters, before they are written to the file. */
const ENOUGH = 1_000_000;

/** Bytes of an answer, as one string may have, and milliseconds: no judgement of any fleet takes as long. */
export const LIMITS = { answer: 500_000_000, wait: 600_000 };

/** No kind of anybody: that it is not judged is the last thing that a program says which has come to the end. */
const END = { apiVersion: 'cdk8s-pinterest/v1', kind: 'End' };

/**
 * Documents on their way to a program. They are in a file, since there may be more of them than should be in memory. It has no
 * name where that is possible: Secrets are in it, and this process may be killed.
 */
export class Documents {
  private readonly folder: string;
  private readonly writing: number;
  private readonly reading: number;
  private waiting = '';
  private count = 0;

  constructor() {
    try {
      this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verdict-'));
      const file = path.join(this.folder, 'documents');
      this.writing = fs.openSync(file, 'wx', 0o600);
      this.reading = fs.openSync(file, 'r');
    } catch (error) {
      throw new Error(`What Kubernetes is asked cannot be written to ${os.tmpdir()}: ${messageOf(error)}. `
        + 'Name another folder for temporary files in the variable TMPDIR.');
    }
    if (process.platform !== 'win32') this.remove();
  }

  /** @param question a document, as `document`, or what others are judged by */
  public add(question: object): void {
    this.waiting += `${JSON.stringify(question)}\n`;
    this.count++;
    if (this.waiting.length > ENOUGH) this.flush();
  }

  /** @returns the verdicts in which something is said @throws if the program has not answered for all documents */
  public judgedBy({ file }: VerdictProgram): Verdict[] {
    this.add(END);
    this.flush();
    const { status, signal, stdout, stderr, error } = spawnSync(file, ['-brief'], {
      stdio: [this.reading, 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: LIMITS.answer,
      timeout: LIMITS.wait,
      killSignal: 'SIGKILL',
      env: process.env,
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`it ended with ${signal ?? status}: ${stderr.trim().split('\n', 1)[0]}`);
    return verdictsIn(stdout, this.count);
  }

  public close(): void {
    fs.closeSync(this.writing);
    fs.closeSync(this.reading);
    this.remove();
  }

  private remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private flush(): void {
    fs.appendFileSync(this.writing, this.waiting);
    this.waiting = '';
  }
}
