import * as path from 'node:path';
import { IdentityProvider, TrustBundle } from 'cdk8s-pinterest/platform';
import { apply, get, kubectl } from './kubectl';

/** The ConfigMap that examples/pinboard's platform names. */
const AUTHORITIES = 'mesh-authorities';

/** The identity provider of that platform. */
export const MESH = IdentityProvider.certManager({
  issuer: 'mesh', trust: TrustBundle.configMap({ name: AUTHORITIES }), trustDomain: 'example.com',
});

/** The issuer that examples/pinboard's platform names, ready. */
export function installMesh(): void {
  kubectl(['apply', '--server-side', '-f', path.join(__dirname, 'mesh.yaml')]);
  kubectl(['wait', '--for=condition=Ready', 'clusterissuer/mesh', '--timeout=120s']);
}

/** Brings the authority of the mesh into a namespace, as the infrastructure team does. */
export function trustMesh(namespace: string): void {
  const authority = get('secret', 'mesh', '-n', 'cert-manager').data['tls.crt'];
  apply(JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: AUTHORITIES, namespace },
    data: { 'ca.crt': Buffer.from(authority, 'base64').toString() },
  }));
}
