import { App, Size } from 'cdk8s';
import { PinterestChart, PinterestService, PodVolume } from 'cdk8s-pinterest';
import { Platform } from 'cdk8s-pinterest/platform';
import { ConfigMap, EmptyDirMedium, PersistentVolumeClaim, Secret, Volume } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { keptVolume, sourceKey } from '../../lib/pod/volume-source';
import { api, BARE, clusterOf, complaints, CONTAINER, freshFolder, OWNER } from '../synth';

function volumeOf(make: (scope: Construct) => Volume): any {
  const scope = api().chart;
  return api({ container: { ...CONTAINER, volumeMounts: [{ path: '/v', volume: make(scope) }] } }, BARE).template.spec.volumes[0];
}

const claim = (scope: Construct) => PersistentVolumeClaim.fromClaimName(scope, 'c', 'data');

test.each<[string, (scope: Construct) => Volume, object]>([
  ['a size', scope => Volume.fromEmptyDir(scope, 'v', 'shm', { medium: EmptyDirMedium.MEMORY, sizeLimit: Size.gibibytes(1) }),
    { name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }],
  ['an odd size', scope => Volume.fromEmptyDir(scope, 'v', 'shm', { sizeLimit: Size.mebibytes(100) }),
    { name: 'shm', emptyDir: { sizeLimit: '100Mi' } }],
  ['no medium', scope => Volume.fromEmptyDir(scope, 'v', 'shm', { medium: EmptyDirMedium.DEFAULT }),
    { name: 'shm', emptyDir: {} }],
  ['a claim that may be written', scope => Volume.fromPersistentVolumeClaim(scope, 'v', claim(scope)),
    { name: 'pvc-data', persistentVolumeClaim: { claimName: 'data' } }],
  ['a claim that may only be read', scope => Volume.fromPersistentVolumeClaim(scope, 'v', claim(scope), { readOnly: true }),
    { name: 'pvc-data', persistentVolumeClaim: { claimName: 'data', readOnly: true } }],
  ['a driver without attributes', scope => Volume.fromCsi(scope, 'v', 'csi.example.com', { name: 'd', attributes: {} }),
    { name: 'd', csi: { driver: 'csi.example.com' } }],
  ['a driver with attributes', scope => Volume.fromCsi(scope, 'v', 'csi.example.com', {
    name: 'd', readOnly: false, attributes: { volumeId: 'x', readOnly: '' },
  }), { name: 'd', csi: { driver: 'csi.example.com', readOnly: false, volumeAttributes: { volumeId: 'x', readOnly: '' } } }],
  ['files that may be missing', scope => Volume.fromSecret(scope, 'v', Secret.fromSecretName(scope, 's', 'keys'), {
    optional: true, defaultMode: 0o400, items: { 'tls.key': { path: 'key', mode: 0o440 } },
  }), {
    name: 'secret-keys',
    secret: { secretName: 'keys', optional: true, defaultMode: 0o400, items: [{ key: 'tls.key', path: 'key', mode: 0o440 }] },
  }],
  ['no items', scope => Volume.fromConfigMap(scope, 'v', ConfigMap.fromConfigMapName(scope, 's', 'keys'), { items: {} }),
    { name: 'configmap-keys', configMap: { name: 'keys' } }],
])('%s of a cdk8s-plus volume is written as the API server keeps it', (_, make, kept) => {
  expect(volumeOf(make)).toEqual(kept);
});

test('fields that cdk8s-plus calls otherwise have the names of Kubernetes', () => {
  expect(keptVolume({ name: 'd', azureDisk: { diskName: 'd', diskUri: 'u', readOnly: false } } as any))
    .toEqual({ name: 'd', azureDisk: { diskName: 'd', diskURI: 'u', readOnly: false } });
  expect(keptVolume({ name: 'd', awsElasticBlockStore: { volumeId: 'v', readOnly: false } } as any))
    .toEqual({ name: 'd', awsElasticBlockStore: { volumeID: 'v' } });
  const hostPath = { path: '/x', type: '' };
  expect(keptVolume({ name: 'd', hostPath })).toEqual({ name: 'd', hostPath });
});

test('two volumes are one whatever the order of their fields', () => {
  const items = [{ key: 'a', path: 'a' }];
  const key = sourceKey({ name: 'c', configMap: { name: 'x', items } });
  expect(sourceKey({ configMap: { items, name: 'x' }, name: 'c' })).toBe(key);
  expect(sourceKey({ name: 'c', configMap: { name: 'x' } })).not.toBe(key);
});

test('a source as Kubernetes writes it loses what the API server would not keep', () => {
  const shop = api({}, BARE);
  const persistentVolumeClaim = { claimName: 'data', readOnly: false };
  shop.services.api.pod.addVolume(PodVolume.of('data', { persistentVolumeClaim }));
  expect(complaints(() => shop.write())).toEqual([]);
  expect(shop.template.spec.volumes).toEqual([{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]);
});

test('a plain App writes the same', () => {
  const app = new App({ outdir: freshFolder() });
  new Platform({ clusters: [clusterOf(BARE)] }).attach(app);
  const chart = new PinterestChart(app, 'chart', { namespace: 'shop', owner: OWNER });
  const volume = Volume.fromEmptyDir(chart, 'v', 'shm', { medium: EmptyDirMedium.MEMORY, sizeLimit: Size.gibibytes(1) });
  new PinterestService(chart, 'api', { container: { ...CONTAINER, volumeMounts: [{ path: '/dev/shm', volume }] } });
  expect(app.synthYaml()).toMatch(/emptyDir:\n\s+medium: Memory\n\s+sizeLimit: 1Gi\n/);
});
