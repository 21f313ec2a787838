import { KubernetesVersion } from './kubernetes-version';
import { ClusterTrustBundleOptions } from './trust-bundle';
import { must, Problem } from '../validation/problem';

const FIELD = 'identity.trust';

/** What is wrong with ClusterTrustBundles whose single fields are right. */
export function clusterTrustBundleProblems(
  { name, signer, labels }: ClusterTrustBundleOptions, version: KubernetesVersion,
): Problem[] {
  return [
    ...must(version.podCertificates, {
      field: FIELD,
      value: name ?? signer,
      rule: `a ClusterTrustBundle in a volume needs Kubernetes 1.37, and the cluster has ${version}`,
      fix: 'Write TrustBundle.configMap or TrustBundle.authorities for this cluster.',
    }),
    ...must((name === undefined) !== (signer === undefined), {
      field: FIELD,
      value: name,
      rule: 'must have either a name or a signer',
      fix: 'Write { name: \'platform.example:mesh:root\' } or { signer: \'platform.example/mesh\' }.',
    }),
    ...must(name === undefined || labels === undefined, {
      field: `${FIELD}.labels`, rule: 'choose among the bundles of a signer', fix: 'Leave them out: the name says which one.',
    }),
  ];
}
