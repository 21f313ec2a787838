import { writePlainObjects } from './floor';
import { FleetTeam } from '../fleet/fleet';

/** The floor: nothing in JavaScript turns objects into text faster than JSON.stringify, and JSON is YAML. */
export function synthesize(fleet: FleetTeam[], outdir: string): void {
  writePlainObjects(fleet, outdir, documents => `${documents.map(document => JSON.stringify(document)).join('\n---\n')}\n`);
}
