import { writePlainObjects } from './floor';
import { yamlDocuments } from '../../lib/yaml/document';
import { FleetTeam } from '../fleet/fleet';

/** The floor for YAML: the library's writer, and nothing else of it. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  writePlainObjects(fleet, outdir, yamlDocuments);
}
