import * as fs from 'node:fs';
import { fleetOf, FleetTeam } from './fleet/fleet';

/** The measured program: one contender, one size, in its own process. */
interface Synthesizer {
  readonly synthesize: (fleet: FleetTeam[], outdir: string) => void;
}

async function run(contender: string, workloads: number, outdir: string, peakFile: string): Promise<void> {
  process.on('exit', () => fs.writeFileSync(peakFile, `${process.resourceUsage().maxRSS}`));
  // Loads only the code of this contender.
  const { synthesize } = await import(`./contenders/${contender}`) as Synthesizer;
  synthesize(fleetOf(workloads), outdir);
}

const [contender, workloads, outdir, peakFile] = process.argv.slice(2);
void run(contender, Number(workloads), outdir, peakFile);
