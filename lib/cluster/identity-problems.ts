import { Duration } from 'cdk8s';
import { CertManagerIdentityOptions, IdentityProvider } from './identity-provider';
import { KubernetesVersion } from './kubernetes-version';
import { objectNameProblems } from './name-problems';
import { TRUST_DOMAIN } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

export function identityProblems({ issuer, signer, trustDomain }: IdentityProvider, version: KubernetesVersion): Problem[] {
  const { caSecret, issuerKind = CLUSTER_ISSUER } = issuer ?? {};
  return [
    ...must(trustDomain === undefined || TRUST_DOMAIN.test(trustDomain), {
      field: 'identity.trustDomain',
      value: trustDomain,
      rule: 'must be lower-case letters, digits, "-", "_" and ".", without a scheme',
      fix: 'Write for example "example.com".',
    }),
    ...(issuer ? objectNameProblems('identity.issuer', issuer.issuer, 'mesh') : []),
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
    ...lifetimeProblems((issuer ?? signer)?.lifetime, signer === undefined ? undefined : LONGEST_OF_PODS),
    ...(issuer ? renewalProblems(issuer) : []),
  ];
}

const HOUR = 3600;
const MINUTE = 60;

/** The most that the API server of 1.37 accepts as maxExpirationSeconds of a podCertificate. */
const LONGEST_OF_PODS = 91 * 24 * HOUR;

/** Both the API server of 1.37 and cert-manager 1.15 refuse less than an hour. */
function lifetimeProblems(lifetime: Duration | undefined, longest = Infinity): Problem[] {
  const seconds = lifetime?.toSeconds({ integral: false }) ?? HOUR;
  return must(seconds >= HOUR && seconds <= longest, {
    field: 'identity.lifetime',
    value: `${seconds} s`,
    rule: longest === Infinity ? 'must be at least an hour' : 'must be at least an hour and at most 91 days',
    fix: 'Write for example Duration.hours(24).',
  });
}

/** As cert-manager 1.15 validates it. */
function renewalProblems({ renewBefore, lifetime = Duration.hours(24) }: CertManagerIdentityOptions): Problem[] {
  const seconds = renewBefore?.toSeconds({ integral: false });
  const end = lifetime.toSeconds({ integral: false });
  return must(seconds === undefined || (seconds >= 5 * MINUTE && seconds < end), {
    field: 'identity.renewBefore',
    value: `${seconds} s`,
    rule: `must be at least five minutes, and less than the lifetime of ${end} s`,
    fix: 'Leave it out: a third of the lifetime is taken then.',
  });
}

/** The default of `issuerKind`. */
export const CLUSTER_ISSUER = 'ClusterIssuer';
