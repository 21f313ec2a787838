import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * What the programs have found right, from one synth of an output folder to the next. It is beside the user's other caches, and
 * may be removed at any time.
 */
export class Memory {
  private readonly file: string;
  private readonly before: Set<string>;
  private readonly now = new Set<string>();

  constructor(outdir: string) {
    const caches = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
    const name = createHash('sha256').update(path.resolve(outdir)).digest('hex').slice(0, 16);
    this.file = path.join(caches, 'cdk8s-pinterest', `verdicts-${name}`);
    this.before = new Set(read(this.file));
  }

  /** Whether it was right the last time, by a digest of it and of all that it was judged by. */
  public knows(digest: string): boolean {
    if (this.before.has(digest)) this.now.add(digest);
    return this.before.has(digest);
  }

  public learn(digest: string): void {
    this.now.add(digest);
  }

  /** Without a place to write to, everything is judged anew the next time. */
  public save(): void {
    if (this.now.size === this.before.size && [...this.now].every(digest => this.before.has(digest))) return;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
      const next = `${this.file}.${process.pid}`;
      fs.writeFileSync(next, [...this.now].join('\n'), { mode: 0o600 });
      fs.renameSync(next, this.file);
    } catch {
      // As without a cache.
    }
  }
}

function read(file: string): string[] {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').filter(line => line !== '');
  } catch {
    return [];
  }
}
