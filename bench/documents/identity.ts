import { metadata, spiffeId } from './shared';
import { FleetTeam, FleetWorkload } from '../fleet/fleet';

export function identity(team: FleetTeam, workload: FleetWorkload) {
  const { name, port } = workload;
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadata(team, workload, `${name}-identity`),
    spec: {
      ...(port && {
        dnsNames: [name, `${name}.${team.name}`, `${name}.${team.name}.svc`, `${name}.${team.name}.svc.cluster.local`],
      }),
      duration: '24h0m0s',
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'mesh' },
      privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always', size: 256 },
      renewBefore: '8h0m0s',
      secretName: `${name}-identity`,
      uris: [spiffeId(team.name, name)],
      usages: ['digital signature', 'server auth', 'client auth'],
    },
  };
}
