import { IdentityProvider } from './identity-provider';
import { KubernetesVersion } from './kubernetes-version';
import { must, Problem } from '../validation/problem';

export function identityProblems({ issuer, signer }: IdentityProvider, version: KubernetesVersion): Problem[] {
  const { caSecret, issuerKind = CLUSTER_ISSUER } = issuer ?? {};
  return [
    ...must(signer === undefined || version.podCertificates, {
      field: 'identity',
      value: signer?.signer,
      rule: `pod certificates need Kubernetes 1.37, and the cluster has ${version}`,
      fix: 'Use IdentityProvider.certManager there.',
    }),
    ...must(caSecret === undefined || issuerKind === CLUSTER_ISSUER, {
      field: 'identity.caSecret',
      value: caSecret,
      rule: `is for a ClusterIssuer only, and ${issuer?.issuer} is of the kind ${issuerKind}`,
      fix: 'Leave it out: that issuer is not ours to make.',
    }),
  ];
}

/** The kind of issuer that is taken where none is said. */
export const CLUSTER_ISSUER = 'ClusterIssuer';
