import { App } from 'cdk8s';
import { PlusTeam } from '../cdk8s-plus/workload';
import { FleetTeam } from '../fleet/fleet';

/** The same workloads by hand in cdk8s-plus, a chart for each team. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  const app = new App({ outdir });
  for (const team of fleet) new PlusTeam(app, team);
  app.synth();
}
