import { PinterestApp, PinterestService } from 'cdk8s-pinterest';
import { IdentityProvider, PlatformRuntime, TrustBundle, TrustSource } from 'cdk8s-pinterest/platform';
import { cluster, CONTAINER, object, runtime, StringCase, TRUST, world } from './world';
import { AUTHORITY } from '../../authorities';

const SOURCE = TrustSource.secret('a', 'b');

const trusting = (trust: (value: any) => TrustBundle, more: Partial<StringCase> = {}) => object('.identity.trust', value => (
  withRuntime({ identity: IdentityProvider.certManager({ issuer: 'mesh', trust: trust(value) }) })
), more);
const source = (one: (value: any) => TrustSource, more: Partial<StringCase> = {}) => (
  trusting(value => TrustBundle.trustManager({ name: 'a', sources: [one(value)] }), more)
);

/** A workload, and what is installed for it. */
function withRuntime(props: any): PinterestApp {
  return world(chart => {
    new PinterestService(chart, 'api', { container: CONTAINER });
    new PlatformRuntime(chart, 'runtime');
  }, props, {}, { namespace: 'platform' });
}

/** Of where certificates come from, and which authorities are trusted. */
export const IDENTITIES: Record<string, StringCase> = {
  'CertManagerIdentityOptions.issuer': cluster('identity', issuer => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer }),
  })),
  'CertManagerIdentityOptions.issuerKind': cluster('identity', issuerKind => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', issuerKind }),
  }), { good: 'Zzgood', optional: true }),
  'CertManagerIdentityOptions.caSecret': object('.identity', caSecret => runtime({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', caSecret }),
  }), { optional: true }),
  'CertManagerIdentityOptions.trustDomain': cluster('identity.trustDomain', trustDomain => ({
    identity: IdentityProvider.certManager({ ...TRUST, issuer: 'mesh', trustDomain }),
  }), { optional: true }),
  'PodCertificateIdentityOptions.signer': cluster('identity', signer => (
    ({ identity: IdentityProvider.podCertificate({ signer }) })
  ), {
    good: 'zz.good/mesh',
  }),
  'PodCertificateIdentityOptions.trustBundleLabels': cluster('identity', value => ({
    identity: IdentityProvider.podCertificate({ signer: 'a.b/c', trustBundleLabels: { key: value } }),
  }), { emptiable: true }),
  'PodCertificateIdentityOptions.trustDomain': cluster('identity.trustDomain', trustDomain => ({
    identity: IdentityProvider.podCertificate({ signer: 'a.b/c', trustDomain }),
  }), { optional: true }),
  'TrustBundle.authorities(pem)': trusting(value => TrustBundle.authorities([value]), { good: AUTHORITY }),
  'TrustConfigMapOptions.name': trusting(name => TrustBundle.configMap({ name })),
  'TrustConfigMapOptions.key': trusting(key => TrustBundle.configMap({ name: 'a', key }), { optional: true }),
  'TrustManagerOptions.name': trusting(name => TrustBundle.trustManager({ name, sources: [SOURCE] })),
  'TrustManagerOptions.key': trusting(key => TrustBundle.trustManager({ name: 'a', key, sources: [SOURCE] }), { optional: true }),
  'TrustManagerOptions.namespaceLabels': trusting(value => (
    TrustBundle.trustManager({ name: 'a', sources: [SOURCE], namespaceLabels: { key: value } })
  ), { emptiable: true }),
  'TrustSource.authorities(pem)': source(value => TrustSource.authorities([value]), { good: AUTHORITY }),
  'TrustSource.configMap(name)': source(name => TrustSource.configMap(name, 'b')),
  'TrustSource.configMap(key)': source(key => TrustSource.configMap('a', key)),
  'TrustSource.secret(name)': source(name => TrustSource.secret(name, 'b')),
  'TrustSource.secret(key)': source(key => TrustSource.secret('a', key)),
  'ClusterTrustBundleOptions.name': trusting(name => TrustBundle.clusterTrustBundle({ name }), { good: 'zz.good:mesh:root' }),
  'ClusterTrustBundleOptions.signer': trusting(signer => TrustBundle.clusterTrustBundle({ signer }), { good: 'zz.good/mesh' }),
  'ClusterTrustBundleOptions.labels': trusting(value => (
    TrustBundle.clusterTrustBundle({ signer: 'a.b/c', labels: { key: value } })
  ), { emptiable: true }),
};
