import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Contender } from './contender';
import { measure, Measurement, median } from './measure';
import { Options } from './options';
import { Result } from './report';

/** All contenders at all sizes, each run in a process and a folder of its own. */
export function race(options: Options, compiled: string): Result[] {
  return options.contenders.flatMap(contender => allSizes(contender, options, compiled));
}

function allSizes(contender: Contender, options: Options, compiled: string): Result[] {
  const results: Result[] = [];
  for (const workloads of options.sizes) {
    // What could not do fewer is not asked for more.
    const hopeless = workloads > (contender.largest ?? Infinity) || results.some(({ overLimit }) => overLimit);
    results.push(hopeless ? { contender, workloads, overLimit: false } : oneSize(contender, workloads, options, compiled));
  }
  return results;
}

function oneSize(contender: Contender, workloads: number, { repeat, limit }: Options, compiled: string): Result {
  const firsts: Measurement[] = [];
  const agains: Measurement[] = [];
  for (let n = 0; n < (repeat ?? (workloads <= 1000 ? 3 : 1)); n++) {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
    const run = () => measure(peakFile => [process.execPath, path.join(compiled, 'bench/run.js'), contender.name, `${workloads}`, outdir, peakFile], outdir, limit);
    try {
      const first = run();
      console.error(`${contender.name}, ${workloads} workloads: ${first ? `${first.cpuSeconds.toFixed(2)} CPU seconds` : 'too slow'}`);
      if (!first) return { contender, workloads, overLimit: true };
      firsts.push(first);
      const again = contender.again ? run() : undefined;
      if (again) agains.push(again);
    } finally {
      fs.rmSync(outdir, { recursive: true });
    }
  }
  return { contender, workloads, first: median(firsts), again: agains.length > 0 ? median(agains) : undefined, overLimit: false };
}
