import { Size } from 'cdk8s';
import { DeploymentUpdate, PinterestServiceProps, PodVolume, Scaling, ServiceClaim } from 'cdk8s-pinterest';
import { HorizontalPodAutoscaler, Metric, MetricTarget, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { api, BARE, complaints } from '../../synth';

const ALONE = { scaling: Scaling.fixed(1), update: DeploymentUpdate.RECREATE };
const CLAIM = { name: 'data', mountPath: '/data', size: Size.gibibytes(10) };
const { READ_WRITE_MANY, READ_ONLY_MANY, READ_WRITE_ONCE_POD } = PersistentVolumeAccessMode;

const said = (props: any) => complaints(() => api(props, BARE).write());

function built(props: Partial<PinterestServiceProps>) {
  const shop = api(props, BARE);
  expect(complaints(() => shop.write())).toEqual([]);
  return { shop, spec: shop.template.spec };
}

test('a claim of its own outlives the service', () => {
  const { shop, spec } = built({ ...ALONE, claims: [ServiceClaim.of(CLAIM)] });
  const claim = shop.one('PersistentVolumeClaim');
  expect(claim.metadata.name).toBe('api-data');
  expect(claim.metadata.labels).toMatchObject({ 'pinterest.com/reclaim': 'never' });
  expect(claim.spec).toEqual({
    accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } }, volumeMode: 'Filesystem',
  });
  expect(spec.volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'api-data' } }]);
  expect(spec.containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
  expect(shop.one('Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  expect(shop.services.api.claims.map(({ name }) => name)).toEqual(['api-data']);
});

test('a claim that exists is only mounted', () => {
  const { shop, spec } = built({ ...ALONE, claims: [ServiceClaim.existing('legacy.uploads', '/uploads')] });
  expect(shop.all('PersistentVolumeClaim')).toEqual([]);
  expect(spec.volumes).toEqual([{ name: 'claim-legacy-uploads', persistentVolumeClaim: { claimName: 'legacy.uploads' } }]);
  expect(spec.containers[0].volumeMounts).toEqual([{ name: 'claim-legacy-uploads', mountPath: '/uploads' }]);
});

test('one that many nodes may mount is for many pods, and one that they may only read is read-only', () => {
  const { spec } = built({
    claims: [
      ServiceClaim.of({ ...CLAIM, accessMode: READ_WRITE_MANY }),
      ServiceClaim.existing('models', '/models', { accessMode: READ_ONLY_MANY }),
    ],
  });
  expect(spec.containers[0].volumeMounts).toEqual([
    { name: 'data', mountPath: '/data' }, { name: 'claim-models', mountPath: '/models', readOnly: true },
  ]);
  expect(spec.volumes).toEqual([
    { name: 'data', persistentVolumeClaim: { claimName: 'api-data' } },
    { name: 'claim-models', persistentVolumeClaim: { claimName: 'models', readOnly: true } },
  ]);
});

function volumesOf(readOnly?: boolean) {
  const shop = api({}, BARE);
  const { pod } = shop.services.api;
  pod.addVolume(PodVolume.claim('wiki', 'wiki-data'));
  pod.mount({ volume: 'wiki', path: '/wiki' });
  pod.addSidecar('backup', { container: { image: 'backup:1' }, mounts: [{ volume: 'wiki', path: '/wiki', readOnly }] });
  return shop.template.spec.volumes;
}

test('a claim that nobody writes to is mounted read-only as a whole, so that its files keep their group', () => {
  expect(volumesOf()).toEqual([{ name: 'wiki', persistentVolumeClaim: { claimName: 'wiki-data', readOnly: true } }]);
});

test('a claim that a sidecar writes to is not', () => {
  expect(volumesOf(false)).toEqual([{ name: 'wiki', persistentVolumeClaim: { claimName: 'wiki-data' } }]);
});

test.each<[string, ServiceClaim]>([
  ['of its own', ServiceClaim.of(CLAIM)],
  ['of one pod', ServiceClaim.of({ ...CLAIM, accessMode: READ_WRITE_ONCE_POD })],
])('a claim %s that one node may mount needs one pod that is recreated', (_, claim) => {
  expect(said({ claims: [claim] })).toEqual([
    '[chart/api] scaling.max = 2: is more than one pod, and one node alone may mount the claim data. '
      + 'Write Scaling.fixed(1), or a PinterestStatefulSet, whose pods have claims of their own.',
    '[chart/api] update = "rolling": starts a new pod beside the old one, and one node alone may mount the claim data. '
      + 'Write update: DeploymentUpdate.RECREATE.',
  ]);
});

test.each<[string, any, string]>([
  ['a name twice', [ServiceClaim.of(CLAIM), ServiceClaim.of({ ...CLAIM, mountPath: '/b' })],
    'claims.name = "data": is used twice.'],
  ['an existing one twice', [ServiceClaim.existing('a', '/a'), ServiceClaim.existing('a', '/b')],
    'claims.name = "a": is used twice.'],
  ['no size', [ServiceClaim.of({ ...CLAIM, size: undefined as any })], 'claims.size: must be a Size.'],
  ['nothing', [ServiceClaim.of(undefined as any)], 'claims: must be an object, and is missing.'],
  ['an access mode in text', [ServiceClaim.existing('a', '/a', { accessMode: 'many' as any })],
    'claims.accessMode = "many": is no'],
  ['a name alone', ['data'], 'claims = "data": must be an object'],
  ['one by hand', [CLAIM], 'claims: must be made by its own function'],
])('%s is refused', (_, claims, line) => {
  expect(said({ ...ALONE, claims })).toContainEqual(expect.stringContaining(line));
});

test('an autoscaler of cdk8s-plus could start a second pod', () => {
  const lines = (claim: ServiceClaim) => {
    const shop = api({ ...ALONE, claims: [claim] }, BARE);
    const metrics = [Metric.resourceCpu(MetricTarget.averageUtilization(50))];
    new HorizontalPodAutoscaler(shop.chart, 'hpa', { target: shop.services.api, maxReplicas: 5, metrics });
    return complaints(() => shop.write());
  };
  expect(lines(ServiceClaim.of(CLAIM))).toEqual(['[chart/api] claims = ["data"]: can be mounted by one node alone, '
    + 'and an autoscaler '
    + 'may start more pods. Remove the HorizontalPodAutoscaler, or use a PinterestStatefulSet, whose pods have claims '
      + 'of their own.']);
  expect(lines(ServiceClaim.of({ ...CLAIM, accessMode: READ_WRITE_MANY }))).toEqual([]);
});
