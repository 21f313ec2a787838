import { PinterestApp, PinterestChart, PinterestService } from 'cdk8s-pinterest';
import { IdentityProvider, PlatformRuntime, Release, TrustBundle, TrustSource } from 'cdk8s-pinterest/platform';
import { AUTHORITY, LEAF, NEXT_AUTHORITY } from '../authorities';
import { api, Built, complaints, CONTAINER, MESH, named, OWNER, Shop, World } from '../synth';

const trusting = (trust: TrustBundle, world: World = {}): World => ({
  ...MESH, identity: IdentityProvider.certManager({ issuer: 'mesh', trust, trustDomain: 'example.com' }), ...world,
});
const sourcesOf = (trust: TrustBundle, world: World = {}) => {
  const { projected } = named(api({}, trusting(trust, world)).template.spec.volumes, 'identity');
  expect(projected.defaultMode).toBe(0o440);
  expect(projected.sources[0]).toEqual({
    secret: { name: 'api-identity', items: [{ key: 'tls.crt', path: 'tls.crt' }, { key: 'tls.key', path: 'tls.key' }] },
  });
  expect(projected.sources).toHaveLength(2);
  return projected.sources[1];
};
const wrong = (trust: unknown, version = '1.37') =>
  complaints(() => api({}, trusting(trust as TrustBundle, { version })).write());

