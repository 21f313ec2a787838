import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';

/** Your clusters. Once your infrastructure team publishes its platform as a package, import that one instead. */
export const platform = new Platform({
  clusters: [
    new Cluster({ name: 'staging', environment: 'staging', version: KubernetesVersion.V1_37 }),
    new Cluster({ name: 'production', environment: 'prod', version: KubernetesVersion.V1_37 }),
  ],
});
