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
      fix: 'Write IdentityProvider.certManager for this cluster.',
    }),
    ...must(caSecret === undefined || issuerKind === CLUSTER_ISSUER, {
      field: 'identity.caSecret',
      value: caSecret,
      rule: `is allowed for a ClusterIssuer only, and ${issuer?.issuer} is of kind ${issuerKind}`,
      fix: 'Leave it out: PlatformRuntime cannot create that issuer.',
    }),
  ];
}

/** The default of `issuerKind`. */
export const CLUSTER_ISSUER = 'ClusterIssuer';
