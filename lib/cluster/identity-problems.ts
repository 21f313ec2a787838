import { Duration } from 'cdk8s';
import { CertManagerIdentityOptions, IdentityProvider, PodCertificateIdentityOptions } from './identity-provider';
import { KubernetesVersion } from './kubernetes-version';
import { clusterTrustBundleProblems } from './trust-problems';
import { isA } from '../validation/look';
import { must, Problem } from '../validation/problem';

/** What is wrong with an identity whose single strings are right. */
export function identityProblems({ issuer, signer }: IdentityProvider, version: KubernetesVersion): Problem[] {
  const clusterWide = issuer?.trust?.clusterWide;
  return [
    ...(issuer ? issuerProblems(issuer) : []),
    ...(clusterWide ? clusterTrustBundleProblems(clusterWide, version) : []),
    ...(signer ? signerProblems(signer, version) : []),
  ];
}

function issuerProblems(options: CertManagerIdentityOptions): Problem[] {
  const { issuer, issuerKind = CLUSTER_ISSUER, caSecret, lifetime } = options;
  return [
    ...must(caSecret === undefined || issuerKind === CLUSTER_ISSUER, {
      field: 'identity.caSecret',
      value: caSecret,
      rule: `is allowed for a ClusterIssuer only, and ${issuer} is of kind ${issuerKind}`,
      fix: 'Leave it out: PlatformRuntime cannot create that issuer.',
    }),
    ...lifetimeProblems(lifetime, Infinity),
    ...renewalProblems(options),
  ];
}

function signerProblems({ signer, lifetime }: PodCertificateIdentityOptions, version: KubernetesVersion): Problem[] {
  return [
    ...must(version.podCertificates, {
      field: 'identity',
      value: signer,
      rule: `pod certificates need Kubernetes 1.37, and the cluster has ${version}`,
      fix: 'Write IdentityProvider.certManager for this cluster.',
    }),
    ...lifetimeProblems(lifetime, LONGEST_OF_PODS),
  ];
}

const WHOLE = 'must be whole seconds';

const HOUR = 3600;
const MINUTE = 60;

/** The most that the API server of 1.37 accepts as maxExpirationSeconds of a podCertificate. */
const LONGEST_OF_PODS = 91 * 24 * HOUR;

/** More does not fit into the nanoseconds in which cert-manager keeps it. */
const LONGEST = 9_000_000_000;

/** Both the API server of 1.37 and cert-manager 1.15 refuse less than an hour. */
function lifetimeProblems(lifetime: Duration | undefined, longest: number): Problem[] {
  if (lifetime === undefined) return [];
  const seconds = secondsOf(lifetime);
  const problem = { field: 'identity.lifetime', value: inWords(lifetime, seconds), fix: 'Write for example Duration.hours(24).' };
  const bounds = longest === Infinity ? 'must be at least an hour' : 'must be at least an hour and at most 91 days';
  return [
    ...must(seconds >= HOUR && seconds <= Math.min(longest, LONGEST), { ...problem, rule: bounds }),
    ...must(!(seconds >= HOUR) || Number.isInteger(seconds), { ...problem, rule: WHOLE }),
  ];
}

/** As cert-manager 1.15 validates it. */
function renewalProblems({ renewBefore, lifetime = Duration.hours(24) }: CertManagerIdentityOptions): Problem[] {
  if (renewBefore === undefined) return [];
  const seconds = secondsOf(renewBefore);
  const end = secondsOf(lifetime);
  const problem = {
    field: 'identity.renewBefore',
    value: inWords(renewBefore, seconds),
    fix: 'Leave it out: a third of the lifetime is taken then.',
  };
  const bounds = `must be at least five minutes, and less than the lifetime of ${end} s`;
  return [
    ...must(seconds >= 5 * MINUTE && !(seconds >= end), { ...problem, rule: bounds }),
    ...must(!(seconds >= 5 * MINUTE) || Number.isInteger(seconds), { ...problem, rule: WHOLE }),
  ];
}

/** Not a number if it is no Duration, which plain JavaScript may give. */
function secondsOf(duration: unknown): number {
  return isA(duration, Duration) ? duration.toSeconds({ integral: false }) : NaN;
}

function inWords(given: unknown, seconds: number): unknown {
  return isA(given, Duration) ? `${seconds} s` : given;
}

/** The default of `issuerKind`. */
export const CLUSTER_ISSUER = 'ClusterIssuer';
