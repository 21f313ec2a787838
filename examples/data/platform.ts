import { Cluster, IdentityProvider, KubernetesVersion, Platform, SecretStore, TrustBundle } from 'cdk8s-pinterest/platform';

const identity = IdentityProvider.certManager({
  issuer: 'mesh',
  trust: TrustBundle.configMap({ name: 'mesh-authorities' }),
  trustDomain: 'example.com',
});
const secretStore = SecretStore.vault({ address: 'https://vault.example.com:8200' });

export const staging = new Cluster({
  name: 'staging', environment: 'staging', region: 'us-east-1', version: KubernetesVersion.V1_27, identity, secretStore,
});
export const production = new Cluster({
  name: 'prod-east', environment: 'prod', region: 'us-east-1', version: KubernetesVersion.V1_37, identity, secretStore,
});

export const platform = new Platform({ clusters: [staging, production] });