test('authorities that are written down are in one ConfigMap of the chart, which changes in place', () => {
  const build = (pem: string[]) => Shop.of({ api: {}, web: {} }, trusting(TrustBundle.authorities(pem)));
  const bundles = (shop: Shop) => shop.all('ConfigMap').filter(({ metadata }) => metadata.name.endsWith('-authorities'));
  const [bundle, ...others] = bundles(build([AUTHORITY]));
  expect(others).toEqual([]);
  expect(bundle).toMatchObject({ metadata: { name: 'chart-authorities', namespace: 'shop' }, data: { 'ca.crt': AUTHORITY } });
  expect(bundle).not.toHaveProperty('immutable');
  const [both] = bundles(build([AUTHORITY, NEXT_AUTHORITY]));
  expect(both.metadata.name).toBe(bundle.metadata.name);
  expect(both.data['ca.crt']).toBe(AUTHORITY + NEXT_AUTHORITY);
  const templates = [[AUTHORITY], [AUTHORITY, NEXT_AUTHORITY]].map(pem => JSON.stringify(build(pem).all('Deployment')));
  expect(templates[0]).toBe(templates[1]);
  expect(sourcesOf(TrustBundle.authorities([AUTHORITY]))).toEqual({
    configMap: { name: 'chart-authorities', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
  });
});

test('only the certificates come out, in one form, whatever is around them', () => {
  const noisy = `Bag Attributes: x\r\n${AUTHORITY.replaceAll('\n', '\r\n')}\n\n# the next one\n${NEXT_AUTHORITY}   `;
  const shop = api({}, trusting(TrustBundle.authorities([noisy])));
  expect(shop.all('ConfigMap').find(({ metadata }) => metadata.name === 'chart-authorities').data['ca.crt'])
    .toBe(AUTHORITY + NEXT_AUTHORITY);
});

test('a ConfigMap of the namespace, trust-manager\'s and ClusterTrustBundles are mounted as ca.crt', () => {
  expect(sourcesOf(TrustBundle.configMap({ name: 'mesh' }))).toEqual({
    configMap: { name: 'mesh', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
  });
  expect(sourcesOf(TrustBundle.configMap({ name: 'mesh', key: 'bundle.pem' }))).toEqual({
    configMap: { name: 'mesh', items: [{ key: 'bundle.pem', path: 'ca.crt' }] },
  });
  expect(sourcesOf(TrustBundle.trustManager({ name: 'mesh', key: 'root.pem', sources: [TrustSource.secret('ca', 'tls.crt')] })))
    .toEqual({ configMap: { name: 'mesh', items: [{ key: 'root.pem', path: 'ca.crt' }] } });
  expect(sourcesOf(TrustBundle.clusterTrustBundle({ name: 'example.com:mesh:root' })))
    .toEqual({ clusterTrustBundle: { name: 'example.com:mesh:root', path: 'ca.crt' } });
  expect(sourcesOf(TrustBundle.clusterTrustBundle({ signer: 'example.com/mesh', labels: { mesh: 'a' } }))).toEqual({
    clusterTrustBundle: { signerName: 'example.com/mesh', labelSelector: { matchLabels: { mesh: 'a' } }, path: 'ca.crt' },
  });
});

test('all bundles of a signer are an empty selector: without one there would be none', () => {
  expect(sourcesOf(TrustBundle.clusterTrustBundle({ signer: 'example.com/mesh' })).clusterTrustBundle.labelSelector).toEqual({});
  const shop = api({}, {
    ...MESH, identity: IdentityProvider.podCertificate({ signer: 'example.com/mesh', trustBundleLabels: {} }),
  });
  expect(named(shop.template.spec.volumes, 'identity').projected.sources[1]).toEqual({
    clusterTrustBundle: { signerName: 'example.com/mesh', labelSelector: {}, path: 'ca.crt' },
  });
});

test('PlatformRuntime emits the Bundle of trust-manager, for all namespaces or some', () => {
  const bundles = (trust: TrustBundle) => new Built(
    chart => new PlatformRuntime(chart, 'runtime'),
    { ...trusting(trust), offered: [new Release({ name: 'r', components: [] })] },
    'platform',
  ).all('Bundle');
  expect(bundles(TrustBundle.configMap({ name: 'mesh' }))).toEqual([]);
  expect(bundles(TrustBundle.trustManager({
    name: 'mesh',
    sources: [TrustSource.secret('ca', 'tls.crt'), TrustSource.configMap('next', 'ca.pem'), TrustSource.authorities([AUTHORITY])],
  }))).toEqual([{
    apiVersion: 'trust.cert-manager.io/v1alpha1',
    kind: 'Bundle',
    metadata: expect.objectContaining({ name: 'mesh' }),
    spec: {
      sources: [
        { secret: { name: 'ca', key: 'tls.crt' } }, { configMap: { name: 'next', key: 'ca.pem' } }, { inLine: AUTHORITY },
      ],
      target: { configMap: { key: 'ca.crt' } },
    },
  }]);
  const [some] = bundles(TrustBundle.trustManager({
    name: 'mesh', key: 'b.pem', sources: [TrustSource.secret('ca', 'tls.crt')], namespaceLabels: { mesh: 'yes' },
  }));
  expect(some.metadata).not.toHaveProperty('namespace');
  expect(some.spec.target).toEqual({ configMap: { key: 'b.pem' }, namespaceSelector: { matchLabels: { mesh: 'yes' } } });
});

const KEY = '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n';
const FIELD = 'platform.clusters["prod"].identity.trust';

test('a certManager provider without trust is told what to write', () => {
  expect(wrong(undefined)).toEqual([
    `[app] ${FIELD}: must be a TrustBundle with the authorities that workloads trust in each other, among them the issuer's. `
    + 'Write for example TrustBundle.configMap({ name: \'mesh-authorities\' }), or '
    + 'TrustBundle.authorities([...]) with certificates '
    + 'in PEM form.',
  ]);
  for (const other of [KEY, 5, {}, Symbol('a')]) {
    expect(wrong(other)).toEqual([expect.stringContaining(`${FIELD}: must be a TrustBundle`)]);
  }
  expect(wrong('mesh')).toEqual([expect.stringContaining(`${FIELD} = "mesh": must be a TrustBundle`)]);
});

test('a private key is refused, by name, and never printed', () => {
  for (const pem of [KEY, `${AUTHORITY}${KEY}`, KEY.replaceAll('PRIVATE', 'EC PRIVATE'), KEY.slice(0, 30)]) {
    const lines = wrong(TrustBundle.authorities([AUTHORITY, pem]));
    expect(lines).toEqual([`[app] ${FIELD}: holds a private key, which must not be in a manifest. Write the certificate alone. `
      + 'Replace the authority if the key has been in a repository.']);
    expect(lines.join()).not.toContain('c2VjcmV0');
  }
});

test.each<[string, unknown, string]>([
  ['no list', AUTHORITY, 'must be a list of certificates in PEM form'],
  ['an empty list', [], 'must be a list of certificates in PEM form'],
  ['something else in the list', [5], 'must be a list of certificates in PEM form'],
  ['no PEM', ['ca.crt'], 'must be certificates in PEM form'],
  ['a certificate that is cut off', [AUTHORITY.slice(0, 200)], 'must be certificates in PEM form'],
  ['one cut off beside a whole one', [AUTHORITY, AUTHORITY.slice(0, 200)], 'must be certificates in PEM form'],
  [
    'a request',
    [AUTHORITY.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST')],
    'must hold certificates only, but has \\"CERTIFICATE REQUEST\\"',
  ],
  [
    'garbage in a block',
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    'has a certificate that cannot be read',
  ],
  ['no authority', [LEAF], 'is the certificate of no authority'],
  ['one twice', [AUTHORITY, AUTHORITY], 'is there twice'],
  ['too many', [AUTHORITY.repeat(150)], 'must not be larger than 65536 bytes'],
])('authorities are refused: %s', (_, pem, rule) => {
  const [line, ...others] = wrong(TrustBundle.authorities(pem as string[]));
  expect(line.replaceAll('"', '\\"')).toContain(rule);
  expect(others).toEqual([]);
});

test.each<[string, TrustBundle, string]>([
  ['a name', TrustBundle.configMap({ name: 'Mesh' }), '.name = "Mesh": must be'],
  ['a name that is missing', TrustBundle.configMap({} as any), '.name: must be'],
  ['a key', TrustBundle.configMap({ name: 'a', key: 'a/b' }), '.key = "a/b": must be a key'],
  ['a key that climbs', TrustBundle.configMap({ name: 'a', key: '..' }), '.key = "..": must be a key'],
  ['no sources', TrustBundle.trustManager({ name: 'a', sources: [] }), '.sources = 0: must be at least one'],
  ['sources that are none', TrustBundle.trustManager({ name: 'a', sources: ['x' as any] }), '.sources[0]: must be a TrustSource'],
  ['a private key as source', TrustBundle.trustManager({ name: 'a', sources: [TrustSource.secret('ca', 'tls.key')] }),
    '.sources[0].key = "tls.key": is the name of a private key'],
  ['a private key in a source', TrustBundle.trustManager({ name: 'a', sources: [TrustSource.authorities([KEY])] }),
    '.sources[0]: holds a private key'],
  ['labels', TrustBundle.trustManager({ name: 'a', sources: [TrustSource.secret('c', 'd')], namespaceLabels: { 'a b': 'c' } }),
    '.namespaceLabels = "a b"'],
  ['neither name nor signer', TrustBundle.clusterTrustBundle({}), ': must have either a name or a signer'],
  ['both', TrustBundle.clusterTrustBundle({ name: 'a', signer: 'a.b/c' }), ' = "a": must have either a name or a signer'],
  ['a signer', TrustBundle.clusterTrustBundle({ signer: 'mesh' }), '.signer = "mesh": must be a signer\'s name'],
  ['a bundle\'s name', TrustBundle.clusterTrustBundle({ name: 'A' }), '.name = "A": must be'],
])('is refused: %s', (_, trust, line) => {
  expect(wrong(trust)).toEqual([expect.stringContaining(`${FIELD}${line}`)]);
});

test.each<[string, (nothing: any) => unknown, string]>([
  ['authorities', TrustBundle.authorities, ': must be a list of certificates'],
  ['a ConfigMap', TrustBundle.configMap, '.name: must be'],
  ['trust-manager', TrustBundle.trustManager, '.sources: must be at least one'],
  ['ClusterTrustBundles', TrustBundle.clusterTrustBundle, ': must have either a name or a signer'],
  ['a source of authorities', pem => TrustBundle.trustManager({ name: 'a', sources: [TrustSource.authorities(pem)] }),
    '.sources[0]: must be a list of certificates'],
])('is refused, and does not throw: nothing for %s', (_, make, line) => {
  for (const nothing of [undefined, null]) {
    expect(wrong(make(nothing))).toContainEqual(expect.stringContaining(`${FIELD}${line}`));
  }
});

test('a ClusterTrustBundle on a cluster that brings none into pods is refused', () => {
  expect(wrong(TrustBundle.clusterTrustBundle({ name: 'mesh' }), '1.36')).toEqual([
    `[app] ${FIELD} = "mesh": a ClusterTrustBundle in a volume needs Kubernetes 1.37, and the cluster has 1.36. `
    + 'Write TrustBundle.configMap or TrustBundle.authorities for this cluster.',
  ]);
});

test('two charts in one namespace have two bundles, and a chart without owner takes that of its first workload', () => {
  const shop = api({}, trusting(TrustBundle.authorities([AUTHORITY])));
  const other = new PinterestChart(shop.app as PinterestApp, 'Other Chart', {
    namespace: 'shop', owner: { ...OWNER, team: 'others' },
  });
  new PinterestService(other, 'web', { container: CONTAINER });
  const [bundle] = (other.toJson() as any[]).filter(({ metadata }) => metadata.name.endsWith('-authorities'));
  expect(bundle.metadata.name).toMatch(/^other-chart-[0-9a-f]{8}-authorities$/);
  expect(bundle.metadata.labels['pinterest.com/team']).toBe('others');
});
