import { App } from 'cdk8s';
import { ClusterStage } from '../../lib/exports/platform';
import { TeamChart } from '../fleet/constructs';
import { FleetTeam } from '../fleet/fleet';
import { cluster, platform } from '../fleet/platform';

/** The same constructs in the App of cdk8s. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  const app = new App({ outdir });
  platform.attach(app);
  const scope = new ClusterStage(app, cluster);
  for (const team of fleet) new TeamChart(scope, team);
  app.synth();
}
