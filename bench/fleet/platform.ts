import { Discovery } from '../../lib';
import {
  Cluster, IdentityProvider, KubernetesVersion, Platform, TelemetryBackend, TrustBundle,
} from '../../lib/exports/platform';

/** The standard release, on one cluster with every feature that adds to all workloads. */
export const cluster = new Cluster({
  name: 'prod-east',
  environment: 'prod',
  region: 'us-east-1',
  version: KubernetesVersion.V1_37,
  identity: IdentityProvider.certManager({
    issuer: 'mesh', trust: TrustBundle.configMap({ name: 'mesh-authorities' }), trustDomain: 'example.com',
  }),
  ingress: { className: 'public', namespace: 'ingress' },
  telemetry: { backend: TelemetryBackend.otlpHttp({ endpoint: 'https://telemetry.example.com:4318' }) },
  zooKeeper: { servers: [1, 2, 3].map(n => `zookeeper-${n}.example.com:2181`), format: Discovery.serverset() },
});

export const platform = new Platform({ clusters: [cluster] });
