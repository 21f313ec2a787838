import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The cost of one process, from start to end, and its output. */
export interface Measurement {
  /** User and system time, of all threads and children. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakBytes: number;
  readonly files: number;
  readonly objects: number;
  readonly bytes: number;
  /** How many of its files are new or rewritten. */
  readonly rewritten: number;
}

/** The exit code of a shell for a process that was ended by SIGXCPU. */
const CPU_LIMIT_EXCEEDED = 128 + 24;

/** Undefined if it exceeded its limit of CPU seconds. */
export function measure(command: (peakFile: string) => string[], outdir: string, limitSeconds: number): Measurement | undefined {
  const peakFile = path.join(os.tmpdir(), `bench-peak-${process.pid}`);
  const before = identities(outdir);
  // Bash reports the times of its child; it is small, so it does not distort the peak memory.
  const shell = `ulimit -c 0; ulimit -S -t ${limitSeconds}; TIMEFORMAT='%U %S %R'; time "$@"`;
  const { status, stderr } = spawnSync('bash', ['-c', shell, 'bench', ...command(peakFile)], {
    encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [user, system, wallSeconds] = stderr.trim().split('\n').pop()!.split(' ').map(Number);
  if (status === CPU_LIMIT_EXCEEDED) return undefined;
  if (status !== 0) throw new Error(stderr);
  const peakBytes = 1024 * Number(fs.readFileSync(peakFile, 'utf8'));
  fs.rmSync(peakFile);
  const after = identities(outdir);
  return {
    cpuSeconds: user + system,
    wallSeconds,
    peakBytes,
    ...written([...after.keys()]),
    rewritten: [...after].filter(([file, identity]) => before.get(file) !== identity).length,
  };
}

/** Metadata of files that changes on every write, even if the bytes do not. Hidden files are no manifests. */
function identities(folder: string): Map<string, string> {
  if (!fs.existsSync(folder)) return new Map();
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => !path.basename(file).startsWith('.'))
    .map(file => path.join(folder, file)).filter(file => fs.statSync(file).isFile());
  return new Map(files.map(file => {
    const { ino, mtimeNs } = fs.statSync(file, { bigint: true });
    return [file, `${ino} ${mtimeNs}`];
  }));
}

function written(files: string[]) {
  let [bytes, objects] = [0, 0];
  for (const file of files) {
    const text = fs.readFileSync(file);
    bytes += text.length;
    objects += text.toString().split(/^---\n/m).filter(document => document.trim() !== '').length;
  }
  return { files: files.length, bytes, objects };
}

/** The median by CPU seconds. */
export function median(measurements: (Measurement | undefined)[]): Measurement | undefined {
  const sorted = measurements.filter(each => each !== undefined).sort((a, b) => a.cpuSeconds - b.cpuSeconds);
  return sorted[Math.floor(sorted.length / 2)];
}
