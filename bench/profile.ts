import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Options } from './options';
import { table } from './table';

interface CpuProfile {
  readonly nodes: {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

/** Runs the first requested contender under V8's sampling profiler, and prints where the time goes. */
export function profile({ contenders: [contender], sizes: [workloads] }: Options, compiled: string): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-profile-'));
  try {
    const program = [
      path.join(compiled, 'bench/run.js'), contender.name, `${workloads}`, path.join(folder, 'out'), path.join(folder, 'peak'),
    ];
    const { status } = spawnSync(process.execPath, [
      '--cpu-prof', '--cpu-prof-interval', '500', `--cpu-prof-dir=${folder}`, ...program,
    ], { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error('The run failed.');
    const [file] = fs.readdirSync(folder).filter(each => each.endsWith('.cpuprofile'));
    const costs = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as CpuProfile;
    console.log(`${contender.title}, ${workloads} workloads\n`);
    for (const [title, name] of [['file', fileOf], ['function', functionOf]] as const) {
      console.log(`${top(costs, title, name(compiled))}\n`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

type Name = (frame: CpuProfile['nodes'][number]['callFrame']) => string;

const fileOf = (compiled: string): Name => ({ functionName, url }) =>
  url === '' ? functionName : url.replace(`file://${compiled}/`, '').replace(/^.*node_modules\//, '');
const functionOf = (compiled: string): Name =>
  frame => `${frame.functionName || '(anonymous)'}  ${fileOf(compiled)(frame)}:${frame.lineNumber + 1}`;

/** Time spent in each function itself, without its callees. */
function top({ nodes, samples, timeDeltas }: CpuProfile, title: string, name: Name): string {
  const names = new Map(nodes.map(node => [node.id, name(node.callFrame)]));
  const self = new Map<string, number>();
  samples.forEach((id, n) => self.set(names.get(id)!, (self.get(names.get(id)!) ?? 0) + timeDeltas[n]));
  const total = timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const rows = [...self].sort(([, a], [, b]) => b - a).slice(0, 20);
  return table([title, 'self ms', '%'], rows.map(([what, microseconds]) => [
    what, (microseconds / 1000).toFixed(0), (100 * microseconds / total).toFixed(1),
  ]));
}
