import { authoritiesProblems } from './authorities';
import { KubernetesVersion } from './kubernetes-version';
import { objectNameProblems } from './name-problems';
import { ClusterTrustBundleOptions, TrustBundle, TrustConfigMapOptions, TrustManagerOptions, TrustSource } from './trust-bundle';
import { labelKeyProblems } from '../validation/label-key';
import { labelValueProblems } from '../validation/label-value';
import { FILE_NAME, SIGNER_NAME } from '../validation/patterns';
import { must, Problem } from '../validation/problem';

/** Where the fields of a trust bundle are. */
const FIELD = 'identity.trust';

/** @param trust what a user has given, whatever the types promise */
export function trustProblems(trust: unknown, version: KubernetesVersion): Problem[] {
  if (!(trust instanceof TrustBundle)) {
    return [{
      field: FIELD,
      value: typeof trust === 'string' ? trust : undefined,
      rule: 'must be a TrustBundle with the authorities that workloads trust in each other, among them the issuer\'s',
      fix: 'Write for example TrustBundle.configMap({ name: \'mesh-authorities\' }), or TrustBundle.authorities([...]) with '
        + 'certificates in PEM form.',
    }];
  }
  const { pem, existing, managed, clusterWide } = trust;
  if (existing) return configMapProblems(existing);
  if (managed) return trustManagerProblems(managed);
  if (clusterWide) return clusterTrustBundleProblems(clusterWide, version);
  return authoritiesProblems(FIELD, pem);
}

function configMapProblems({ name, key }: TrustConfigMapOptions): Problem[] {
  return [...objectNameProblems(`${FIELD}.name`, name ?? '', 'mesh-authorities'), ...keyProblems(`${FIELD}.key`, key)];
}

function keyProblems(field: string, key: string | undefined): Problem[] {
  return must(key === undefined || (FILE_NAME.test(key) && !/^\.\.?$|^\.\.[^]/.test(key)), {
    field, value: key, rule: 'must be a key: letters, digits, "-", "_" and "."', fix: 'Write for example "ca.crt".',
  });
}

/** As trust-manager 0.25 defines its Bundle. */
const MOST_SOURCES = 100;

function trustManagerProblems({ name, key, sources, namespaceLabels }: TrustManagerOptions): Problem[] {
  return [
    ...objectNameProblems(`${FIELD}.name`, name ?? '', 'mesh-authorities'),
    ...keyProblems(`${FIELD}.key`, key),
    ...must(Array.isArray(sources) && sources.length > 0 && sources.length <= MOST_SOURCES, {
      field: `${FIELD}.sources`,
      value: Array.isArray(sources) ? sources.length : undefined,
      rule: `must be at least one and at most ${MOST_SOURCES}`,
      fix: 'Write for example [TrustSource.secret(\'mesh-ca\', \'tls.crt\')].',
    }),
    ...(Array.isArray(sources) ? sources.slice(0, MOST_SOURCES) : [])
      .flatMap((source, n) => sourceProblems(`${FIELD}.sources[${n}]`, source)),
    ...labelsProblems(`${FIELD}.namespaceLabels`, namespaceLabels),
  ];
}

function sourceProblems(field: string, source: unknown): Problem[] {
  if (!(source instanceof TrustSource)) {
    return [{ field, rule: 'must be a TrustSource', fix: 'Write for example TrustSource.secret(\'mesh-ca\', \'tls.crt\').' }];
  }
  const { configMapName, secretName, key, pem } = source;
  if (pem !== undefined) return authoritiesProblems(field, pem);
  return [
    ...objectNameProblems(`${field}.name`, configMapName ?? secretName ?? '', 'mesh-ca'),
    ...keyProblems(`${field}.key`, key ?? ''),
    ...must(secretName === undefined || key === undefined || !/key/i.test(key), {
      field: `${field}.key`,
      value: key,
      rule: 'is the name of a private key, which trust-manager would write into every namespace',
      fix: 'Write the key with the certificate, such as "tls.crt".',
    }),
  ];
}

function clusterTrustBundleProblems(options: ClusterTrustBundleOptions, version: KubernetesVersion): Problem[] {
  const { name, signer, labels } = options;
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
    ...must(name === undefined || BUNDLE_NAME.test(name), {
      field: `${FIELD}.name`,
      value: name,
      rule: 'must be lower-case letters, digits, "-", "." and ":"',
      fix: 'Write for example "platform.example:mesh:root".',
    }),
    ...bundleProblems(FIELD, options, 'labels'),
  ];
}

/** Problems of a signer and the labels of its bundles, which signers of pod certificates have, too. */
export function bundleProblems(field: string, { signer, labels }: ClusterTrustBundleOptions, labelsField: string): Problem[] {
  return [
    ...must(signer === undefined || SIGNER_NAME.test(signer), {
      field: `${field}.signer`,
      value: signer,
      rule: 'must be a signer\'s name: a domain, "/" and a name in it',
      fix: 'Write for example "platform.example/mesh".',
    }),
    ...labelsProblems(`${field}.${labelsField}`, labels),
  ];
}

/** As the API server of 1.37 takes it: with the signer's name before it, if it is of one. */
const BUNDLE_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[a-z0-9]([-a-z0-9.]*[a-z0-9])?)*$/;

function labelsProblems(field: string, labels: { [key: string]: string } | undefined): Problem[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyProblems(field, key),
    ...(value === '' ? [] : labelValueProblems(`${field}["${key}"]`, value, 'Write for example "mesh".')),
  ]);
}
