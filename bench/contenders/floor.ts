import * as fs from 'node:fs';
import * as path from 'node:path';
import { documentsOf } from '../documents/documents';
import { FleetTeam } from '../fleet/fleet';

/** No constructs, no rules, no library: a loop over plain objects, and the files of PinterestApp. */
export function writePlainObjects(fleet: FleetTeam[], outdir: string, stringify: (documents: object[]) => string): void {
  const folder = path.join(outdir, 'prod-east');
  fs.mkdirSync(folder, { recursive: true });
  for (const team of fleet) {
    const documents = documentsOf(team);
    fs.writeFileSync(path.join(folder, `${team.name}.k8s.yaml`), stringify(documents));
  }
}
