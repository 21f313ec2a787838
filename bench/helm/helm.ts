import * as fs from 'node:fs';
import * as path from 'node:path';
import { SHARED_FILES } from '../../lib/runtime/traffic/shared-files';
import { configFile } from '../documents/shared';
import { fleetOf, FleetTeam } from '../fleet/fleet';

/**
 * The command with which Helm renders the fleet to one file of a folder, from one chart and a file of values,
 * both in `scratch`.
 */
export function helmCommand(helm: string, workloads: number, outdir: string, scratch: string): string[] {
  const chart = path.join(scratch, `helm-${workloads}`);
  const values = `${chart}.json`;
  if (!fs.existsSync(chart)) {
    fs.cpSync(path.join(__dirname, 'chart'), chart, { recursive: true });
    fs.mkdirSync(path.join(chart, 'shared'));
    for (const [file, content] of Object.entries(SHARED_FILES)) fs.writeFileSync(path.join(chart, 'shared', file), content);
    fs.writeFileSync(values, JSON.stringify({ teams: fleetOf(workloads).map(withConfigs) }));
  }
  return ['bash', '-c', 'exec "$0" template fleet "$1" --values "$2" > "$3/fleet.yaml"', helm, chart, values, outdir];
}

function withConfigs(team: FleetTeam): FleetTeam {
  return { ...team, workloads: team.workloads.map(workload => ({ ...workload, config: configFile(team, workload) })) };
}
