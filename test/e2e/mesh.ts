import * as path from 'node:path';
import { kubectl } from './kubectl';

/** The issuer that examples/pinboard's platform names, ready. */
export function installMesh(): void {
  kubectl(['apply', '--server-side', '-f', path.join(__dirname, 'mesh.yaml')]);
  kubectl(['wait', '--for=condition=Ready', 'clusterissuer/mesh', '--timeout=120s']);
}
