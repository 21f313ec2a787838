import { PinterestApp } from '../../lib';
import { ClusterStage } from '../../lib/exports/platform';
import { TeamChart } from '../fleet/constructs';
import { FleetTeam } from '../fleet/fleet';
import { cluster, platform } from '../fleet/platform';

/** What users of this library run. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  const app = new PinterestApp({ platform, outdir });
  const scope = new ClusterStage(app, cluster);
  for (const team of fleet) new TeamChart(scope, team);
  app.synth();
}
