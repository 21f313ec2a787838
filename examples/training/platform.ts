import { Cluster, KubernetesVersion, Platform } from 'cdk8s-pinterest/platform';

export const staging = new Cluster({
  name: 'staging', environment: 'staging', region: 'us-east-1', version: KubernetesVersion.V1_27,
});
export const production = new Cluster({
  name: 'prod-east', environment: 'prod', region: 'us-east-1', version: KubernetesVersion.V1_37,
});

export const platform = new Platform({ clusters: [staging, production] });
