import { writePlainObjects } from './floor';
import { yamlDocuments } from '../../lib/yaml/document';
import { FleetTeam } from '../fleet/fleet';

/** The floor for YAML: only the library's YAML writer. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  writePlainObjects(fleet, outdir, yamlDocuments);
}
