import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * What the programs have found right, from one synth of an output folder to the next. It is beside the user's other caches, and
 * may be removed at any time.
 */
export class Memory {
  private readonly file?: string;
  private readonly before: Set<string>;
  private readonly now = new Set<string>();

  constructor(outdir: string) {
    const caches = cachesOfUser();
    const name = createHash('sha256').update(path.resolve(outdir)).digest('hex').slice(0, 16);
    this.file = caches && path.join(caches, 'cdk8s-pinterest', `verdicts-${name}`);
    this.before = new Set(this.file === undefined ? [] : read(this.file));
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
    if (this.file === undefined) return;
    if (this.now.size === this.before.size && [...this.now].every(digest => this.before.has(digest))) return;
    const next = `${this.file}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
      // What was left there may be a link to elsewhere.
      fs.rmSync(next, { force: true });
      fs.writeFileSync(next, [...this.now].join('\n'), { mode: 0o600, flag: 'wx' });
      fs.renameSync(next, this.file);
    } catch {
      forget(next);
    }
  }
}

/** Undefined where nobody knows: a user without an entry in /etc/passwd has no home, as in many containers. */
function cachesOfUser(): string | undefined {
  const { XDG_CACHE_HOME: said = '' } = process.env;
  // A path that is not absolute is to be ignored, says the XDG specification.
  if (path.isAbsolute(said)) return said;
  try {
    const home = os.homedir();
    return path.isAbsolute(home) ? path.join(home, '.cache') : undefined;
  } catch {
    return undefined;
  }
}

function forget(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // As without a cache.
  }
}

/** A pipe or a device in its place is never read to its end. */
function read(file: string): string[] {
  try {
    if (!fs.statSync(file).isFile()) return [];
    return fs.readFileSync(file, 'utf8').split('\n').filter(line => line !== '');
  } catch {
    return [];
  }
}
