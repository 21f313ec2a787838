import * as fs from 'node:fs';
import { fleetOf, FleetTeam } from './fleet/fleet';

/** What is measured: one contender, one size, in a process of its own. */
interface Synthesizer {
  readonly synthesize: (fleet: FleetTeam[], outdir: string) => void;
}

async function run(contender: string, workloads: number, outdir: string, peakFile: string): Promise<void> {
  process.on('exit', () => fs.writeFileSync(peakFile, `${process.resourceUsage().maxRSS}`));
  // Only the code of this one is loaded.
  const { synthesize } = await import(`./contenders/${contender}`) as Synthesizer;
  synthesize(fleetOf(workloads), outdir);
}

const [contender, workloads, outdir, peakFile] = process.argv.slice(2);
void run(contender, Number(workloads), outdir, peakFile);
