import { Discovery } from 'cdk8s-pinterest';
import {
  Cluster, IdentityProvider, KubernetesVersion, SecretStore, TelemetryBackend, TrustBundle, TrustSource,
} from 'cdk8s-pinterest/platform';

/** What both clusters have in common; the differences are below. */
function cluster(name: string, environment: string, version: KubernetesVersion): Cluster {
  return new Cluster({
    name,
    environment,
    version,
    region: 'us-east-1',
    // PlatformRuntime creates the issuer; its key is in a Secret outside any repository.
    identity: IdentityProvider.certManager({
      issuer: 'platform-mesh',
      caSecret: 'platform-mesh-ca',
      // PlatformRuntime creates this, too: trust-manager writes the authorities into every namespace. A second source is the next
      // authority, while one follows the other; `caSecret` then names that Secret (docs/identity.md).
      trust: TrustBundle.trustManager({
        name: 'platform-authorities', sources: [TrustSource.secret('platform-mesh-ca', 'tls.crt')],
      }),
      trustDomain: 'example.com',
    }),
    secretStore: SecretStore.vault({ address: `https://vault.${environment}.example.com:8200` }),
    telemetry: {
      backend: TelemetryBackend.otlpHttp({
        endpoint: `https://telemetry.${environment}.example.com:4318`,
        headers: [{ name: 'authorization', secretName: 'telemetry', secretKey: 'authorization' }],
      }),
    },
    dependencyStore: {
      type: 's3',
      options: { provider: 'AWS', region: 'us-east-1' },
      path: `artifacts/${environment}`,
      secretName: 'dependency-store',
    },
    startupGate: {},
    zooKeeper: {
      servers: [1, 2, 3].map(n => `zookeeper-${n}.${environment}.example.com:2181`),
      format: Discovery.serverset(),
      credentials: { secretName: 'zookeeper' },
    },
  });
}

export const staging = cluster('staging', 'staging', KubernetesVersion.V1_27);
export const production = cluster('prod-east', 'prod', KubernetesVersion.V1_37);
