import { Duration } from 'cdk8s';
import { IdentityProvider } from 'cdk8s-pinterest/platform';
import { api, BARE, complaints, named, Shop, TRUST } from '../synth';

test('cert-manager issues a certificate that names the workload', () => {
  const shop = api();
  expect(shop.one('Certificate')).toMatchObject({
    metadata: { name: 'api-identity', namespace: 'shop' },
    spec: {
      secretName: 'api-identity',
      duration: '24h0m0s',
      renewBefore: '8h0m0s',
      uris: ['spiffe://example.com/ns/shop/sa/api'],
      dnsNames: ['api', 'api.shop', 'api.shop.svc', 'api.shop.svc.cluster.local'],
      issuerRef: { name: 'mesh', kind: 'ClusterIssuer', group: 'cert-manager.io' },
    },
  });
  expect(named(shop.template.spec.volumes, 'identity').secret.secretName).toBe('api-identity');
});

test('durations are written as cert-manager keeps them', () => {
  const identity = IdentityProvider.certManager({
    issuer: 'm', trust: TRUST, issuerKind: 'Issuer', lifetime: Duration.seconds(5461), renewBefore: Duration.minutes(90),
  });
  expect(api({}, { identity }).one('Certificate').spec).toMatchObject({
    duration: '1h31m1s', renewBefore: '1h30m0s', issuerRef: { kind: 'Issuer' },
  });
});

test('a workload that serves nothing has a certificate without DNS names, and no proxy', () => {
  const shop = api({ container: { image: 'x:1' } });
  expect(shop.one('Certificate').spec).not.toHaveProperty('dnsNames');
  expect(shop.container('proxy')).toBeUndefined();
});

test('the application and the proxy read the certificate, and cannot write it', () => {
  for (const name of ['app', 'proxy']) {
    expect(named(api().container(name).volumeMounts, 'identity')).toEqual({
      name: 'identity', mountPath: '/var/run/identity', readOnly: true,
    });
  }
});

test('a pod certificate is the kubelet\'s, and needs no object', () => {
  const shop = api({}, {
    identity: IdentityProvider.podCertificate({ signer: 'example.com/mesh', lifetime: Duration.hours(2) }), version: '1.37',
  });
  expect(shop.all('Certificate')).toEqual([]);
  expect(named(shop.template.spec.volumes, 'identity').projected.sources[0].podCertificate).toMatchObject({
    signerName: 'example.com/mesh', maxExpirationSeconds: 7200,
  });
});

test('pod certificates on a cluster that has none are refused', () => {
  const identity = IdentityProvider.podCertificate({ signer: 'a/b' });
  expect(complaints(() => api({}, { identity, version: '1.36' }).write())).toEqual([
    '[app] platform.clusters["prod"].identity = "a/b": pod certificates need Kubernetes 1.37, '
      + 'and the cluster has 1.36. Write IdentityProvider.certManager for this cluster.',
  ]);
});

test('a workload of the longest name has a certificate and a volume of one valid name', () => {
  const shop = Shop.of({ ['a'.repeat(63)]: {} });
  const { name } = shop.one('Certificate').metadata;
  expect(name.length).toBeLessThanOrEqual(63);
  expect(named(shop.template.spec.volumes, 'identity').secret.secretName).toBe(name);
});

test('a cluster without identity gives none', () => {
  const shop = api({}, BARE);
  expect(shop.all('Certificate')).toEqual([]);
  expect(shop.template.spec.volumes).toBeUndefined();
});
