import { dump } from 'js-yaml';
import { writePlainObjects } from './floor';
import { FleetTeam } from '../fleet/fleet';

/** The floor for YAML. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  writePlainObjects(fleet, outdir, documents => documents.map(document => dump(document, { noRefs: true, lineWidth: -1 })).join('---\n'));
}
