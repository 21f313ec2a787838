import { Duration } from 'cdk8s';
import { Cluster, IdentityProvider, KubernetesVersion, Platform, StandardRelease, TrustBundle } from 'cdk8s-pinterest/platform';
import { Geodata } from './geodata';

const identity = IdentityProvider.certManager({
  issuer: 'mesh',
  // In each namespace; the infrastructure team keeps it up to date.
  trust: TrustBundle.configMap({ name: 'mesh-authorities' }),
  trustDomain: 'example.com',
  lifetime: Duration.hours(1),
});
const ingress = { className: 'public', namespace: 'ingress' };

export const staging = new Cluster({
  name: 'staging', environment: 'staging', region: 'us-east-1', version: KubernetesVersion.V1_27, identity, ingress,
});

export const production = new Cluster({
  name: 'prod-east',
  environment: 'prod',
  region: 'us-east-1',
  version: KubernetesVersion.V1_37,
  identity,
  ingress,
  gateway: { name: 'public', namespace: 'gateways' },
});

/** Written once, by the infrastructure team: the standard release, and a component of the company's own. */
export const platform = new Platform({
  clusters: [staging, production],
  // Another one than that of examples/platform, which may be on the same cluster.
  infrastructureNamespaces: ['pinboard-runtime'],
  runtimeNamespace: 'pinboard-runtime',
  releases: [StandardRelease.v202611().derive('2026.11-acme', [new Geodata()])],
});
