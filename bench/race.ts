import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { commandOf, Tools } from './command';
import { Contender } from './contender';
import { measure, Measurement, median } from './measure';
import { Options } from './options';
import { Result } from './result';

/** All contenders at all sizes, each run in a process and a folder of its own. */
export function race(options: Options, tools: Tools): Result[] {
  const results: Result[] = [];
  for (const workloads of options.sizes) {
    // A contender that exceeded the limit with fewer workloads is not run with more.
    const able = options.contenders.filter(contender =>
      workloads <= (contender.largest ?? Infinity) && !results.some(each => each.contender === contender && each.overLimit));
    const measured = rounds(able, workloads, options, tools);
    results.push(...options.contenders.map(contender => measured.get(contender) ?? { contender, workloads, overLimit: false }));
  }
  return results;
}

/** Runs the contenders in turn, several times, so that other load on the machine affects all of them. */
function rounds(contenders: Contender[], workloads: number, { repeat, limit }: Options, tools: Tools): Map<Contender, Result> {
  const runs = new Map(contenders.map(contender => [contender, [] as Run[]]));
  for (let round = 0; round < (repeat ?? (workloads <= 1000 ? 3 : 1)); round++) {
    for (const [contender, before] of runs) {
      if (before.some(({ first }) => !first || first.cpuSeconds > TOO_LONG_TO_REPEAT)) continue;
      const run = once(contender, workloads, limit, tools);
      before.push(run);
      console.error(
        `${contender.name}, ${workloads} workloads: ${run.first ? `${run.first.cpuSeconds.toFixed(2)} CPU seconds` : 'too slow'}`,
      );
    }
  }
  return new Map([...runs].map(([contender, all]) => [contender, result(contender, workloads, all)]));
}

function result(contender: Contender, workloads: number, runs: Run[]): Result {
  if (runs.some(({ first }) => !first)) return { contender, workloads, overLimit: true };
  return {
    contender,
    workloads,
    overLimit: false,
    first: median(runs.map(({ first }) => first)),
    again: median(runs.map(({ again }) => again)),
  };
}

const TOO_LONG_TO_REPEAT = 20;

interface Run {
  readonly first?: Measurement;
  readonly again?: Measurement;
}

function once(contender: Contender, workloads: number, limit: number, tools: Tools): Run {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const run = () => measure(peakFile => commandOf(contender, workloads, outdir, peakFile, tools), outdir, limit);
  try {
    const first = run();
    return { first, again: first && contender.again ? run() : undefined };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}
