import { IdentityProvider, KubernetesVersion, PlatformRuntime, Release } from 'cdk8s-pinterest/platform';
import { BARE, Built, TRUST, World } from '../synth';

const runtime = (world: World) => new Built(chart => new PlatformRuntime(chart, 'runtime'), world, 'platform');
const issuedBy = (issuerKind?: string) => ({
  identity: IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST, caSecret: 'mesh-ca', issuerKind }),
});

test('the issuer of identities is emitted once, by the name of its Secret, and none that is there already', () => {
  const offered = ['a', 'b'].map(name => new Release({ name, components: [] }));
  expect(runtime({ offered, ...issuedBy() }).all()).toEqual([
    {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: 'mesh' },
      spec: { ca: { secretName: 'mesh-ca' } },
    },
  ]);
  expect(runtime({ offered, identity: IdentityProvider.certManager({ issuer: 'mesh', trust: TRUST }) }).all()).toEqual([]);
  expect(runtime({ offered, ...BARE }).all()).toEqual([]);
});

test('an issuer of another kind is not ours to make', () => {
  expect(runtime({ offered: [new Release({ name: 'r', components: [] })], ...issuedBy('VaultIssuer') }).errors).toEqual([
    '[app] platform.clusters["prod"].identity.caSecret = "mesh-ca": is allowed for a ClusterIssuer only, '
      + 'and mesh is of kind VaultIssuer. Leave it out: PlatformRuntime cannot create that issuer.',
  ]);
});

test('a release is not installed on a Kubernetes for which it is not', () => {
  const offered = [new Release({ name: 'r', components: [], oldestKubernetes: KubernetesVersion.of('1.30') })];
  expect(runtime({ offered, version: '1.30' }).errors).toEqual([]);
  expect(runtime({ offered, version: '1.29' }).errors).toEqual([
    '[chart/runtime] platform.releases = "r": does not support Kubernetes 1.29 of the cluster prod. '
      + 'Leave it out of the releases of that Cluster.',
  ]);
});
