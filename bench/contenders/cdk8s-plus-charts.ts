import { App, Chart } from 'cdk8s';
import { PlusWorkload } from '../cdk8s-plus/workload';
import { FleetTeam } from '../fleet/fleet';

/** The same workloads by hand in cdk8s-plus, a chart for each workload. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  const app = new App({ outdir });
  for (const team of fleet) {
    for (const workload of team.workloads) new PlusWorkload(new Chart(app, `${team.name}-${workload.name}`), team, workload);
  }
  app.synth();
}
